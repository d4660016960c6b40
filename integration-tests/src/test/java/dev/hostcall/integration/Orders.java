package dev.hostcall.integration;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Vmctx;
import java.util.concurrent.CompletableFuture;

/** Prices that come from elsewhere, and callbacks; for {@link JavadocExamplesTest}. */
@HostcallModule("orders")
final class Orders {
    @Hostcall
    CompletableFuture<Long> price(int article) {
        return CompletableFuture.supplyAsync(() -> 100L * article);
    }

    // In the Javadoc of Vmctx
    @Hostcall
    void each(Vmctx vmctx, int callback, int count) {
        FunctionReference function = vmctx.table("callbacks").function(callback);
        for (int i = 1; i <= count; i++) {
            vmctx.consume(10); // what our own work is worth
            vmctx.call(function, i);
            vmctx.blockOn(CompletableFuture.runAsync(Orders::pause)); // the guest blocks, the thread does not
        }
    }
    // To here

    private static void pause() {
        Thread.onSpinWait();
    }
}
