package dev.hostcall.cli;

import dev.hostcall.runtime.Instance;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the process is at, and how that ends when a signal ends the process: a guest is killed, a C compiler too, and what they have
 * open is closed before the process goes. The JVM then ends with 128 plus the signal's number.
 */
final class Work {
    /** For so long a signal waits: a guest may be writing where nobody reads. */
    private static final long PATIENCE_MILLIS = 3_000;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private Optional<Instance> program = Optional.empty();
    private boolean ending;

    /** On this thread, to be ended by the signals that end a process. */
    static Work endedBySignals() {
        Work work = new Work();
        Runtime.getRuntime().addShutdownHook(new Thread(work::end, "hostcall-end"));
        return work;
    }

    /** Has begun to run a program, which {@link #end} kills. */
    synchronized void runs(Instance instance) {
        program = Optional.of(instance);
        if (ending) {
            kill();
        }
    }

    /** The program is closed. */
    synchronized void runsNothing() {
        program = Optional.empty();
    }

    /** Ends the program's run, or the one that is about to begin. */
    synchronized void kill() {
        program.ifPresent(instance -> instance.killSwitch().kill());
    }

    /** Is through; a signal does not wait for it any longer. */
    void done() {
        done.countDown();
    }

    /** Whether the process is being ended, so that nothing needs to be said about what fails. */
    synchronized boolean isEnding() {
        return ending;
    }

    /** Ends it, and waits until that is done. */
    void end() {
        synchronized (this) {
            ending = true;
            kill();
        }
        if (done.getCount() > 0) {
            worker.interrupt();
        }
        try {
            if (!done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return; // the process goes all the same
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
