package dev.hostcall.testing.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.Region;
import dev.hostcall.testing.ForGuests;
import dev.hostcall.testing.Guest;
import dev.hostcall.testing.GuestText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

// On the page
@Guest("cart.wat")
final class RegionsTest {
    @ForGuests
    static final Limits LIMITS = Limits.compact();

    @ForGuests
    static final CompilerOptions OPTIONS = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    @ForGuests
    final Hostcalls prices = PricesHostcalls.of(new Prices(item -> CompletableFuture.completedFuture(1)));

    @Test
    void oneCartKnowsNothingOfAnother(Cart cart, Region region, GuestModule module) {
        try (Instance other = region.newInstance(module, prices)) {
            assertEquals(2, cart.total(List.of("a", "b")).join());
            assertEquals(
                    1, CartGuest.of(other, Runnable::run).total(List.of("c")).join());
        }
    }

    @Test
    void aGuestThatWantsMoreMemoryIsRefused(Region region, @GuestText("(module (memory 17))") GuestModule large) {
        assertThrows(LimitsExceededException.class, () -> region.newInstance(large));
    }
}
// To here
