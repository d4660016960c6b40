package dev.hostcall.wasi;

import java.util.Objects;

/**
 * A program has given up: by C's {@code abort}, an assertion that failed, or AssemblyScript's {@code abort}. It is the cause of the
 * {@link dev.hostcall.runtime.GuestTerminatedException} that its run ends with.
 */
public final class AbortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the program says of it.
     *
     * @param message why, and where, as far as it says so
     */
    public AbortException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }
}
