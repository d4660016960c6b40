package shop;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A pool of instances, each of which is as new for each run. */
@Component
class Guests implements AutoCloseable {
    private final GuestModule module;
    private final Region region;
    private final List<Instance> all;
    private final Queue<Instance> idle;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final MeterRegistry meters;

    Guests(Prices prices, MeterRegistry meters, @Value("${guests.pool:8}") int size) {
        this.meters = meters;
        module = GuestModule.fromResource(Guests.class, "/cart.wasm");
        region = Region.create(size, Limits.defaults().withMemorySize(16 << 20));
        all = Stream.generate(() -> region.newInstance(module, PricesHostcalls.of(prices)))
                .limit(size)
                .toList();
        idle = new ConcurrentLinkedQueue<>(all);
        meters.gauge("guests.idle", idle, Queue::size);
    }

    /** What a function of the guest returns. It fails at once if all guests are busy. */
    CompletableFuture<Integer> run(String function) {
        Instance guest = idle.poll();
        if (guest == null) {
            meters.counter("guests.refused").increment();
            return CompletableFuture.failedFuture(new IllegalStateException("all guests are busy"));
        }
        Timer.Sample time = Timer.start(meters);
        return guest.runAsync(function)
                .boundInstCount(100_000) // at a time; others have their turn then
                .totalBound(10_000_000)
                .deadline(Duration.ofSeconds(2))
                .start(loop)
                .whenComplete((result, failure) -> {
                    time.stop(meters.timer("guests.runs", "outcome", failure == null ? "returned" : "failed"));
                    guest.reset();
                    idle.add(guest);
                })
                .thenApply(result -> result.returned().i32());
    }

    /** Called by Spring when the context is closed; guests that still wait are ended. */
    @Override
    public void close() throws InterruptedException {
        loop.shutdown();
        loop.awaitTermination(5, TimeUnit.SECONDS);
        all.forEach(Instance::close);
        region.close();
        module.close();
    }
}
