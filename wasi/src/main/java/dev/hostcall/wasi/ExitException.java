package dev.hostcall.wasi;

/**
 * A program has ended itself, by {@code proc_exit} or a signal. It is the cause of the
 * {@link dev.hostcall.runtime.GuestTerminatedException} that its run ends with; {@link Wasi#run} and its kin return the
 * code instead.
 */
public final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * For an exit code.
     *
     * @param code as the program gave it; 128 plus the signal's number for a signal
     */
    public ExitException(int code) {
        super("the program has exited with code " + Integer.toUnsignedString(code));
        this.code = code;
    }

    /** The exit code; 0 means success. */
    public int code() {
        return code;
    }
}
