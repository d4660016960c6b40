package dev.hostcall.testing.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.testing.ForGuests;
import dev.hostcall.testing.Guest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

// In the Javadoc of GuestExtension
@Guest("cart.wat")
final class ExampleTest {
    private final CompletableFuture<Integer> price = new CompletableFuture<>();

    @ForGuests
    final Hostcalls prices = PricesHostcalls.of(new Prices(item -> price));

    @Test
    void aGuestWaitsForPrices(Cart cart) {
        CompletableFuture<Integer> total = cart.total(List.of("apple", "pear"));
        price.complete(80);
        assertEquals(160, total.join());
    }
}
// To here
