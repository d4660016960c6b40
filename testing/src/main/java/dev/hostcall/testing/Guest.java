package dev.hostcall.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The guest of a test, or of a parameter, is a resource. Of several annotations the nearest counts: on the parameter, its
 * method, the test's method, its class, a superclass, or a class around it. May stand on an annotation of your own.
 *
 * @see GuestExtension
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@ExtendWith(GuestExtension.class)
public @interface Guest {
    /**
     * The resource: a module in text format ({@code .wat}) or binary format ({@code .wasm}), or a guest object ({@code .so}). It is
     * looked for beside the class that the annotation is in, or from the root if its name begins with a slash. If objects lie beside a
     * binary module, as the Maven plugin puts them there, it is loaded from the one for this machine, unless
     * {@link ForGuests} gives options for compiling it.
     */
    String value();
}
