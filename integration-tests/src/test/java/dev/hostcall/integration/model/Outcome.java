package dev.hostcall.integration.model;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RegionFullException;
import dev.hostcall.runtime.RunResult;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What came of something, as text that can be compared. */
final class Outcome {
    private Outcome() {}

    /** Thrown by hostcalls and futures. */
    static final class Boom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Boom(int number) {
            super("boom " + number, null, false, false);
        }
    }

    /** What a real action results in or throws. */
    static String of(Supplier<String> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            return of(e);
        }
    }

    static String of(RunResult result) {
        return result instanceof RunResult.Yielded yielded
                ? yielded(yielded.value(), yielded.expected())
                : "returned " + result.returned().values();
    }

    static String of(Poll<RunResult> poll) {
        return poll instanceof Poll.Ready<RunResult> ready ? of(ready.value()) : "pending";
    }

    static String yielded(Optional<?> value, Optional<Class<?>> expected) {
        return "yielded %s expecting %s"
                .formatted(
                        value.isPresent() ? value.get() : "nothing",
                        expected.isPresent() ? expected.get().getSimpleName() : "nothing");
    }

    static String of(Throwable thrown) {
        if (thrown instanceof GuestTrapException trap) {
            return "trap " + trap.code().name();
        }
        if (thrown instanceof GuestTerminatedException end) {
            Throwable cause = end.getCause();
            return "ended " + end.reason().name()
                    + end.details().map(details -> " " + details).orElse("")
                    + (cause == null ? "" : " by (" + of(cause) + ")");
        }
        if (thrown instanceof CompletionException && thrown.getCause() != null) {
            return of(thrown.getCause());
        }
        if (thrown instanceof Boom boom) {
            return String.valueOf(boom.getMessage());
        }
        return thrown instanceof InvalidStateException
                ? "refused"
                : thrown instanceof IllegalArgumentException
                        ? "unfit"
                        : thrown instanceof RegionFullException
                                ? "full"
                                : thrown instanceof CancellationException
                                        ? "cancelled"
                                        : thrown instanceof RejectedExecutionException ? "rejected" : thrown.toString();
    }
}
