package dev.hostcall.runtime.spi;

/** Thrown where a hostcall would block a guest that does not run asynchronously. */
public final class NeedsAsync extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it ends in the run loop, which reports the hostcall. */
    public NeedsAsync() {
        super("block-on needs async", null, false, false);
    }
}
