package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.memory.GuestRep;
import dev.hostcall.runtime.internal.memory.Loans;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of one hostcall out of the guest's memory, as the component model's canonical ABI lays them out. Every pointer,
 * length and discriminant is checked. What is read is counted, each time that it is, and refused beyond the guest's memory
 * limit before anything is allocated for it: a list whose elements all lead to the same bytes would fill Java's heap otherwise.
 *
 * <p>All methods throw {@link GuestFault} for what lies outside of memory, and {@link IllegalArgumentException} for what is no
 * value of the type.
 */
public final class Lift {
    private final Frame frame;
    private final MemoryCore memory;
    private final long limit;
    private final @Nullable Loans loans;
    private final @Nullable Object caller;
    private long lifted;

    Lift(Frame frame, MemoryCore memory, long limit, @Nullable Loans loans, @Nullable Object caller) {
        this.frame = frame;
        this.memory = memory;
        this.limit = limit;
        this.loans = loans;
        this.caller = caller;
    }

    // ---- places ----

    /** The place of a value that the guest passes a pointer to. */
    public long at(int pointer, long bytes, int alignment) {
        long address = Ranges.check(memory, pointer, bytes, alignment);
        count(bytes);
        return address;
    }

    /** The place of a list's elements, of so many bytes each. */
    public long list(int pointer, int length, int bytes, int alignment) {
        return at(pointer, Integer.toUnsignedLong(length) * bytes, alignment);
    }

    /** A list's length, once its elements have been found. */
    public static int length(int length) {
        return Ranges.javaLength(Integer.toUnsignedLong(length), "elements");
    }

    private void count(long bytes) {
        if (bytes > limit - lifted) {
            throw Front.limitsExceeded(
                    "the arguments of one hostcall are more than %d bytes, the most memory that the guest may have"
                            .formatted(limit));
        }
        lifted += bytes;
    }

    // ---- numbers ----

    /** One byte. */
    public byte i8(long at) {
        return memory.readByte(at);
    }

    /** Two bytes. */
    public short i16(long at) {
        return memory.readShort(at);
    }

    /** Four bytes. */
    public int i32(long at) {
        return memory.readInt(at);
    }

    /** Eight bytes. */
    public long i64(long at) {
        return memory.readLong(at);
    }

    /** An f32. */
    public float f32(long at) {
        return Float.intBitsToFloat(memory.readInt(at));
    }

    /** An f64. */
    public double f64(long at) {
        return Double.longBitsToDouble(memory.readLong(at));
    }

    /** A byte that is not zero. */
    public boolean bool(long at) {
        return memory.readByte(at) != 0;
    }

    /** One byte, as a discriminant or as flags. */
    public int u8(long at) {
        return Byte.toUnsignedInt(memory.readByte(at));
    }

    /** Two bytes, as a discriminant or as flags. */
    public int u16(long at) {
        return Short.toUnsignedInt(memory.readShort(at));
    }

    /** A Unicode scalar value. */
    public int codePoint(long at) {
        return codePoint(memory.readInt(at));
    }

    /** The same number, if it is a Unicode scalar value. */
    public static int codePoint(int point) {
        return CodePoints.check(point, "an argument");
    }

    /** The same number, if it is that of a case: below the number of cases. */
    public static int discriminant(int number, int cases, String type) {
        if (Integer.compareUnsigned(number, cases) >= 0) {
            throw new IllegalArgumentException("an argument has the discriminant %s; those of %s are from 0 to %d"
                    .formatted(Integer.toUnsignedString(number), type, cases - 1));
        }
        return number;
    }

    /** The constant with a number. */
    public static <E extends Enum<E>> E constant(int number, E[] constants, String type) {
        return constants[discriminant(number, Objects.requireNonNull(constants, "constants").length, type)];
    }

    /** Of all constants, those whose bits are set, by their order; bits beyond the last are ignored. */
    @SuppressWarnings("EnumOrdinal") // as WIT numbers flags
    public static <E extends Enum<E>> EnumSet<E> flags(int bits, EnumSet<E> all) {
        Objects.requireNonNull(all, "all").removeIf(constant -> ((bits >>> constant.ordinal()) & 1) == 0);
        return all;
    }

    /** What a converter has made of an argument, if it has made something. */
    public static <T> T converted(@Nullable T value, String converter) {
        if (value == null) {
            throw new NullPointerException(
                    "fromGuest of %s returned null; it must return a value".formatted(converter));
        }
        return value;
    }

    // ---- handles of resources ----

    /** The object with a handle, which the guest keeps. */
    public <R> R borrowed(int handle, ResourceType<R> type) {
        Objects.requireNonNull(type, "type");
        return type.cast(loans == null ? frame.handles().get(handle, type) : loans.lend(handle, type));
    }

    /** The object with a handle, which the call takes from the guest as soon as its arguments {@link #pass}; for those that lend. */
    public <R> R owned(int handle, ResourceType<R> type) {
        return type.cast(requireLoans().take(handle, Objects.requireNonNull(type, "type")));
    }

    /** The object of a resource of the guest's own with a handle, which is the guest's until {@link #pass}. */
    public GuestHandle.Held held(int handle, ResourceType<?> type) {
        Object taken = requireLoans().take(handle, Objects.requireNonNull(type, "type"));
        if (!(taken instanceof GuestRep rep)) {
            throw new IllegalArgumentException(type + " is no resource that guests define");
        }
        return new GuestHandle.Held(frame.instance(), frame.handles(), rep.toHost(), type);
    }

    /** What calls the guest, as {@link Frame#lending(Object)} was told. */
    public <T> T caller(Class<T> type) {
        return Objects.requireNonNull(Objects.requireNonNull(type, "type").cast(caller), "caller");
    }

    /** All arguments are there: those that the call takes are the host's. */
    public void pass() {
        requireLoans().pass();
    }

    /** The call is over. What it was to take, and what has not passed, is the guest's. */
    public void end() {
        requireLoans().end();
    }

    private Loans requireLoans() {
        if (loans == null) {
            throw new IllegalStateException("the arguments of this call are read without lending; see Frame.lending");
        }
        return loans;
    }

    // ---- text and arrays: a pointer and a length ----

    /** UTF-8. */
    public String string(int pointer, int length) {
        long address = at(pointer, Integer.toUnsignedLong(length), 1);
        return frame.utf8(address, Ranges.javaLength(Integer.toUnsignedLong(length), "bytes"));
    }

    /** A view of memory, which is not read here. */
    public MemorySlice slice(int pointer, int length) {
        long address = Ranges.check(memory, pointer, Integer.toUnsignedLong(length), 1);
        return frame.memory().slice(address, Ranges.javaLength(Integer.toUnsignedLong(length), "bytes"));
    }

    /** A copy. */
    public byte[] bytes(int pointer, int length) {
        return read(pointer, length, Byte.BYTES);
    }

    /** A copy. */
    public short[] shorts(int pointer, int length) {
        ByteBuffer bytes = copy(pointer, length, Short.BYTES);
        short[] values = new short[bytes.remaining() / Short.BYTES];
        bytes.asShortBuffer().get(values);
        return values;
    }

    /** A copy. */
    public int[] ints(int pointer, int length) {
        ByteBuffer bytes = copy(pointer, length, Integer.BYTES);
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    /** A copy of Unicode scalar values. */
    public int[] codePoints(int pointer, int length) {
        int[] points = ints(pointer, length);
        for (int point : points) {
            codePoint(point);
        }
        return points;
    }

    /** A copy. */
    public long[] longs(int pointer, int length) {
        ByteBuffer bytes = copy(pointer, length, Long.BYTES);
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }

    /** A copy. */
    public float[] floats(int pointer, int length) {
        ByteBuffer bytes = copy(pointer, length, Float.BYTES);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** A copy. */
    public double[] doubles(int pointer, int length) {
        ByteBuffer bytes = copy(pointer, length, Double.BYTES);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    /** A copy: a byte that is not zero is true. */
    public boolean[] bools(int pointer, int length) {
        ByteBuffer bytes = copy(pointer, length, Byte.BYTES);
        boolean[] values = new boolean[bytes.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.get(i) != 0;
        }
        return values;
    }

    private ByteBuffer copy(int pointer, int length, int size) {
        return ByteBuffer.wrap(read(pointer, length, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] read(int pointer, int length, int size) {
        long bytes = Integer.toUnsignedLong(length) * size;
        long address = at(pointer, bytes, size);
        return memory.readBytes(address, Ranges.javaLength(bytes, "bytes"));
    }
}
