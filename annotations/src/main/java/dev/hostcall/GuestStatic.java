package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static function of a resource that a guest defines: a method of the {@link GuestInterface} that declares the {@link Resource}.
 * {@code find} is the export {@code [static]cursor.find}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GuestStatic {

    /**
     * The resource.
     *
     * @return an interface with {@link Resource} in the same interface
     */
    Class<?> value();
}
