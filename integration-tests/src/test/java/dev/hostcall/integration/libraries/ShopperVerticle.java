package dev.hostcall.integration.libraries;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Guests on an event loop: each request is a run in an instance of its own. */
final class ShopperVerticle extends VerticleBase {
    private final Region region;
    private final Hostcalls shop;
    private final GuestModule module = Shopper.MODULE;

    ShopperVerticle(Region region, Hostcalls shop) {
        this.region = region;
        this.shop = shop;
    }

    Context where() {
        return context;
    }

    // On the page
    private final Executor loop = task -> context.runOnContext(none -> task.run());
    private final Map<Instance, CompletableFuture<RunResult>> runs = new HashMap<>();

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<Long>consumer(
                        "totals",
                        request -> run("total", request.body())
                                .onSuccess(request::reply)
                                .onFailure(failure -> request.fail(500, failure.getMessage())))
                .completion();
    }

    Future<Long> run(String function, long count) {
        Instance instance = region.newInstance(module, shop);
        CompletableFuture<RunResult> done =
                instance.runAsync(function, count).boundInstCount(100_000).start(loop);
        runs.put(instance, done);
        return Future.fromCompletionStage(done, context)
                .onComplete(ended -> {
                    runs.remove(instance);
                    instance.close();
                })
                .map(result -> result.returned().i64());
    }

    @Override
    public Future<?> stop() {
        List.copyOf(runs.values()).forEach(done -> done.cancel(false));
        return Future.succeededFuture();
    }
    // To here
}
