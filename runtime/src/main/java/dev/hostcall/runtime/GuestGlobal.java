package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.reference.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A global variable that guests and the embedder share: one that an instance exports ({@link Instance#global}), or one
 * made here for guests to import ({@link HostImports}). Any thread may use it, also while guests that share it run: each
 * sees another's value as a whole, or a vector's halves each as a whole, at its next look at it, and nothing says in which order it sees two globals change.
 */
public final class GuestGlobal {
    private final GlobalCore core;

    private GuestGlobal(GlobalCore core) {
        this.core = core;
    }

    /** The one that stands before a core. */
    static GuestGlobal of(GlobalCore core) {
        return core.facade(GuestGlobal.class, () -> new GuestGlobal(core));
    }

    GlobalCore core() {
        return core;
    }

    /**
     * Makes a global for guests to import.
     *
     * @param type a type of numbers or vectors
     * @param value an {@link Integer}, {@link Long}, {@link Float}, {@link Double} or {@link V128}, as the type says
     * @throws IllegalArgumentException if the value is not of the type, or the type is a reference's
     */
    public static GuestGlobal of(ValueType type, Mutability mutability, Object value) {
        Objects.requireNonNull(mutability, "mutability");
        if (Objects.requireNonNull(type, "type").isReference()) {
            throw new IllegalArgumentException(
                    "type is " + type + "; a global made outside of an instance has a number type");
        }
        Values.check(type, value, "value, of a global,");
        return of(GlobalCore.of(type, mutability, value));
    }

    /** The type of its value. */
    public ValueType type() {
        return core.type();
    }

    /** Whether its value may change. */
    public Mutability mutability() {
        return core.mutability();
    }

    /**
     * Its value: {@link Integer}, {@link Long}, {@link Float}, {@link Double}, {@link V128}, {@link FunctionReference}, or the
     * object of an external reference; {@code null} for a null reference.
     *
     * @throws InvalidStateException if the instance it belongs to is closed
     */
    public @Nullable Object get() {
        return core.get();
    }

    /**
     * Changes its value.
     *
     * @throws IllegalArgumentException if the value is not of its type
     * @throws InvalidStateException if it is constant, or the instance it belongs to is closed
     */
    public void set(@Nullable Object value) {
        core.set(value);
    }

    /** Whether a global's value may change. */
    public enum Mutability {
        /** It keeps its first value. */
        CONSTANT,
        /** It may be set. */
        VARIABLE;

        @Override
        public String toString() {
            return this == CONSTANT ? "constant" : "variable";
        }
    }
}
