package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.run.CallQueue;
import dev.hostcall.runtime.internal.run.PolledRun;
import dev.hostcall.runtime.spi.GuestExports;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A call of a guest, not begun yet, whose result has a type: what methods of a {@code @GuestInterface} return to have their callers bound,
 * limit or end it.
 *
 * @param <T> the type of the result
 */
public final class GuestRun<T extends @Nullable Object> {
    private final RunAsync run;
    private final @Nullable CallQueue queue; // where it waits for its turn, if it is to

    private GuestRun(PolledRun run, @Nullable CallQueue queue) {
        this.run = new RunAsync(Objects.requireNonNull(run, "run"));
        this.queue = queue;
    }

    /** For generated code, which alone has such runs. */
    @SuppressWarnings("exports")
    public static <T extends @Nullable Object> GuestRun<T> of(PolledRun run) {
        return new GuestRun<>(run, null);
    }

    /** Likewise, of one that waits for its turn. */
    @SuppressWarnings("exports")
    public static <T extends @Nullable Object> GuestRun<T> queued(PolledRun run, CallQueue queue) {
        return new GuestRun<>(run, Objects.requireNonNull(queue, "queue"));
    }

    /** The run, to set its limits, to poll or to close it. What it returns is the typed result, as its only value. */
    public RunAsync run() {
        return run;
    }

    /** As {@link RunAsync#join}; the guest's error, if it returns one. A call that queues waits for its turn first. */
    public T join() {
        return queue == null ? joined() : queue.call(this::joined);
    }

    private T joined() {
        return GuestExports.value(run.join());
    }

    /**
     * As {@link RunAsync#start}; fails with the guest's error, if it returns one. Cancelling it abandons the run.
     * A call that queues begins when it is its turn.
     */
    public CompletableFuture<T> start(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return queue == null ? typed(run.start(executor)) : queue.start(over -> typed(run.start(executor, over)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is done then fails in no way
    private CompletableFuture<T> typed(CompletableFuture<RunResult> ended) {
        CompletableFuture<T> future = new CompletableFuture<>();
        ended.whenComplete((result, failure) -> {
            if (failure == null) {
                future.complete(GuestExports.value(result));
            } else {
                future.completeExceptionally(failure);
            }
        });
        future.whenComplete((value, failure) -> ended.cancel(false));
        return future;
    }

    @Override
    public String toString() {
        return "GuestRun[" + run + "]";
    }
}
