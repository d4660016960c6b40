package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An exception that a guest sees: a {@link Hostcall} method that declares it in its {@code throws} clause returns WIT's
 * {@code result<T, E>}, and the exception, thrown or what a future completes with, is the error. Any other exception ends the guest.
 *
 * <p>What {@code E} is, the exception's method {@code error()} says; one without such a method is an error that tells nothing.
 *
 * <pre>{@code
 * @HostcallError
 * final class KvException extends Exception {
 *     enum Reason { NOT_FOUND, READ_ONLY }
 *     private final Reason error;
 *     KvException(Reason error) { this.error = error; }
 *     Reason error() { return error; }
 * }
 *
 * @Hostcall
 * String get(String key) throws KvException { … }   // get: func(key: string) -> result<string, reason>
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HostcallError {}
