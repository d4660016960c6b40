package dev.hostcall.compiler;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

    private static final int NOWHERE = -1;

    private final Reason reason;
    private final int offset; // in the module's bytes; negative where the failure has no place
    private final String feature; // empty where no feature is the reason

    /** A failure that has no place in the module. */
    public CompilerException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** A failure that has no place in the module, and its cause. */
    public CompilerException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, NOWHERE, "", cause);
    }

    /**
     * A failure.
     *
     * @param offset where it is in the module's bytes; negative if it has no place
     * @param feature the feature that is not supported; empty if none is the reason
     */
    public CompilerException(Reason reason, String message, int offset, String feature, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.offset = offset;
        this.feature = Objects.requireNonNull(feature, "feature");
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
