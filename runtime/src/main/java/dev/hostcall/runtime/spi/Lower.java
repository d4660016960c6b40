package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of hostcalls into the guest's memory, as the component model's canonical ABI lays them out. Whatever has a
 * length of its own goes to memory that the guest's allocator takes; what it returns is checked.
 */
public final class Lower {
    private final Frame frame;
    private final MemoryCore memory;
    private final AllocatorDeclaration allocator;

    Lower(Frame frame, MemoryCore memory, AllocatorDeclaration allocator) {
        this.frame = frame;
        this.memory = memory;
        this.allocator = allocator;
    }

    /** Memory of the guest's, taken by its allocator. */
    public long allocate(long bytes, int alignment) {
        long address = frame.takeMemory(allocator, bytes, alignment);
        if (address == 0 && bytes > 0) {
            throw new IllegalStateException("the guest's %s returned 0 for %d bytes: it has no memory left"
                    .formatted(frame.nameOf(allocator), bytes));
        }
        if (!memory.contains(address, bytes)) {
            throw new GuestFault(
                    TrapCode.MEMORY_OUT_OF_BOUNDS,
                    address,
                    "%s returned %d for %d bytes, outside of memory of %d bytes"
                            .formatted(frame.nameOf(allocator), address, bytes, memory.size()));
        }
        if ((address & alignment - 1) != 0) {
            throw new IllegalStateException("the guest's %s returned %d for %d bytes; they must be aligned to %d"
                    .formatted(frame.nameOf(allocator), address, bytes, alignment));
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

    // ---- handles of resources ----

    /** A handle of an object that is the guest's from here on. */
    public <R> int own(@Nullable R object, ResourceType<R> type) {
        Objects.requireNonNull(type, "type");
        return frame.handles().own(type, present(object, type.toString()));
    }

    /** The same, of the only object of a result: it is closed if the guest has too many handles. */
    public <R> int ownOrClose(@Nullable R object, ResourceType<R> type) {
        try {
            return own(object, type);
        } catch (LimitsExceededException e) {
            frame.discard(e).close(object);
            throw e;
        }
    }

    /** A handle of an object that is the guest's once it is called with it. */
    public <R> int ownAsArgument(@Nullable R object, ResourceType<R> type) {
        Objects.requireNonNull(type, "type");
        return frame.handles().ownAsArgument(type, present(object, type.toString()));
    }

    /** A handle of an object that is lent to the guest for the call that is made with it. */
    public <R> int lendAsArgument(@Nullable R object, ResourceType<R> type) {
        Objects.requireNonNull(type, "type");
        return frame.handles().lendAsArgument(type, present(object, type.toString()));
    }

    /** A handle of an object of a resource of the guest's own, which has it again once it is called with it. */
    public int giveBack(@Nullable Object object, ResourceType<?> type) {
        GuestHandle.Held held = held(object, type);
        return held.table().giveAsArgument(type, held.rep());
    }

    /** What the guest knows such an object by, which is lent to it for the call that is made with it. */
    public int lendBack(@Nullable Object object, ResourceType<?> type) {
        GuestHandle.Held held = held(object, type);
        return held.table().lendAsArgument(type, held.rep());
    }

    private GuestHandle.Held held(@Nullable Object object, ResourceType<?> type) {
        return GuestHandle.held(
                present(object, Objects.requireNonNull(type, "type").toString()), type, frame.instance());
    }

    // ---- text and lists: a pointer and a length ----

    /** The place of so many elements, of so many bytes each. */
    public long list(int length, int bytes, int alignment) {
        return allocate((long) length * bytes, alignment);
    }

    /** A pointer in the lower half, a length in the upper one. */
    public static long pair(long place, int length) {
        return place | (long) length << Integer.SIZE;
    }

    /** Stores a pointer and a length. */
    public void pair(long at, long pair) {
        memory.writeLong(at, pair);
    }

    /** What a list holds now: lists that others change meanwhile must not be written beyond their place. */
    public static <T> List<T> elements(@Nullable List<T> list) {
        return List.copyOf(present(list, "List"));
    }

    /** UTF-8. */
    public long string(@Nullable String text) {
        return bytes(CodePoints.utf8(present(text, "String")));
    }

    /** Bytes. */
    public long bytes(byte @Nullable [] values) {
        return put(present(values, "byte[]"), Byte.BYTES);
    }

    /** Numbers of two bytes. */
    public long shorts(short @Nullable [] values) {
        short[] shorts = present(values, "short[]");
        byte[] bytes = new byte[Math.multiplyExact(shorts.length, Short.BYTES)];
        littleEndian(bytes).asShortBuffer().put(shorts);
        return put(bytes, Short.BYTES);
    }

    /** Numbers of four bytes. */
    public long ints(int @Nullable [] values) {
        int[] ints = present(values, "int[]");
        byte[] bytes = new byte[Math.multiplyExact(ints.length, Integer.BYTES)];
        littleEndian(bytes).asIntBuffer().put(ints);
        return put(bytes, Integer.BYTES);
    }

    /** Unicode scalar values. */
    public long codePoints(int @Nullable [] values) {
        for (int point : present(values, "int[]")) {
            codePoint(point);
        }
        return ints(values);
    }

    /** Numbers of eight bytes. */
    public long longs(long @Nullable [] values) {
        long[] longs = present(values, "long[]");
        byte[] bytes = new byte[Math.multiplyExact(longs.length, Long.BYTES)];
        littleEndian(bytes).asLongBuffer().put(longs);
        return put(bytes, Long.BYTES);
    }

    /** Many f32. */
    public long floats(float @Nullable [] values) {
        float[] floats = present(values, "float[]");
        byte[] bytes = new byte[Math.multiplyExact(floats.length, Float.BYTES)];
        littleEndian(bytes).asFloatBuffer().put(floats);
        return put(bytes, Float.BYTES);
    }

    /** Many f64. */
    public long doubles(double @Nullable [] values) {
        double[] doubles = present(values, "double[]");
        byte[] bytes = new byte[Math.multiplyExact(doubles.length, Double.BYTES)];
        littleEndian(bytes).asDoubleBuffer().put(doubles);
        return put(bytes, Double.BYTES);
    }

    /** Bytes, 1 or 0. */
    public long bools(boolean @Nullable [] values) {
        boolean[] bools = present(values, "boolean[]");
        byte[] bytes = new byte[bools.length];
        for (int i = 0; i < bools.length; i++) {
            bytes[i] = (byte) (bools[i] ? 1 : 0);
        }
        return put(bytes, Byte.BYTES);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long put(byte[] bytes, int size) {
        int length = bytes.length / size;
        long place = list(length, size, size);
        memory.writeBytes(place, bytes, 0, bytes.length);
        return pair(place, length);
    }
}
