package dev.hostcall.integration.libraries;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Guests as Unis: each subscription is a run in an instance of its own. */
final class MutinyShopper {
    private final Region region;
    private final GuestModule module = Shopper.MODULE;
    private final Executor loop;
    private final Function<Context, Hostcalls> shop;

    MutinyShopper(Region region, Executor loop, Function<Context, Hostcalls> shop) {
        this.region = region;
        this.loop = loop;
        this.shop = shop;
    }

    // On the page
    Uni<Long> run(String function, long count) {
        return Uni.createFrom().context(context -> {
            Instance instance = region.newInstance(module, shop.apply(context));
            RunAsync run = instance.runAsync(function, count).boundInstCount(100_000);
            return Uni.createFrom()
                    .completionStage(() -> run.start(loop))
                    .map(result -> result.returned().i64())
                    .onTermination()
                    .invoke(() -> {
                        run.close(); // ends the guest here, or leaves that to the poll that is under way
                        loop.execute(instance::close); // after that poll
                    });
        });
    }
    // To here
}
