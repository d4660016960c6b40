package streams;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Asks a guest about each element. A guest that waits holds no thread: a slot has as many as its capacity says. */
public class GuestFunction extends RichAsyncFunction<Long, Long> {
    static final int CAPACITY = 2_000;

    private transient GuestModule module;
    private transient Region region;
    private transient ExecutorService loop;
    private transient Prices prices;
    private transient Set<Instance> guests;

    @Override
    public void open(OpenContext context) {
        module = GuestModule.fromResource(GuestFunction.class, "/prices.wasm");
        region = Region.create(2 * CAPACITY, Limits.compact()); // a guest is closed after its answer is given
        guests = ConcurrentHashMap.newKeySet();
        loop = Executors.newSingleThreadExecutor();
        int slot = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        prices = new Prices(slot, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS, loop));
    }

    @Override
    public void asyncInvoke(Long item, ResultFuture<Long> answer) {
        Instance guest = region.newInstance(module, PricesHostcalls.of(prices));
        guests.add(guest);
        guest.runAsync("price", item).boundInstCount(100_000).totalBound(1_000_000).start(loop)
                .whenComplete((result, failure) -> {
                    guest.close();
                    guests.remove(guest);
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else {
                        answer.complete(List.of(result.returned().i64()));
                    }
                });
    }

    /** Guests that have not answered yet. */
    int waiting() {
        return guests.size();
    }

    /** Also where a job is restarted: guests that still wait are ended. */
    @Override
    public void close() throws InterruptedException {
        if (loop == null) {
            return; // it was never opened
        }
        loop.shutdownNow();
        loop.awaitTermination(1, TimeUnit.MINUTES);
        guests.forEach(Instance::close);
        region.close();
        module.close();
    }
}
