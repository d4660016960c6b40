package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** A shop that gives away the very futures of its source, which the guest then owns. */
@HostcallModule("shop")
final class OwningShop {
    private final LongFunction<CompletableFuture<Long>> prices;

    OwningShop(LongFunction<CompletableFuture<Long>> prices) {
        this.prices = prices;
    }

    @Hostcall
    CompletableFuture<Long> price(long item) {
        return prices.apply(item);
    }
}
