package dev.hostcall.runtime;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The linear memory of one instance. Addresses are offsets from its beginning, as the guest uses them; a guest's
 * 32-bit pointer is passed as {@code Integer.toUnsignedLong(pointer)}. Values are little-endian. Every access is
 * checked against the memory's present size.
 *
 * <p>Any thread may use it, also while the guest runs. Accesses are as unordered as those of two guest threads would be,
 * but growing is one step: of all that grow it at once, the guest included, each adds its pages to what the one before
 * has left, and pages that {@link #size} tells of can be accessed. It shrinks only where the instance is reset. Fastest on
 * the thread that runs the guest.
 *
 * <p>All methods throw {@link MemoryAccessException} for bytes outside of the memory, and
 * {@link InvalidStateException} once the instance is closed.
 */
public final class Memory {
    /** Bytes in one page. */
    public static final int PAGE = GuestAbi.PAGE;

    private final MemoryCore core;

    Memory(MemoryCore core) {
        this.core = core;
    }

    MemoryCore core() {
        return core;
    }

    /** Its size in bytes. */
    public long size() {
        return core.size();
    }

    /** Its size in pages of 64 KiB. */
    public long pages() {
        return size() / PAGE;
    }

    /** Whether a range lies inside; an empty range at the very end does. */
    public boolean contains(long address, long length) {
        return core.contains(address, length);
    }

    /** A view of a range. */
    public MemorySlice slice(long address, int length) {
        core.check(address, length);
        return new MemorySlice(core, address, length);
    }

    /** Reads one byte. */
    public byte readByte(long address) {
        return core.readByte(address);
    }

    /** Reads two bytes. */
    public short readShort(long address) {
        return core.readShort(address);
    }

    /** Reads an i32. */
    public int readInt(long address) {
        return core.readInt(address);
    }

    /** Reads an i64. */
    public long readLong(long address) {
        return core.readLong(address);
    }

    /** Reads an f32. */
    public float readFloat(long address) {
        return Float.intBitsToFloat(core.readInt(address));
    }

    /** Reads an f64. */
    public double readDouble(long address) {
        return Double.longBitsToDouble(core.readLong(address));
    }

    /** Copies bytes out. */
    public byte[] readBytes(long address, int length) {
        return core.readBytes(address, length);
    }

    /** Copies bytes out into an array. */
    public void readBytes(long address, byte[] into, int offset, int length) {
        core.readBytes(address, into, offset, length);
    }

    /** Decodes UTF-8; malformed bytes become U+FFFD. */
    public String readString(long address, int length) {
        return new String(core.readBytes(address, length), StandardCharsets.UTF_8);
    }

    /** Writes one byte. */
    public void writeByte(long address, byte value) {
        core.writeByte(address, value);
    }

    /** Writes two bytes. */
    public void writeShort(long address, short value) {
        core.writeShort(address, value);
    }

    /** Writes an i32. */
    public void writeInt(long address, int value) {
        core.writeInt(address, value);
    }

    /** Writes an i64. */
    public void writeLong(long address, long value) {
        core.writeLong(address, value);
    }

    /** Writes an f32. */
    public void writeFloat(long address, float value) {
        core.writeInt(address, Float.floatToRawIntBits(value));
    }

    /** Writes an f64. */
    public void writeDouble(long address, double value) {
        core.writeLong(address, Double.doubleToRawLongBits(value));
    }

    /** Copies an array in. */
    public void writeBytes(long address, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        core.writeBytes(address, bytes, 0, bytes.length);
    }

    /** Copies a part of an array in. */
    public void writeBytes(long address, byte[] from, int offset, int length) {
        core.writeBytes(address, from, offset, length);
    }

    /**
     * Wakes the guest where it waits at an address, with {@code memory.atomic.wait32} or {@code memory.atomic.wait64}: what
     * {@code memory.atomic.notify} is to threads. To tell a guest something, write it and then notify: a guest that is just about to
     * wait either finds what was written, or is woken. Any thread may do so, at any time; the guest goes on with a poll of its run, as
     * when a future completes.
     *
     * @param address what the guest waits at, a multiple of 4
     * @param count how many to wake at most, at least 0
     * @return how many were: 0 or 1, as an instance is one guest; 1 says that this call has ended the wait, not the guest's time limit,
     *     another notification or the end of its run
     * @throws IllegalArgumentException if the address is no multiple of 4, or the count less than 0
     */
    public int notify(long address, int count) {
        return core.notify(address, count);
    }

    /**
     * Grows by some pages. The guest may go on meanwhile; it sees the new size from its next look at it on.
     *
     * @return the old size in pages, or -1 if the number is negative, or the module's own maximum, the limits or the
     *     operating system do not allow it
     */
    public long grow(long pages) {
        return core.grow(pages);
    }
}
