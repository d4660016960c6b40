package dev.hostcall.runtime.internal.engine;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Releases native resources once, when they are given up or when their owner has become unreachable. Unlike a {@link
 * java.lang.ref.Cleaner}, its thread ends soon after nothing is left to release, so that it keeps no class loader alive.
 */
public final class Reclaimer {
    private static final ReferenceQueue<Object> UNREACHABLE = new ReferenceQueue<>();
    private static final Set<Claim> CLAIMS = new HashSet<>(); // guards itself and thread
    private static final long LINGER_MILLIS = 500;
    private static @Nullable Thread thread;

    private Reclaimer() {}

    /**
     * Has an action run when an object is unreachable, unless it has run before.
     *
     * @param owner the object
     * @param action must not refer to it
     */
    public static Claim register(Object owner, Runnable action) {
        Claim claim = new Claim(owner, action);
        synchronized (CLAIMS) {
            CLAIMS.add(claim);
            if (thread == null) {
                thread = HelperThread.start("hostcall-reclaimer", Reclaimer::reclaim);
            }
        }
        return claim;
    }

    private static void reclaim() {
        boolean more = true;
        while (more) {
            try {
                if (isIdle()) {
                    more = releaseNext(UNREACHABLE.remove(LINGER_MILLIS)) || mayGoOn();
                } else {
                    releaseNext(UNREACHABLE.remove());
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                more = true; // what is still registered waits, whatever became of one
            }
        }
    }

    private static boolean releaseNext(@Nullable Reference<?> next) {
        if (next instanceof Claim claim) {
            claim.release();
        }
        return next != null;
    }

    private static boolean isIdle() {
        synchronized (CLAIMS) {
            return CLAIMS.isEmpty();
        }
    }

    /** Whether something was registered meanwhile; if not, the next registration starts a thread of its own. */
    private static boolean mayGoOn() {
        synchronized (CLAIMS) {
            boolean more = !CLAIMS.isEmpty();
            if (!more) {
                thread = null;
            }
            return more;
        }
    }

    /** What is to be released. */
    public static final class Claim extends PhantomReference<Object> {
        private final Runnable action;

        private Claim(Object owner, Runnable action) {
            super(owner, UNREACHABLE);
            this.action = action;
        }

        /** Runs the action, unless it has run before. */
        public void release() {
            boolean first;
            synchronized (CLAIMS) {
                first = CLAIMS.remove(this);
            }
            if (first) {
                action.run();
                enqueue(); // has the thread look whether anything is left
            }
        }
    }
}
