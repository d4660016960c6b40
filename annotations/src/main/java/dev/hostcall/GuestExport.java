package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which a guest exports a method of a {@link GuestInterface}; without it, the method's name in snake case, or in the
 * interface of WIT's that the {@code GuestInterface} names, in kebab case.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GuestExport {

    /**
     * The export's name, such as {@code acme:search/plugin#find-all}.
     *
     * @return any non-empty text without unpaired surrogates
     */
    String value();
}
