package dev.hostcall.runtime.internal.memory;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.GuestGlobal.Mutability;
import dev.hostcall.runtime.V128;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.front.Core;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.GuestObject;
import dev.hostcall.runtime.internal.reference.PreciseTypes;
import dev.hostcall.runtime.internal.reference.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A global that guests share, or that one exports: in a cell of its own, or in an instance's data. Any thread may use it. */
public final class GlobalCore extends Core {
    private final String text;
    private final ValueType type;
    private final Mutability mutability;
    private final ByteBuffer storage;
    private final int offset;
    private final @Nullable Owner owner;

    private GlobalCore(String text, Mutability mutability, ByteBuffer storage, int offset, @Nullable Owner owner) {
        this.text = text;
        this.type = ValueType.of(SignatureText.erased(text).letter());
        this.mutability = mutability;
        this.storage = storage;
        this.offset = offset;
        this.owner = owner;
    }

    /** One of a guest's own: in a cell if others may write it, else in the guest's data. */
    public static GlobalCore of(Owner owner, GuestObject.Global info, ByteBuffer data) {
        return info.isCell()
                ? cell(info.type(), mutability(info), owner)
                : new GlobalCore(info.type(), Mutability.CONSTANT, data, info.offset(), owner);
    }

    /** One of the embedder's, of a number or vector; both were checked. */
    public static GlobalCore of(ValueType type, Mutability mutability, Object value) {
        GlobalCore global = cell(String.valueOf(type.code()), mutability, null);
        global.write(value);
        return global;
    }

    private static GlobalCore cell(String text, Mutability mutability, @Nullable Owner owner) {
        ByteBuffer storage = ByteBuffer.allocateDirect(
                        SignatureText.erased(text).slots() * Long.BYTES)
                .order(ByteOrder.nativeOrder());
        return new GlobalCore(text, mutability, storage, 0, owner);
    }

    /** Whether a guest declares that a global may change. */
    public static Mutability mutability(GuestObject.Global info) {
        return info.isMutable() ? Mutability.VARIABLE : Mutability.CONSTANT;
    }

    /** The type of its value, in the notation of guests. */
    public String text() {
        return text;
    }

    /** The type of its value. */
    public ValueType type() {
        return type;
    }

    /** Whether its value may change. */
    public Mutability mutability() {
        return mutability;
    }

    /** Its value; refused if the instance it belongs to is closed. */
    public @Nullable Object get() {
        if (type == ValueType.V128) {
            return readVector();
        }
        long bits = readBits();
        return owner == null ? Values.number(type, bits) : Values.fromBits(type, bits, owner);
    }

    /** Changes its value, if it may change and the value is of its type. */
    public void set(@Nullable Object value) {
        if (mutability == Mutability.CONSTANT) {
            throw Front.invalidState("cannot set a global to " + value + ": it is constant");
        }
        Values.check(type, value, "value, of a global,");
        PreciseTypes.check(text, value, "value, of a global,");
        write(value);
    }

    private void write(@Nullable Object value) {
        if (value instanceof V128 vector && type == ValueType.V128) {
            writeVector(vector);
        } else {
            writeBits(
                    owner == null
                            ? Values.numberBits(type, Objects.requireNonNull(value))
                            : Values.toBits(type, value, owner));
        }
    }

    /** Copies its value to a place in an instance's data. */
    public void copyTo(ByteBuffer data, int place) {
        if (type == ValueType.V128) {
            V128 vector = readVector();
            data.putLong(place, vector.low());
            data.putLong(place + Long.BYTES, vector.high());
        } else {
            Values.write(data, place, type, readBits());
        }
    }

    private V128 readVector() {
        Optional<Gate.Pass> pass = enter();
        try {
            return V128.of(storage.getLong(offset), storage.getLong(offset + Long.BYTES));
        } finally {
            leave(pass);
        }
    }

    private void writeVector(V128 vector) {
        Optional<Gate.Pass> pass = enter();
        try {
            storage.putLong(offset, vector.low());
            storage.putLong(offset + Long.BYTES, vector.high());
        } finally {
            leave(pass);
        }
    }

    private long readBits() {
        Optional<Gate.Pass> pass = enter();
        try {
            return Values.read(storage, offset, type);
        } finally {
            leave(pass);
        }
    }

    private void writeBits(long bits) {
        Optional<Gate.Pass> pass = enter();
        try {
            Values.write(storage, offset, type, bits);
        } finally {
            leave(pass);
        }
    }

    /** What belongs to no instance is never closed. */
    private Optional<Gate.Pass> enter() {
        return Optional.ofNullable(owner).map(present -> present.gate().enter());
    }

    private void leave(Optional<Gate.Pass> pass) {
        if (owner != null) {
            pass.ifPresent(owner.gate()::leave);
        }
    }

    /** Where a cell lies. */
    public long address() {
        return NativeEngine.addressOf(storage);
    }
}
