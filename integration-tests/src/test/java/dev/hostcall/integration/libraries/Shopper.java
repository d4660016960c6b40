package dev.hostcall.integration.libraries;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;

/** The guest of all pages: it imports {@code shop.price}. */
final class Shopper {
    static final GuestModule MODULE = WatGuest.load(
            Shopper.class, "shopper.wat", CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT));

    private Shopper() {}

    static Region region(int capacity) {
        return Region.create(capacity, Limits.compact());
    }

    /** What {@code total(count)} returns where an item's price is its number. */
    static long sumBelow(long count) {
        return count * (count - 1) / 2;
    }
}
