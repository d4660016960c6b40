package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An {@code int} that is a character: a Unicode scalar value, WIT's {@code char}. What is none, such as half of a surrogate pair, ends
 * the guest, whoever passes it.
 *
 * <pre>{@code
 * @Hostcall
 * @CodePoint int upperCase(@CodePoint int letter) {
 *     return Character.toUpperCase(letter);
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
public @interface CodePoint {}
