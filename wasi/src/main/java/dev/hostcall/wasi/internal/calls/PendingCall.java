package dev.hostcall.wasi.internal.calls;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call that is tried, and tried again whenever what it waits for may have become ready, on the thread that says so. The
 * guest blocks on it. If the guest is ended, the runtime cancels it, and no attempt touches the guest's memory from then on:
 * cancelling waits for one that is under way.
 */
final class PendingCall extends CompletableFuture<Integer> {
    private final Step step;

    /** Guarded by this: what the call waits for now. */
    private @Nullable CompletableFuture<Void> awaited;

    /** Guarded by this: there will be no further attempt. */
    private boolean over;

    private PendingCall(Step step) {
        this.step = step;
    }

    /** Tries a call at once. What it returns may be done already. */
    static CompletableFuture<Integer> of(Step step) {
        PendingCall call = new PendingCall(step);
        call.advance();
        return call;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // advancing reports to the call itself
    private void advance() {
        try {
            CompletableFuture<Void> next = attempt();
            while (next != null && next.isDone()) {
                next = attempt();
            }
            if (next != null) {
                next.whenComplete((value, failure) -> advance());
            }
        } catch (Throwable e) { // a stream of the embedder's threw, or the instance was closed
            completeExceptionally(e);
        }
    }

    private @Nullable CompletableFuture<Void> attempt() {
        int outcome;
        synchronized (this) {
            if (over) {
                return null;
            }
            awaited = null;
            outcome = Outcome.of(() -> awaited = step.run().orElse(null));
            if (awaited != null) {
                return awaited;
            }
            over = true;
        }
        complete(outcome); // wakes the guest, so the monitor is not held
        return null;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        CompletableFuture<Void> left;
        synchronized (this) {
            over = true;
            left = awaited;
            awaited = null;
        }
        if (left != null) {
            left.cancel(false);
        }
        return super.cancel(mayInterruptIfRunning);
    }

    /** One attempt. */
    @FunctionalInterface
    interface Step {
        /** Nothing if the call is done, or else what it has to wait for. */
        Optional<CompletableFuture<Void>> run() throws IOException;
    }
}
