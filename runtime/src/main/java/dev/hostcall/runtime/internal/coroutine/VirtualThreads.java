package dev.hostcall.runtime.internal.coroutine;

import dev.hostcall.runtime.internal.engine.HelperThread;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What we need to know of virtual threads, on JDKs that have them and on those that have not. */
final class VirtualThreads {
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    private VirtualThreads() {}

    private static @Nullable MethodHandle findIsVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether the caller runs on a virtual thread. */
    static boolean isCurrent() {
        MethodHandle isVirtual = IS_VIRTUAL;
        if (isVirtual == null) {
            return false;
        }
        try {
            return (boolean) isVirtual.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.isVirtual threw", e);
        }
    }

    /** Runs an action on a platform thread while the calling virtual thread waits. */
    static void runOnPlatformThread(Runnable action) {
        CompletableFuture.runAsync(action, Carriers.POOL).join();
    }

    /** Made only where a guest runs inside a virtual thread. Idle ones end after a second. */
    private static final class Carriers {
        private static final ExecutorService POOL = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> HelperThread.create("hostcall-carrier", work, 0));

        private Carriers() {}
    }
}
