package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Waker;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a guest for a future: what the run loop keeps of it, and what it leaves with the future. Let go when the
 * wait is over, so that a future that never completes keeps nothing of the guest alive.
 */
final class Wait implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    /** The wait of a hostcall's body, which takes the future's value itself. */
    static final int IN_BODY = -1;

    /** The wait of the guest on its memory, which no hostcall has asked for. */
    static final int ON_MEMORY = -2;

    private final CompletableFuture<?> future;
    private final int hostcall;
    private final PendingResult result;

    /** Plain: handing this to the future publishes it, and whoever misses the release wakes once for nothing. */
    private @Nullable Waker target;

    private Wait(CompletableFuture<?> future, int hostcall, PendingResult result, Waker target) {
        this.future = future;
        this.hostcall = hostcall;
        this.result = result;
        this.target = target;
    }

    /** For a future that a hostcall returned, whose Java frame is gone: its value is to be delivered to the guest. */
    static Wait forReturned(CompletableFuture<?> future, int hostcall, PendingResult result, Waker target) {
        return new Wait(future, hostcall, result, target);
    }

    /** For a future that a hostcall waits for in its body. */
    static Wait inBody(CompletableFuture<?> future, Waker target) {
        return new Wait(future, IN_BODY, PendingResult.VOID, target);
    }

    /** Has the future wake the target. Throws what an unusual kind of future throws. */
    @SuppressWarnings("FutureReturnValueIgnored") // waking reports nothing
    void register() {
        future.whenComplete(this);
    }

    void detach() {
        target = null;
    }

    boolean isOver() {
        return future.isDone();
    }

    /** Gives the future up, if a hostcall has returned it: then it belongs to the runtime. */
    void abandon(HostcallFrame frame, Throwable why) {
        if (hostcall != IN_BODY) {
            frame.abandon(future, result, why);
        }
    }

    CompletableFuture<?> future() {
        return future;
    }

    /** Which hostcall returned the future, or {@link #IN_BODY}. */
    int hostcall() {
        return hostcall;
    }

    /** What its value becomes in the guest. */
    PendingResult result() {
        return result;
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        Waker waker = target;
        if (waker != null) {
            waker.wake();
        }
    }
}
