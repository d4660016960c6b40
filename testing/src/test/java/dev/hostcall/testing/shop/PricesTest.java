package dev.hostcall.testing.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

// On the page
final class PricesTest {
    private final Prices prices = new Prices(item -> CompletableFuture.completedFuture(item.length()));

    @Test
    void aPriceIsAskedForAtTheSource() {
        assertEquals(5, prices.ask("apple").join());
    }

    @Test
    void anItemNeedsAName() {
        assertThrows(IllegalArgumentException.class, () -> prices.ask(" "));
    }
}
// To here
