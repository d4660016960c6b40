package dev.hostcall.runtime.internal.meter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When a run is ended, counted from its first poll. */
public final class Deadline {
    private final long nanos;

    /** The JDK's timer. Set by the first poll; taken away by whoever ends the run, who has taken the instance then. */
    private @Nullable CompletableFuture<?> timer;

    public Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** The first poll begins. What is to be done at the end may be done by any thread, or at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // ending reports nothing
    public void start(Runnable expired) {
        if (nanos == Allowance.NO_LIMIT) {
            return;
        }
        if (nanos == 0) {
            expired.run();
            return;
        }
        CompletableFuture<?> fresh = new CompletableFuture<>();
        fresh.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
        fresh.thenRun(expired);
        timer = fresh;
    }

    /** The run is over. */
    public void stop() {
        CompletableFuture<?> present = timer;
        if (present != null) {
            present.cancel(false); // which takes it off the JDK's timer too
            timer = null;
        }
    }
}
