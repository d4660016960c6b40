package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An integer that its guest takes as unsigned: {@code @Unsigned byte} is WIT's {@code u8}, {@code @Unsigned long} its {@code u64}. In
 * Java it has the same bits; {@link Integer#toUnsignedLong} and its like read them.
 *
 * <pre>{@code
 * record Address(List<@Unsigned Short> groups, @Unsigned int zone) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
public @interface Unsigned {}
