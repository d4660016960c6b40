package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.memory.MemoryCore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A range of a guest's linear memory, as passed to a hostcall by pointer and length; for buffers the hostcall fills.
 * Offsets count from its beginning. Each access is checked against the slice and against the memory. It may be kept
 * and used from any thread, also after the hostcall has returned: as long as the instance is open, it is that memory.
 *
 * <p>All methods throw {@link MemoryAccessException} for bytes outside, and {@link InvalidStateException} once the
 * instance is closed.
 */
public final class MemorySlice {
    private final MemoryCore memory;
    private final long address;
    private final int length;

    MemorySlice(MemoryCore memory, long address, int length) {
        this.memory = memory;
        this.address = address;
        this.length = length;
    }

    /** Where it begins in linear memory. */
    public long address() {
        return address;
    }

    /** Its size in bytes. */
    public int length() {
        return length;
    }

    /** Reads one byte. */
    public byte readByte(int offset) {
        return memory.readByte(at(offset, Byte.BYTES));
    }

    /** Reads an i32. */
    public int readInt(int offset) {
        return memory.readInt(at(offset, Integer.BYTES));
    }

    /** Reads an i64. */
    public long readLong(int offset) {
        return memory.readLong(at(offset, Long.BYTES));
    }

    /** Reads an f32. */
    public float readFloat(int offset) {
        return Float.intBitsToFloat(memory.readInt(at(offset, Float.BYTES)));
    }

    /** Reads an f64. */
    public double readDouble(int offset) {
        return Double.longBitsToDouble(memory.readLong(at(offset, Double.BYTES)));
    }

    /** Copies all of it out. */
    public byte[] readBytes() {
        return memory.readBytes(address, length);
    }

    /** Decodes all of it as UTF-8; malformed bytes become U+FFFD. */
    public String readString() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /** Writes one byte. */
    public void writeByte(int offset, byte value) {
        memory.writeByte(at(offset, Byte.BYTES), value);
    }

    /** Writes an i32. */
    public void writeInt(int offset, int value) {
        memory.writeInt(at(offset, Integer.BYTES), value);
    }

    /** Writes an i64. */
    public void writeLong(int offset, long value) {
        memory.writeLong(at(offset, Long.BYTES), value);
    }

    /** Writes an f32. */
    public void writeFloat(int offset, float value) {
        memory.writeInt(at(offset, Float.BYTES), Float.floatToRawIntBits(value));
    }

    /** Writes an f64. */
    public void writeDouble(int offset, double value) {
        memory.writeLong(at(offset, Double.BYTES), Double.doubleToRawLongBits(value));
    }

    /** Copies an array to an offset. */
    public void writeBytes(int offset, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        memory.writeBytes(at(offset, bytes.length), bytes, 0, bytes.length);
    }

    /**
     * Writes a string as UTF-8 to the beginning.
     *
     * @return the bytes written
     * @throws MemoryAccessException if it does not fit; nothing is written then
     */
    public int writeString(String text) {
        Objects.requireNonNull(text, "text");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeBytes(0, bytes);
        return bytes.length;
    }

    ByteBuffer view() {
        return memory.view(address, length);
    }

    private long at(int offset, int size) {
        if (offset < 0 || offset > length - size) {
            throw new MemoryAccessException(
                    "%d bytes at offset %d lie outside of a slice of %d bytes".formatted(size, offset, length));
        }
        return address + offset;
    }

    @Override
    public String toString() {
        return "MemorySlice[address=" + address + ", length=" + length + "]";
    }
}
