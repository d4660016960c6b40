package dev.hostcall.compiler;

/** Why a module was not compiled: what was found where, in one line; a C compiler's own output may follow. */
public final class CompilerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of failure it is. */
    public enum Reason {
        /** The input is no valid WebAssembly. */
        INVALID_MODULE,
        /** The input is valid, but uses what this compiler does not support. */
        UNSUPPORTED,
        /** The input is larger than this compiler accepts. */
        LIMIT,
        /** The C compiler is missing or failed. */
        C_COMPILER,
        /** A file could not be read or written. */
        FILE,
        /** The time that the options allow is over. */
        TIMEOUT,
        /** The compiling thread was interrupted; it still is. */
        INTERRUPTED,
    }

    private final Reason reason;

    CompilerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    CompilerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }

    static CompilerException unsupported(String place, String feature) {
        return new CompilerException(
                Reason.UNSUPPORTED, place + " uses " + feature + ", which this compiler does not support");
    }
}
