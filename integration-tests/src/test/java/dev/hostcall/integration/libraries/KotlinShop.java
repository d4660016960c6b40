package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Hostcalls;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

// On the page
@HostcallModule("shop")
public final class KotlinShop {
    private final LongFunction<CompletableFuture<Long>> prices;

    private KotlinShop(LongFunction<CompletableFuture<Long>> prices) {
        this.prices = prices;
    }

    public static Hostcalls of(LongFunction<CompletableFuture<Long>> prices) {
        return KotlinShopHostcalls.of(new KotlinShop(prices));
    }

    @Hostcall
    CompletableFuture<Long> price(long item) {
        return prices.apply(item);
    }
}
// To here
