package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Pollable;
import dev.hostcall.runtime.Waker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A future that is completed, and can be polled too. */
final class RealFuture implements Pollable<Long> {
    private final CompletableFuture<Long> future = new CompletableFuture<>();
    private final int index;
    private final boolean polled;
    private final boolean watched;
    private int polls;
    private volatile @Nullable Waker waker;

    RealFuture(int index, boolean polled, boolean watched) {
        this.index = index;
        this.polled = polled;
        this.watched = watched;
    }

    CompletableFuture<Long> future() {
        return future;
    }

    @Override
    public Poll<Long> poll(Waker next) {
        polls++;
        waker = next;
        return future.isDone() ? Poll.ready(future.join()) : Poll.pending();
    }

    boolean complete(Outlook outlook) {
        boolean first = switch (outlook) {
            case DONE -> future.complete(100L + index);
            case FAILED -> future.completeExceptionally(new Outcome.Boom(index));
            case CANCELLED -> !future.isDone() && future.cancel(true);
            case OPEN -> false;
        };
        if (first) {
            wake();
        }
        return first;
    }

    boolean wake() {
        Waker present = waker;
        if (present == null) {
            return false;
        }
        present.wake();
        return true;
    }

    boolean isPolled() {
        return polled;
    }

    private Outlook state() {
        if (future.isCancelled()) {
            return Outlook.CANCELLED;
        }
        if (future.isCompletedExceptionally()) {
            return Outlook.FAILED;
        }
        return future.isDone() ? Outlook.DONE : Outlook.OPEN;
    }

    @Override
    public String toString() {
        return index + (watched ? ":" + state() + (polled ? " polled " + polls : "") : "");
    }
}
