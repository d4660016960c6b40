package dev.hostcall.integration.races;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.State;

/** A guest that waits for a future its hostcall has returned, and a run of it. Made for each meeting, from a pool of instances. */
@State
public class Waiting {
    private static final Region REGION = Region.create(100_000, Limits.compact().withStackSize(1 << 16));
    private static final CompilerOptions OPTIONS = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
    private static final String GUEST = """
            (module
              (import "race" "later" (func $later (result i64)))
              (func (export "wait") (result i64) (call $later)))
            """;

    private static final ConcurrentLinkedQueue<Tenancy> POOL = new ConcurrentLinkedQueue<>();

    private final Tenancy tenancy;
    final CompletableFuture<Long> future = new CompletableFuture<>();
    final Instance instance;
    final RunAsync run;
    final AtomicInteger wakes = new AtomicInteger();
    final AtomicInteger latestWakes = new AtomicInteger();

    /** An instance, and whom its hostcall serves. */
    private record Tenancy(Instance instance, Race race) {
        static Tenancy fresh() {
            Race race = new Race();
            return new Tenancy(REGION.newInstance(WatGuest.of(GUEST, "race", OPTIONS), RaceHostcalls.of(race)), race);
        }
    }

    public Waiting() {
        Tenancy pooled = POOL.poll();
        tenancy = pooled == null ? Tenancy.fresh() : pooled;
        tenancy.race().future(future);
        instance = tenancy.instance();
        run = instance.runAsync("wait");
    }

    /** What a poll comes to. */
    String poll() {
        try {
            return text(run.poll(latestWakes::incrementAndGet));
        } catch (GuestTerminatedException e) {
            return e.reason().name();
        } catch (InvalidStateException e) {
            return "refused";
        }
    }

    private static String text(Poll<RunResult> poll) {
        return poll instanceof Poll.Ready<RunResult> ready
                ? "returned " + ready.value().returned().i64()
                : "pending";
    }

    /** The first poll, with a waker of its own. */
    void block() {
        if (run.poll(wakes::incrementAndGet).isReady()) {
            throw new AssertionError("it does not wait");
        }
    }

    /** What a driven run has come to, or comes to within a long time. */
    static String end(CompletableFuture<RunResult> driven) {
        try {
            return "returned " + driven.get(20, TimeUnit.SECONDS).returned().i64();
        } catch (TimeoutException e) {
            return "open";
        } catch (ExecutionException e) {
            return e.getCause() instanceof GuestTerminatedException end
                    ? end.reason().name()
                    : "" + e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Nothing was left behind: the guest runs again, and serves the next meeting. */
    void recycle() {
        run.close();
        if (instance.state() == InstanceState.TERMINATED) {
            instance.recover();
        }
        tenancy.race().future(CompletableFuture.completedFuture(5L));
        if (instance.runAsync("wait").join().returned().i64() != 5) {
            throw new AssertionError("the guest does not work any more");
        }
        POOL.add(tenancy);
    }

    /** As {@link #recycle}, where a kill that came after the end is to be taken back. */
    void recycleKilled() {
        instance.reset();
        recycle();
    }
}
