package dev.hostcall.runtime;

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

    private GuestRun(RunAsync run) {
        this.run = run;
    }

    /** For generated code, which alone has such runs. */
    @SuppressWarnings("exports")
    public static <T extends @Nullable Object> GuestRun<T> of(PolledRun run) {
        return new GuestRun<>(new RunAsync(Objects.requireNonNull(run, "run")));
    }

    /** The run, to set its limits, to poll or to close it. What it returns is the typed result, as its only value. */
    public RunAsync run() {
        return run;
    }

    /** As {@link RunAsync#join}; the guest's error, if it returns one. */
    public T join() {
        return GuestExports.value(run.join());
    }

    /** As {@link RunAsync#start}; fails with the guest's error, if it returns one. Cancelling it abandons the run. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is done then fails in no way
    public CompletableFuture<T> start(Executor executor) {
        CompletableFuture<RunResult> ended = run.start(executor);
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
