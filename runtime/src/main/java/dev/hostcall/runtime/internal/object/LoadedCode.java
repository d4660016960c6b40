package dev.hostcall.runtime.internal.object;

import dev.hostcall.runtime.internal.engine.Reclaimer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How long a module's code stays mapped: until the module is closed and nobody holds it any more, or until neither can be
 * reached. Safe to use from any thread.
 *
 * <pre>
 *  open -> closed      close: nobody new can hold it
 *  closed -> unmapped  the last holder has released it
 * </pre>
 */
final class LoadedCode {
    private static final int CLOSED = 1 << 31;

    private final AtomicInteger state = new AtomicInteger(); // holders, and whether it is closed
    private final Reclaimer.Claim claim;
    private @Nullable Image image; // guarded by this

    LoadedCode(ModuleCore module, GuestObject object) {
        this.claim = Reclaimer.register(module, object::unload);
    }

    /** Keeps the code mapped until {@link #release}; false if it is closed. */
    boolean hold() {
        int now = state.get();
        while (now >= 0) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    void release() {
        if (state.decrementAndGet() == CLOSED) {
            unmap();
        }
    }

    void close() {
        int now = state.get();
        while (now >= 0) {
            if (state.compareAndSet(now, now | CLOSED)) {
                if (now == 0) {
                    unmap();
                }
                return;
            }
            now = state.get();
        }
    }

    boolean isClosed() {
        return state.get() < 0;
    }

    /** The image of linear memory; only for who holds the code. */
    synchronized Image image(GuestObject object) {
        Image present = image;
        if (present == null) {
            present = new Image(object.image(), object.imageStart(), object.imageSize());
            image = present;
        }
        return present;
    }

    private synchronized void unmap() {
        if (image != null) {
            image.release();
            image = null;
        }
        claim.release();
    }
}
