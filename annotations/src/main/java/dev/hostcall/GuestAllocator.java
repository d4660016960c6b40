package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The exported functions by which a guest takes memory for what Java hands to it: results of the hostcalls of this class, or arguments of
 * this {@link GuestInterface}. Without this annotation they are found by their names: {@code cabi_realloc}; {@code malloc} and
 * {@code free}; or those of AssemblyScript's runtime.
 *
 * <pre>{@code
 * @GuestInterface
 * @GuestAllocator(allocate = "alloc", release = "dealloc")
 * interface Plugin {
 *     String greet(String name);
 * }
 * }</pre>
 *
 * <p>What they are passed follows from their types: an allocator of {@code (i32) -> i32} is passed a size, of {@code (i32, i32) -> i32} a
 * size and an alignment, of four parameters what {@code cabi_realloc} is. {@code release} is passed the address, and the size and the
 * alignment too if it has parameters for them.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GuestAllocator {

    /**
     * The export that takes memory.
     *
     * @return any non-empty text without unpaired surrogates
     */
    String allocate();

    /**
     * The export that gives back the memory of a call's arguments, once the call has returned and its result has been read. By default
     * there is none: the guest owns its arguments.
     *
     * @return any text without unpaired surrogates
     */
    String release() default "";
}
