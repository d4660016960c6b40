package dev.hostcall.runtime.internal.reference;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.V128;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java values as the eight bytes that stand for them in slots, globals and tables; a vector takes two slots. */
public final class Values {
    private Values() {}

    /**
     * Checks that a value is of a type.
     *
     * @throws IllegalArgumentException naming what the value is for, what it is and what the type takes
     */
    public static void check(ValueType type, @Nullable Object value, String purpose) {
        boolean fits = (type.isReference() && value == null) || javaType(type).isInstance(value);
        if (!fits) {
            String found = value == null ? "null" : "the " + value.getClass().getSimpleName() + " " + value;
            throw new IllegalArgumentException("%s is %s; %s takes a Java %s"
                    .formatted(purpose, found, type, javaType(type).getSimpleName()));
        }
    }

    private static Class<?> javaType(ValueType type) {
        return switch (type) {
            case I32 -> Integer.class;
            case I64 -> Long.class;
            case F32 -> Float.class;
            case F64 -> Double.class;
            case V128 -> V128.class;
            case FUNCREF -> FunctionReference.class;
            case EXTERNREF -> Object.class;
        };
    }

    /** Stores values that were checked in the slots from the first on. */
    public static void store(ControlBlock control, List<ValueType> types, @Nullable Object[] values, Member instance) {
        int slot = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof V128 vector && types.get(i) == ValueType.V128) {
                control.i64(slot++, vector.low());
                control.i64(slot++, vector.high());
            } else {
                control.i64(slot++, toBits(types.get(i), values[i], instance));
            }
        }
    }

    /** Loads values from the slots from the first on. */
    public static @Nullable Object[] load(ControlBlock control, List<ValueType> types, Member instance) {
        @Nullable Object[] values = new Object[types.size()];
        int slot = 0;
        for (int i = 0; i < values.length; i++) {
            if (types.get(i) == ValueType.V128) {
                values[i] = V128.of(control.i64(slot++), control.i64(slot++));
            } else {
                values[i] = fromBits(types.get(i), control.i64(slot++), instance);
            }
        }
        return values;
    }

    /** The bits of a value that was checked and is no vector. */
    public static long toBits(ValueType type, @Nullable Object value, Member instance) {
        if (value == null) {
            return 0;
        }
        return switch (type) {
            case I32, I64, F32, F64, V128 -> numberBits(type, value);
            case FUNCREF -> functionBits((FunctionReference) value, instance);
            case EXTERNREF -> instance.group().handle(value);
        };
    }

    private static long functionBits(FunctionReference reference, Member instance) {
        LinkedFunction function = LinkedFunction.of(reference);
        if (!function.belongsTo(instance.group())) {
            throw new IllegalArgumentException("a reference to a function was passed to an instance of guest "
                    + instance.guest() + ", which is not linked to the function's own instance");
        }
        return function.address();
    }

    /** The value some bits stand for, of a type that is no vector's. */
    public static @Nullable Object fromBits(ValueType type, long bits, Member instance) {
        return switch (type) {
            case I32, I64, F32, F64, V128 -> number(type, bits);
            case FUNCREF -> bits == 0 ? null : LinkedFunction.reference(bits, instance.group());
            case EXTERNREF -> bits == 0 ? null : instance.group().object(bits);
        };
    }

    /** The bits of a number. */
    public static long numberBits(ValueType type, Object value) {
        return switch (type) {
            case I32 -> Integer.toUnsignedLong((Integer) value);
            case I64 -> (Long) value;
            case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((Float) value));
            case F64 -> Double.doubleToRawLongBits((Double) value);
            case V128, FUNCREF, EXTERNREF -> throw new IllegalArgumentException("a number was expected, not " + type);
        };
    }

    /** The number some bits stand for. */
    public static Object number(ValueType type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case V128, FUNCREF, EXTERNREF -> throw new IllegalArgumentException("a number was expected, not " + type);
        };
    }

    /** Reads the bits of a type where no more than these are stored. */
    public static long read(ByteBuffer from, int offset, ValueType type) {
        return type == ValueType.I32 || type == ValueType.F32
                ? Integer.toUnsignedLong(from.getInt(offset))
                : from.getLong(offset);
    }

    /** Writes the bits of a type, and no more. */
    public static void write(ByteBuffer into, int offset, ValueType type, long bits) {
        if (type == ValueType.I32 || type == ValueType.F32) {
            into.putInt(offset, (int) bits);
        } else {
            into.putLong(offset, bits);
        }
    }
}
