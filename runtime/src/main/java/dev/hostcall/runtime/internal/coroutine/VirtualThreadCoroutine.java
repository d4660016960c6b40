package dev.hostcall.runtime.internal.coroutine;

import dev.hostcall.runtime.internal.engine.TrustedLookup;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine on a JDK virtual thread whose scheduler is whoever resumes it: the body runs on the resuming thread and
 * leaves its frames on the heap when it suspends. Needs JDK 21.
 *
 * <p>A bare {@code jdk.internal.vm.Continuation} is about a quarter faster but unsound here: the compiler assumes that
 * {@code Thread.currentThread()} never changes within a method, so that a body resumed by another thread could take
 * locks in the name of the first. A virtual thread keeps its identity whoever carries it.
 */
final class VirtualThreadCoroutine extends Coroutine implements Executor {
    private static final @Nullable MethodHandle NEW_THREAD = findConstructor();

    private final Thread thread;
    private volatile @Nullable Runnable nextStep;
    private volatile @Nullable Thread awaitingStep;
    private Progress progress = Progress.SUSPENDED;
    private boolean begun;
    private boolean suspending;

    VirtualThreadCoroutine(Runnable body) {
        this.thread = newThread(this, () -> {
            try {
                body.run();
            } finally {
                progress = Progress.ENDED;
            }
        });
    }

    static boolean isAvailable() {
        return NEW_THREAD != null;
    }

    private static @Nullable MethodHandle findConstructor() {
        return Runtime.version().feature() < 21
                ? null
                : TrustedLookup.virtualThreadConstructor().orElse(null);
    }

    private static Thread newThread(Executor scheduler, Runnable body) {
        MethodHandle constructor = NEW_THREAD;
        if (constructor == null) {
            throw new IllegalStateException("this JVM has no virtual threads");
        }
        try {
            return (Thread) constructor.invokeExact(scheduler, "hostcall-coroutine", 0, body);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread could not be made", e);
        }
    }

    /** The virtual thread's scheduler: keeps its next step until the resumer takes it. Any thread may call this. */
    @Override
    public void execute(Runnable step) {
        nextStep = step;
        LockSupport.unpark(awaitingStep);
    }

    @Override
    public Progress resume() {
        if (VirtualThreads.isCurrent()) {
            // A virtual thread cannot carry another one.
            VirtualThreads.runOnPlatformThread(this::carry);
        } else {
            carry();
        }
        return progress;
    }

    private void carry() {
        if (!begun) {
            begun = true;
            thread.start();
        }
        suspending = false;
        boolean interrupted = false;
        while (!suspending && progress == Progress.SUSPENDED) {
            Runnable step = takeStep();
            interrupted |= Thread.interrupted(); // mounting the body would clear it
            step.run();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next step; it is not there at once when the body has blocked by other means than {@link #suspend}. */
    private Runnable takeStep() {
        Runnable step = nextStep;
        if (step == null) {
            step = awaitStep();
        }
        nextStep = null;
        return step;
    }

    private Runnable awaitStep() {
        boolean interrupted = false;
        awaitingStep = Thread.currentThread();
        Runnable step;
        while ((step = nextStep) == null) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        awaitingStep = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return step;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours
    public void suspend() {
        suspending = true;
        // Unmounts; the next step is handed to execute at once and waits there.
        Thread.yield();
        if (suspending) {
            suspending = false;
            throw new IllegalStateException("a hostcall cannot suspend its guest while it holds a monitor (a"
                    + " synchronized block or method); use a java.util.concurrent.locks.Lock, or release it first");
        }
    }
}
