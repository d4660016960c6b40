package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Prices that take their time, and counts what became of it. */
@HostcallModule("shop")
final class VertxTimerShop {
    final AtomicInteger started = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    private final Vertx vertx;
    private final long millis;

    VertxTimerShop(Vertx vertx, long millis) {
        this.vertx = vertx;
        this.millis = millis;
    }

    @Hostcall
    @SuppressWarnings("FutureReturnValueIgnored") // the end of what was returned is all there is to know
    CompletableFuture<Long> price(long item) {
        started.incrementAndGet();
        // On the page
        CompletableFuture<Long> price = new CompletableFuture<>();
        long timer = vertx.setTimer(millis, id -> price.complete(item));
        price.whenComplete((value, failure) -> {
            if (price.isCancelled()) {
                cancel(timer);
            }
        });
        return price;
        // To here
    }

    private void cancel(long timer) {
        if (vertx.cancelTimer(timer)) {
            cancelled.incrementAndGet();
        }
    }
}
