package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.memory.Gate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has calls of one instance wait for each other. They come in the order of their arrival; used by any thread. */
public final class CallQueue {
    private final String guest;
    private final Gate gate;

    // Those below are guarded by this object's monitor.
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** Whether a call is under way. */
    private boolean isTaken;

    /** Whether a thread begins calls; it looks again before it stops. */
    private boolean isBeginning;

    /** Of an instance, by the name of its guest and its gate. */
    CallQueue(String guest, Gate gate) {
        this.guest = guest;
        this.gate = gate;
    }

    /** Makes a call on this thread, when it is its turn. */
    public <T extends @Nullable Object> T call(Supplier<T> call) {
        if (gate.isOwner()) {
            throw Front.invalidState("cannot queue a call of guest " + guest
                    + ": it is RUNNING on this thread, and the call would wait for itself");
        }
        Parker parker = new Parker();
        enter(parker::wake);
        parker.park();
        try {
            return call.get();
        } finally {
            release();
            beginNext();
        }
    }

    /**
     * Starts a call when it is its turn. Cancelling the future cancels it, or takes it out of the queue.
     *
     * @param start begins the call, given what to run once that is over and has given the instance up: until then it holds its turn,
     *     whatever has become of its future
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is done then fails in no way
    public <T extends @Nullable Object> CompletableFuture<T> start(Function<Runnable, CompletableFuture<T>> start) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Turn<T> turn = new Turn<>(start, future);
        future.whenComplete((value, failure) -> remove(turn));
        enter(turn);
        return future;
    }

    /** The turn of a call that is started. */
    private final class Turn<T extends @Nullable Object> implements Runnable {
        private final Function<Runnable, CompletableFuture<T>> start;
        private final CompletableFuture<T> future;

        /** Guarded by the queue's monitor. */
        private boolean isOver;

        Turn(Function<Runnable, CompletableFuture<T>> start, CompletableFuture<T> future) {
            this.start = start;
            this.future = future;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // as above
        public void run() {
            if (future.isDone()) {
                over();
                return;
            }
            CompletableFuture<T> call;
            try {
                call = start.apply(this::over);
            } catch (Throwable e) {
                over();
                future.completeExceptionally(e);
                return;
            }
            call.whenComplete((value, failure) -> {
                if (failure == null) {
                    future.complete(value);
                } else {
                    future.completeExceptionally(failure);
                }
                beginNext(); // last: who was told so may have called again on this thread
            });
            future.whenComplete((value, failure) -> call.cancel(false));
        }

        private void over() {
            synchronized (CallQueue.this) {
                if (isOver) {
                    return;
                }
                isOver = true;
                release();
            }
            if (future.isDone()) { // else it is told first
                beginNext();
            }
        }
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
