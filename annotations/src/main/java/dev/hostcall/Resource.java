package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose objects guests hold by handles: a {@code resource} of WIT. A guest never sees the object, only a number that is valid in
 * its own instance. What the class declares as {@link Hostcall} becomes a constructor, methods and static functions of the
 * resource; {@code XHostcalls.of()} offers them, and the function that drops a handle, to guests.
 *
 * <pre>{@code
 * @Resource
 * final class Session implements AutoCloseable {
 *     @Hostcall Session(String user) { … }                // [constructor]session
 *     @Hostcall int put(String key, int value) { … }      // [method]session.put
 *     @Hostcall static Session find(int number) { … }     // [static]session.find
 *     @Override public void close() { … }                 // [resource-drop]session
 * }
 * }</pre>
 *
 * <p>As a parameter, an object of the class is borrowed for the call, and its guest keeps the handle; a parameter that is {@link Own}
 * takes it from the guest. A result always gives the guest a handle that it owns. When a guest drops a handle that it owns, and
 * when its instance is closed or reset while it has some, the object is closed, if it is {@link AutoCloseable}.
 *
 * <p>The class is a class, a record or an interface, without type parameters. Its module is that of its own
 * {@link HostcallModule}, or else that of the nearest class around it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Resource {

    /**
     * The resource's name. By default that of the class, spelt as names of hostcalls are: {@code DbSession} is {@code db_session}.
     *
     * @return any non-empty text without unpaired surrogates
     */
    String value() default "";
}
