package dev.hostcall.compiler;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Says in one line why a module was not compiled, and where the reason is; a C compiler's own output may follow. */
public final class CompilerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of failure it is. */
    public enum Reason {
        /** The input is not valid WebAssembly: it is malformed, or breaks a rule of validation. */
        INVALID_MODULE,
        /** The input uses a feature that this compiler does not support; whether the rest of it is valid is not examined. */
        UNSUPPORTED,
        /** The input is larger than this compiler accepts. */
        LIMIT,
        /** The C compiler is missing or failed. */
        C_COMPILER,
        /** A file could not be read or written. */
        FILE,
        /** The timeout in the options has expired. */
        TIMEOUT,
        /** The compiling thread was interrupted, and remains so. */
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

    /** Where in the module's bytes the reason is; empty if it has no place there. */
    public OptionalInt offset() {
        return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
    }

    /** The feature that is not supported, by its proposal's name; present if {@link #reason} is {@code UNSUPPORTED}. */
    public Optional<String> feature() {
        return feature.isEmpty() ? Optional.empty() : Optional.of(feature);
    }
}
