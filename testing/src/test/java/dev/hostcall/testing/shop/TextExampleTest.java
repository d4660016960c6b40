package dev.hostcall.testing.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.testing.ForGuests;
import dev.hostcall.testing.GuestText;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class TextExampleTest {
    private final CompletableFuture<Integer> price = new CompletableFuture<>();

    @ForGuests
    final Hostcalls prices = PricesHostcalls.of(new Prices(item -> price));

    // In the Javadoc of GuestText
    @Test
    @GuestText("""
            (module
              (import "prices" "ask" (func $ask (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "apple")
              (func (export "price") (result i32) (call $ask (i32.const 0) (i32.const 5))))
            """)
    void aGuestAsksForAPrice(Instance guest) {
        price.complete(120);
        assertEquals(120, guest.runAsync("price").join().returned().i32());
    }
    // To here
}
