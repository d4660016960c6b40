package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.meter.Allowance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When a run is ended, counted from its first poll. */
final class Deadline {
    private final long nanos;

    /** The JDK's timer. Set by the first poll; taken away by whoever ends the run, who has taken the instance then. */
    private @Nullable CompletableFuture<?> timer;

    Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** The first poll begins. */
    @SuppressWarnings("FutureReturnValueIgnored") // ending reports nothing
    void start(Execution running) {
        if (nanos == Allowance.NO_LIMIT) {
            return;
        }
        if (nanos == 0) {
            running.request(TerminationReason.DEADLINE_EXPIRED);
            return;
        }
        CompletableFuture<?> fresh = new CompletableFuture<>();
        fresh.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
        fresh.thenRun(() -> {
            running.request(TerminationReason.DEADLINE_EXPIRED);
            running.wake();
        });
        timer = fresh;
    }

    /** The run is over. */
    void stop() {
        CompletableFuture<?> present = timer;
        if (present != null) {
            present.cancel(false); // which takes it off the JDK's timer too
            timer = null;
        }
    }
}
