package dev.hostcall.testing.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.testing.ForGuests;
import dev.hostcall.testing.Guest;
import dev.hostcall.testing.GuestText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

// On the page
@Guest("cart.wat")
final class CartTest {
    private final CompletableFuture<Integer> later = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Integer>> source =
            Map.of("apple", CompletableFuture.completedFuture(120), "pear", later);

    @ForGuests
    final Hostcalls prices = PricesHostcalls.of(new Prices(source::get));

    @ForGuests
    final Executor thisThread = Runnable::run;

    @Test
    void theTotalIsTheSumOfThePrices(Cart cart) {
        assertEquals(240, cart.total(List.of("apple", "apple")).join());
    }

    @Test
    void aGuestWaitsForAPrice(Cart cart, Instance guest) {
        CompletableFuture<Integer> total = cart.total(List.of("apple", "pear"));
        assertEquals(InstanceState.BLOCKED, guest.state());
        later.complete(80);
        assertEquals(200, total.join());
    }

    @Test
    void aGuestThatGivesAnItemNoNameIsTerminated(Cart cart) {
        CompletableFuture<Integer> total = cart.total(List.of(""));
        CompletionException failure = assertThrows(CompletionException.class, total::join);
        GuestTerminatedException end = assertInstanceOf(GuestTerminatedException.class, failure.getCause());
        assertInstanceOf(IllegalArgumentException.class, end.getCause());
    }
    // To here

    // On the page
    @Test
    @GuestText("""
            (module
              (import "prices" "ask" (func $ask (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "wild") (result i32) (call $ask (i32.const -8) (i32.const 9))))
            """)
    void aNameOutsideOfMemoryIsNotRead(Instance guest) {
        assertThrows(GuestTrapException.class, () -> guest.runAsync("wild").join());
    }
    // To here
}
