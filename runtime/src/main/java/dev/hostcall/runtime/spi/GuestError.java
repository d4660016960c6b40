package dev.hostcall.runtime.spi;

/** Thrown by generated code that has lifted an error: what the guest has returned is to be thrown to its caller. */
public final class GuestError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace of its own: the error has one. */
    public GuestError(Throwable error) {
        super("a guest has returned an error", error, false, false);
    }
}
