package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The module name for those {@link Hostcall} methods of this class that name none themselves. It does not apply to nested
 * classes, except for those that are a {@link Resource} and have none of their own, or to subclasses.
 *
 * <pre>{@code
 * @HostcallModule("kv")
 * final class Kv {
 *     @Hostcall int size() { … }                     // kv.size
 *     @Hostcall(module = "env") void abort() { … }   // env.abort
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HostcallModule {

    /**
     * The module name that guests import from; without this annotation it is {@code env}. It may be an interface of WIT's, such as
     * {@code acme:kv/store@1.0.0}; then a world of it is written for guest authors.
     *
     * @return any non-empty text without unpaired surrogates
     */
    String value();
}
