package shop;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What guests may call, as the module "prices". */
@HostcallModule("prices")
final class Prices {
    private final Map<Integer, Integer> cents = Map.of(1, 250, 2, 199);

    /** At once. */
    @Hostcall
    int count() {
        return cents.size();
    }

    /** Later: the guest waits, the thread that runs it does not. */
    @Hostcall
    CompletableFuture<Integer> ask(int item) {
        return CompletableFuture.supplyAsync(
                () -> cents.getOrDefault(item, 0), CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
    }
}
