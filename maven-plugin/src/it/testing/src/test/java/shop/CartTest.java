package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.testing.ForGuests;
import dev.hostcall.testing.Guest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

@Guest("cart.wat")
final class CartTest {
    @ForGuests
    final Hostcalls prices = PricesHostcalls.of(new Prices());

    @RepeatedTest(3)
    void theTotalIsTheSumOfThePrices(Cart cart, Instance instance, Region region) {
        assertEquals(600, cart.total(3));
        assertEquals(1, region.used());
    }

    @Test
    void thisIsJUnit5() {
        String jar = ExtensionContext.class.getProtectionDomain().getCodeSource().getLocation().toString();
        assertTrue(jar.contains("5.10.3"), jar);
    }
}
