package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** When a compilation must be done. */
final class Deadline {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Duration allowed;
    private final long end;

    private Deadline(Duration allowed) {
        this.allowed = allowed;
        this.end = System.nanoTime() + allowed.toNanos();
    }

    /** The end of what begins now. */
    static Deadline after(Optional<Duration> timeout) {
        return new Deadline(timeout.filter(time -> time.compareTo(LONGEST) < 0).orElse(LONGEST));
    }

    /** Waits for the process until then; returns whether it has ended. */
    boolean await(Process process) throws InterruptedException {
        return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Fails if the time is up. */
    void check() {
        if (end - System.nanoTime() <= 0) {
            throw exceeded();
        }
    }

    CompilerException exceeded() {
        return new CompilerException(
                Reason.TIMEOUT, "the compilation did not finish within its timeout of " + allowed.toMillis() + " ms");
    }
}
