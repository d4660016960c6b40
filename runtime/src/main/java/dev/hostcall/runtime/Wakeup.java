package dev.hostcall.runtime;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a guest leaves with a future it waits for. Let go when the wait is over, so that a future that never completes
 * keeps nothing of the guest alive.
 */
final class Wakeup implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    /** Plain: handing this to the future publishes it, and whoever misses the release wakes once for nothing. */
    private @Nullable Waker target;

    Wakeup(Waker target) {
        this.target = target;
    }

    void release() {
        target = null;
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        Waker waker = target;
        if (waker != null) {
            waker.wake();
        }
    }
}
