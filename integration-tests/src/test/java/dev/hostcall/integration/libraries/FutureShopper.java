package dev.hostcall.integration.libraries;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs each call in an instance of its own, which is closed when the call has ended, however it ends. */
final class FutureShopper {
    private final Region region;
    private final Hostcalls shop;
    private final Executor loop;

    FutureShopper(Region region, Hostcalls shop, Executor loop) {
        this.region = region;
        this.shop = shop;
        this.loop = loop;
    }

    CompletableFuture<RunResult> start(long count) {
        return start("total", count);
    }

    // On the page
    @SuppressWarnings("FutureReturnValueIgnored") // whoever holds the future learns of failures
    CompletableFuture<RunResult> start(String function, long count) {
        Instance instance = region.newInstance(Shopper.MODULE, shop);
        RunAsync run = instance.runAsync(function, count).boundInstCount(100_000);
        CompletableFuture<RunResult> done = run.start(loop);
        done.whenComplete((result, failure) -> {
            run.close(); // ends the guest here, or leaves that to the poll that is under way
            loop.execute(instance::close); // after that poll
        });
        return done;
    }
    // To here
}
