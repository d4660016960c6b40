package dev.hostcall.compiler.read;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a module was not read: one reason, in one place. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of reason it is. */
    public enum Kind {
        /** The bytes are not a module in the binary format. */
        MALFORMED,
        /** The module breaks a rule of validation. */
        INVALID,
        /** The module uses a feature that is not supported. */
        UNSUPPORTED,
        /** The module is larger than is allowed. */
        LIMIT
    }

    private final Kind kind;
    private final int offset;
    private final @Nullable Feature feature;

    RefusedException(Kind kind, String message, int offset, @Nullable Feature feature) {
        super(message);
        this.kind = kind;
        this.offset = offset;
        this.feature = feature;
    }

    /** The kind of reason. */
    public Kind kind() {
        return kind;
    }

    /** The place in the module's bytes. */
    public int offset() {
        return offset;
    }

    /** The feature that is not supported, if that is the reason. */
    public Optional<Feature> feature() {
        return Optional.ofNullable(feature);
    }
}
