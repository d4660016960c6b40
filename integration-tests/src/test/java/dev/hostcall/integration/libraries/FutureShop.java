package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

// On the page
@HostcallModule("shop")
final class FutureShop {
    private final LongFunction<CompletableFuture<Long>> prices;

    FutureShop(LongFunction<CompletableFuture<Long>> prices) {
        this.prices = prices;
    }

    @Hostcall
    CompletableFuture<Long> price(long item) {
        return prices.apply(item).copy();
    }
}
// To here
