package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

// On the page
@HostcallModule("shop")
final class MutinyShop {
    private final LongFunction<Uni<Long>> prices;
    private final Context context;

    MutinyShop(LongFunction<Uni<Long>> prices, Context context) {
        this.prices = prices;
        this.context = context;
    }

    @Hostcall
    CompletableFuture<Long> price(long item) {
        return prices.apply(item).subscribeAsCompletionStage(context);
    }
}
// To here
