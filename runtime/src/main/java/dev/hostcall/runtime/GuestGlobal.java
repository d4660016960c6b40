package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.engine.NativeEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A global variable that guests and the embedder share: one that an instance exports ({@link Instance#global}), or one
 * made here for guests to import ({@link HostImports}). Any thread may use it, also while guests that share it run: each
 * sees another's value as a whole, at its next look at it, and nothing says in which order it sees two globals change.
 */
public final class GuestGlobal {
    private final ValueType type;
    private final Mutability mutability;
    private final ByteBuffer storage;
    private final int offset;
    private final @Nullable InstanceCore owner;

    private GuestGlobal(
            ValueType type, Mutability mutability, ByteBuffer storage, int offset, @Nullable InstanceCore owner) {
        this.type = type;
        this.mutability = mutability;
        this.storage = storage;
        this.offset = offset;
        this.owner = owner;
    }

    /** A cell of its own. */
    static GuestGlobal cell(ValueType type, Mutability mutability, @Nullable InstanceCore owner) {
        ByteBuffer storage = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
        return new GuestGlobal(type, mutability, storage, 0, owner);
    }

    /** A global that lies in an instance's data. */
    static GuestGlobal in(InstanceCore owner, ValueType type, ByteBuffer data, int offset) {
        return new GuestGlobal(type, Mutability.CONSTANT, data, offset, owner);
    }

    /**
     * Makes a global for guests to import.
     *
     * @param type a number type
     * @param value an {@link Integer}, {@link Long}, {@link Float} or {@link Double}, as the type says
     * @throws IllegalArgumentException if the value is not of the type, or the type is not a number's
     */
    public static GuestGlobal of(ValueType type, Mutability mutability, Object value) {
        Objects.requireNonNull(mutability, "mutability");
        if (Objects.requireNonNull(type, "type").isReference()) {
            throw new IllegalArgumentException(
                    "type is " + type + "; a global made outside of an instance has a number type");
        }
        Values.check(type, value, "value, of a global,");
        GuestGlobal global = cell(type, mutability, null);
        global.writeBits(numberBits(type, value));
        return global;
    }

    private static long numberBits(ValueType type, Object value) {
        return switch (type) {
            case I32 -> (Integer) value;
            case I64 -> (Long) value;
            case F32 -> Float.floatToRawIntBits((Float) value);
            default -> Double.doubleToRawLongBits((Double) value);
        };
    }

    /** The type of its value. */
    public ValueType type() {
        return type;
    }

    /** Whether its value may change. */
    public Mutability mutability() {
        return mutability;
    }

    /**
     * Its value: {@link Integer}, {@link Long}, {@link Float}, {@link Double}, {@link FunctionReference}, or the object of
     * an external reference; {@code null} for a null reference.
     *
     * @throws InvalidStateException if the instance it belongs to is closed
     */
    public @Nullable Object get() {
        long bits = readBits();
        return switch (type) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case FUNCREF, EXTERNREF -> Values.fromBits(type, bits, Objects.requireNonNull(owner));
        };
    }

    /**
     * Changes its value.
     *
     * @throws IllegalArgumentException if the value is not of its type
     * @throws InvalidStateException if it is constant, or the instance it belongs to is closed
     */
    public void set(@Nullable Object value) {
        if (mutability == Mutability.CONSTANT) {
            throw new InvalidStateException("a constant global was set to " + value);
        }
        Values.check(type, value, "value, of a global,");
        writeBits(owner == null ? numberBits(type, Objects.requireNonNull(value)) : Values.toBits(type, value, owner));
    }

    long readBits() {
        boolean locked = enter();
        try {
            return Values.read(storage, offset, type);
        } finally {
            leave(locked);
        }
    }

    private void writeBits(long bits) {
        boolean locked = enter();
        try {
            Values.write(storage, offset, type, bits);
        } finally {
            leave(locked);
        }
    }

    private boolean enter() {
        return owner != null && owner.gate().enter();
    }

    private void leave(boolean locked) {
        if (owner != null) {
            owner.gate().leave(locked);
        }
    }

    /** Where a cell lies. */
    long address() {
        return NativeEngine.addressOf(storage);
    }

    /** The instance it came into being with. */
    @Nullable
    InstanceCore owner() {
        return owner;
    }

    /** Whether a global's value may change. */
    public enum Mutability {
        /** It keeps its first value. */
        CONSTANT,
        /** It may be set. */
        VARIABLE;

        static Mutability of(boolean isMutable) {
            return isMutable ? VARIABLE : CONSTANT;
        }

        @Override
        public String toString() {
            return this == CONSTANT ? "constant" : "variable";
        }
    }
}
