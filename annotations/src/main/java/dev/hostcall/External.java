package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A Java object that a guest holds by an external reference, {@code externref}: it can keep the reference, in a local variable, a global or a
 * table, and pass it back, and sees nothing of the object. Stands on a parameter or a result as a whole, of a {@link Hostcall} method or of
 * a method of a {@link GuestInterface}. A null reference is {@code null}.
 *
 * <pre>{@code
 * // (import "env" "open" (func (param i32 i32) (result externref)))
 * @Hostcall
 * @External Session open(String name) { … }
 *
 * // (import "env" "send" (func (param externref i32 i32)))
 * @Hostcall
 * void send(@External Session session, byte[] data) { … }
 * }</pre>
 *
 * <p>A reference to an object of another class than the parameter's ends the guest.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE_USE)
public @interface External {}
