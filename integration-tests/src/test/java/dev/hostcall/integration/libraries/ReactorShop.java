package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

// On the page
@HostcallModule("shop")
final class ReactorShop {
    private final LongFunction<Mono<Long>> prices;
    private final ContextView context;

    ReactorShop(LongFunction<Mono<Long>> prices, ContextView context) {
        this.prices = prices;
        this.context = context;
    }

    @Hostcall
    CompletableFuture<Long> price(long item) {
        return prices.apply(item).contextWrite(context).toFuture();
    }
}
// To here
