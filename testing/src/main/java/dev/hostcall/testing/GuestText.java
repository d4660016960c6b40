package dev.hostcall.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The guest of a test, or of a parameter, stands here in WebAssembly's text format. May stand wherever {@link Guest} may; of both, the
 * nearest counts.
 *
 * <pre>{@code
 * @Test
 * @GuestText("""
 *         (module
 *           (import "prices" "ask" (func $ask (param i32 i32) (result i32)))
 *           (memory (export "memory") 1)
 *           (data (i32.const 0) "apple")
 *           (func (export "price") (result i32) (call $ask (i32.const 0) (i32.const 5))))
 *         """)
 * void aGuestAsksForAPrice(Instance guest) {
 *     price.complete(120);
 *     assertEquals(120, guest.runAsync("price").join().returned().i32());
 * }
 * }</pre>
 *
 * @see GuestExtension
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@ExtendWith(GuestExtension.class)
public @interface GuestText {
    /** The module. */
    String value();
}
