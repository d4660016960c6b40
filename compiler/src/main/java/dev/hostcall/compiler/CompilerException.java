package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Feature;
import dev.hostcall.compiler.read.RefusedException;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a module was not compiled: what was found where, in one line; a C compiler's own output may follow. */
public final class CompilerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of failure it is. */
    public enum Reason {
        /** The input is no valid WebAssembly: malformed, or against a rule of validation. */
        INVALID_MODULE,
        /** The input uses a feature that this compiler does not support; whether it is valid behind that is not looked at. */
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
    private final int offset; // in the module's bytes; -1 where the failure has no place
    private final String feature; // empty where no feature is the reason

    CompilerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.offset = -1;
        this.feature = "";
    }

    CompilerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.offset = -1;
        this.feature = "";
    }

    CompilerException(Reason reason, String message, int offset) {
        super(message);
        this.reason = reason;
        this.offset = offset;
        this.feature = "";
    }

    CompilerException(Reason reason, RefusedException refused) {
        super(refused.getMessage(), refused);
        this.reason = reason;
        this.offset = refused.offset();
        this.feature = refused.feature().map(Feature::text).orElse("");
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** Where in the module's bytes it is, if the failure is of a place. */
    public OptionalInt offset() {
        return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
    }

    /** The feature that is not supported, as its proposal calls it; present where {@link #reason} is {@code UNSUPPORTED}. */
    public Optional<String> feature() {
        return feature.isEmpty() ? Optional.empty() : Optional.of(feature);
    }
}
