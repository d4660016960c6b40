package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.internal.link.Allocators;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of hostcalls into the guest's memory, as the component model's canonical ABI lays them out. Whatever has a
 * length of its own goes to memory that the guest's allocator takes; what it returns is checked. One for each instance.
 */
public final class Lower {
    private final Frame frame;
    private final MemoryCore memory;

    Lower(Frame frame, MemoryCore memory) {
        this.frame = frame;
        this.memory = memory;
    }

    private long allocate(long bytes, int alignment) {
        long address = frame.takeMemory(bytes, alignment);
        if (address == 0 && bytes > 0) {
            throw new IllegalStateException(
                    "the guest's %s returned 0 for %d bytes: it has no memory left".formatted(Allocators.NAME, bytes));
        }
        if (!memory.contains(address, bytes)) {
            throw new GuestFault(
                    TrapCode.MEMORY_OUT_OF_BOUNDS,
                    address,
                    "%s returned %d for %d bytes, outside of memory of %d bytes"
                            .formatted(Allocators.NAME, address, bytes, memory.size()));
        }
        if ((address & alignment - 1) != 0) {
            throw new IllegalStateException("the guest's %s returned %d for %d bytes; they must be aligned to %d"
                    .formatted(Allocators.NAME, address, bytes, alignment));
        }
        return address;
    }

    // ---- numbers ----

    /** One byte. */
    public void i8(long at, byte value) {
        memory.writeByte(at, value);
    }

    /** Two bytes. */
    public void i16(long at, short value) {
        memory.writeShort(at, value);
    }

    /** Four bytes. */
    public void i32(long at, int value) {
        memory.writeInt(at, value);
    }

    /** Eight bytes. */
    public void i64(long at, long value) {
        memory.writeLong(at, value);
    }

    /** An f32. */
    public void f32(long at, float value) {
        memory.writeInt(at, Float.floatToRawIntBits(value));
    }

    /** An f64. */
    public void f64(long at, double value) {
        memory.writeLong(at, Double.doubleToRawLongBits(value));
    }

    /** One byte, 1 or 0. */
    public void bool(long at, boolean value) {
        memory.writeByte(at, (byte) (value ? 1 : 0));
    }

    /** One byte: a discriminant, or flags. */
    public void u8(long at, int value) {
        memory.writeByte(at, (byte) value);
    }

    /** Two bytes: a discriminant, or flags. */
    public void u16(long at, int value) {
        memory.writeShort(at, (short) value);
    }

    /** A Unicode scalar value. */
    public void codePoint(long at, int point) {
        memory.writeInt(at, codePoint(point));
    }

    /** The same number, if it is a Unicode scalar value. */
    public static int codePoint(int point) {
        return CodePoints.check(point, "a result");
    }

    /** One bit for each constant, by its order. */
    @SuppressWarnings("EnumOrdinal") // as WIT numbers flags
    public static int flags(EnumSet<?> set) {
        int bits = 0;
        for (Enum<?> constant : Objects.requireNonNull(set, "set")) {
            bits |= 1 << constant.ordinal();
        }
        return bits;
    }

    /** The same value, which is a part of a result and may not be {@code null}. */
    public static <T> T present(@Nullable T value, String type) {
        if (value == null) {
            throw new NullPointerException("a part of the result is null; it must be a value of " + type);
        }
        return value;
    }

    // ---- text and lists: a pointer and a length ----

    /** The place of so many elements, of so many bytes each. */
    public long list(long at, int length, int bytes, int alignment) {
        long elements = allocate((long) length * bytes, alignment);
        memory.writeInt(at, (int) elements);
        memory.writeInt(at + Integer.BYTES, length);
        return elements;
    }

    /** What a list holds now: lists that others change meanwhile must not be written beyond their place. */
    public static <T> List<T> elements(@Nullable List<T> list) {
        return List.copyOf(present(list, "List"));
    }

    /** UTF-8. */
    public void string(long at, @Nullable String text) {
        bytes(at, CodePoints.utf8(present(text, "String")));
    }

    /** Bytes. */
    public void bytes(long at, byte @Nullable [] values) {
        put(at, present(values, "byte[]"), Byte.BYTES);
    }

    /** Numbers of two bytes. */
    public void shorts(long at, short @Nullable [] values) {
        short[] shorts = present(values, "short[]");
        byte[] bytes = new byte[Math.multiplyExact(shorts.length, Short.BYTES)];
        littleEndian(bytes).asShortBuffer().put(shorts);
        put(at, bytes, Short.BYTES);
    }

    /** Numbers of four bytes. */
    public void ints(long at, int @Nullable [] values) {
        int[] ints = present(values, "int[]");
        byte[] bytes = new byte[Math.multiplyExact(ints.length, Integer.BYTES)];
        littleEndian(bytes).asIntBuffer().put(ints);
        put(at, bytes, Integer.BYTES);
    }

    /** Unicode scalar values. */
    public void codePoints(long at, int @Nullable [] values) {
        for (int point : present(values, "int[]")) {
            codePoint(point);
        }
        ints(at, values);
    }

    /** Numbers of eight bytes. */
    public void longs(long at, long @Nullable [] values) {
        long[] longs = present(values, "long[]");
        byte[] bytes = new byte[Math.multiplyExact(longs.length, Long.BYTES)];
        littleEndian(bytes).asLongBuffer().put(longs);
        put(at, bytes, Long.BYTES);
    }

    /** Many f32. */
    public void floats(long at, float @Nullable [] values) {
        float[] floats = present(values, "float[]");
        byte[] bytes = new byte[Math.multiplyExact(floats.length, Float.BYTES)];
        littleEndian(bytes).asFloatBuffer().put(floats);
        put(at, bytes, Float.BYTES);
    }

    /** Many f64. */
    public void doubles(long at, double @Nullable [] values) {
        double[] doubles = present(values, "double[]");
        byte[] bytes = new byte[Math.multiplyExact(doubles.length, Double.BYTES)];
        littleEndian(bytes).asDoubleBuffer().put(doubles);
        put(at, bytes, Double.BYTES);
    }

    /** Bytes, 1 or 0. */
    public void bools(long at, boolean @Nullable [] values) {
        boolean[] bools = present(values, "boolean[]");
        byte[] bytes = new byte[bools.length];
        for (int i = 0; i < bools.length; i++) {
            bytes[i] = (byte) (bools[i] ? 1 : 0);
        }
        put(at, bytes, Byte.BYTES);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(long at, byte[] bytes, int size) {
        memory.writeBytes(list(at, bytes.length / size, size, size), bytes, 0, bytes.length);
    }
}
