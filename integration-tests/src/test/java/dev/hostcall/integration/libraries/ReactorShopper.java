package dev.hostcall.integration.libraries;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Region;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

/** Guests as Monos: each subscription is a run in an instance of its own. */
final class ReactorShopper {
    private final Region region;
    private final GuestModule module = Shopper.MODULE;
    private final Scheduler loop;
    private final Function<ContextView, Hostcalls> shop;

    ReactorShopper(Region region, Scheduler loop, Function<ContextView, Hostcalls> shop) {
        this.region = region;
        this.loop = loop;
        this.shop = shop;
    }

    // On the page
    Mono<Long> run(String function, long count) {
        return Mono.deferContextual(context -> Mono.usingWhen(
                Mono.fromCallable(() -> region.newInstance(module, shop.apply(context))),
                instance -> Mono.fromFuture(() -> instance.runAsync(function, count)
                                .boundInstCount(100_000)
                                .start(loop::schedule))
                        .map(result -> result.returned().i64()),
                instance -> Mono.fromRunnable(instance::close).subscribeOn(loop)));
    }
    // To here
}
