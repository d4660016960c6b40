package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.front.Front;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has calls of one instance wait for each other. They come in the order of their arrival; used by any thread. */
public final class CallQueue {
    private final InstanceCore instance;

    // Those below are guarded by this object's monitor.
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** Whether a call is under way. */
    private boolean isTaken;

    /** Whether a thread begins calls; it looks again before it stops. */
    private boolean isBeginning;

    CallQueue(InstanceCore instance) {
        this.instance = instance;
    }

    /** Makes a call on this thread, when it is its turn. */
    public <T extends @Nullable Object> T call(Supplier<T> call) {
        if (instance.gate().isOwner()) {
            throw Front.invalidState("cannot queue a call of guest " + instance.guest()
                    + ": it is RUNNING on this thread, and the call would wait for itself");
        }
        Parker parker = new Parker();
        enter(parker::wake);
        parker.park();
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    /** Starts a call when it is its turn. Cancelling the future cancels it, or takes it out of the queue. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is done then fails in no way
    public <T extends @Nullable Object> CompletableFuture<T> start(Supplier<CompletableFuture<T>> start) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Runnable turn = () -> begin(start, future);
        future.whenComplete((value, failure) -> remove(turn));
        enter(turn);
        return future;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // likewise
    private <T extends @Nullable Object> void begin(Supplier<CompletableFuture<T>> start, CompletableFuture<T> future) {
        if (future.isDone()) {
            leave();
            return;
        }
        CompletableFuture<T> call = start.get();
        call.whenComplete((value, failure) -> {
            release(); // first: who is told so may call again on this thread
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
            beginNext();
        });
        future.whenComplete((value, failure) -> call.cancel(false));
    }

    private void enter(Runnable turn) {
        synchronized (this) {
            waiting.add(turn);
        }
        beginNext();
    }

    private synchronized void remove(Runnable turn) {
        waiting.remove(turn);
    }

    private void leave() {
        release();
        beginNext();
    }

    private synchronized void release() {
        isTaken = false;
    }

    /** Begins those whose turn it is: looped over, as one that ends at once comes back here. */
    private void beginNext() {
        synchronized (this) {
            if (isBeginning) {
                return;
            }
            isBeginning = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = isTaken ? null : waiting.poll();
        isTaken |= next != null;
        isBeginning = next != null;
        return next;
    }
}
