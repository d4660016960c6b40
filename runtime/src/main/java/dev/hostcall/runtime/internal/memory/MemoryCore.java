package dev.hostcall.runtime.internal.memory;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.internal.front.Front;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A linear memory of one instance. Any thread may use it, see {@link Gate}. */
public final class MemoryCore {
    /** How the bytes of numbers are ordered. */
    static final ByteOrder BYTE_ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Bytes from one window's beginning to the next's; each window reaches as far again, so that no access is split. */
    static final int WINDOW_STEP = 1 << 30;

    /** How a wait of the guest's ends: {@code memory.atomic.wait32} and its like give this. */
    public static final int NOTIFIED = 0;

    /** What was there was not as expected. */
    public static final int NOT_AS_EXPECTED = 1;

    /** Nobody has notified it in time. */
    public static final int TIME_IS_UP = 2;

    private static final int WINDOW_BITS = 30;
    private static final int WINDOW_MASK = WINDOW_STEP - 1;

    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(MemoryCore.class, "size", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Gate gate;
    private final Pages pages;

    /**
     * In bytes. Written with the gate locked, with release, once the pages are there. Accesses read it plainly: whatever
     * size they see is accessible, as it shrinks only while nobody is inside of the gate.
     */
    private long size;

    /** Where the guest waits, or has waited last. Set and read with the gate locked. */
    private @Nullable Waiter waiter;

    /** Where a guest waits for a notification: one, as an instance does one thing at a time. */
    private record Waiter(long address, CompletableFuture<Integer> notified) {}

    public MemoryCore(Gate gate, Pages pages, long size) {
        this.gate = gate;
        this.pages = pages;
        this.size = size;
    }

    /** Its size in bytes. */
    public long size() {
        return (long) SIZE.getOpaque(this);
    }

    /** Whether a range lies inside; an empty range at the very end does. */
    public boolean contains(long address, long length) {
        return address >= 0 && length >= 0 && address <= size - length;
    }

    /** Reads one byte. */
    public byte readByte(long address) {
        Gate.Pass pass = gate.enter();
        try {
            return window(address, Byte.BYTES).get(offset(address));
        } finally {
            gate.leave(pass);
        }
    }

    /** Reads two bytes. */
    public short readShort(long address) {
        Gate.Pass pass = gate.enter();
        try {
            return window(address, Short.BYTES).getShort(offset(address));
        } finally {
            gate.leave(pass);
        }
    }

    /** Reads an i32. */
    public int readInt(long address) {
        Gate.Pass pass = gate.enter();
        try {
            return window(address, Integer.BYTES).getInt(offset(address));
        } finally {
            gate.leave(pass);
        }
    }

    /** Reads an i64. */
    public long readLong(long address) {
        Gate.Pass pass = gate.enter();
        try {
            return window(address, Long.BYTES).getLong(offset(address));
        } finally {
            gate.leave(pass);
        }
    }

    /** Copies bytes out. */
    public byte[] readBytes(long address, int length) {
        check(address, length); // before that many bytes are allocated
        byte[] bytes = new byte[length];
        readBytes(address, bytes, 0, length);
        return bytes;
    }

    /** Copies bytes out into an array. */
    public void readBytes(long address, byte[] into, int offset, int length) {
        checkArray("into", into, offset, length);
        Gate.Pass pass = gate.enter();
        try {
            check(address, length);
            for (long done = 0; done < length; done += WINDOW_STEP) {
                int step = (int) Math.min(length - done, WINDOW_STEP);
                at(address + done).get(offset(address + done), into, offset + (int) done, step);
            }
        } finally {
            gate.leave(pass);
        }
    }

    /** Writes one byte. */
    public void writeByte(long address, byte value) {
        Gate.Pass pass = gate.enter();
        try {
            window(address, Byte.BYTES).put(offset(address), value);
        } finally {
            gate.leave(pass);
        }
    }

    /** Writes two bytes. */
    public void writeShort(long address, short value) {
        Gate.Pass pass = gate.enter();
        try {
            window(address, Short.BYTES).putShort(offset(address), value);
        } finally {
            gate.leave(pass);
        }
    }

    /** Writes an i32. */
    public void writeInt(long address, int value) {
        Gate.Pass pass = gate.enter();
        try {
            window(address, Integer.BYTES).putInt(offset(address), value);
        } finally {
            gate.leave(pass);
        }
    }

    /** Writes an i64. */
    public void writeLong(long address, long value) {
        Gate.Pass pass = gate.enter();
        try {
            window(address, Long.BYTES).putLong(offset(address), value);
        } finally {
            gate.leave(pass);
        }
    }

    /** Copies a part of an array in. */
    public void writeBytes(long address, byte[] from, int offset, int length) {
        checkArray("from", from, offset, length);
        Gate.Pass pass = gate.enter();
        try {
            check(address, length);
            for (long done = 0; done < length; done += WINDOW_STEP) {
                int step = (int) Math.min(length - done, WINDOW_STEP);
                at(address + done).put(offset(address + done), from, offset + (int) done, step);
            }
        } finally {
            gate.leave(pass);
        }
    }

    /**
     * Grows by some pages. The guest may go on meanwhile; it sees the new size from its next look at it on.
     *
     * @return the old size in pages, or -1 if the number is negative, or the module's own maximum, the limits or the
     *     operating system do not allow it
     */
    public long grow(long more) {
        gate.lockOpen(); // the thread that runs the guest too: others may be growing it
        try {
            long old = size / GuestAbi.PAGE;
            if (more < 0 || more > pages.maxPages() - old || !pages.resize(size + more * GuestAbi.PAGE)) {
                return -1;
            }
            SIZE.setRelease(this, size + more * GuestAbi.PAGE);
            return old;
        } finally {
            gate.unlock();
        }
    }

    /**
     * Has the guest wait at an address for {@link #notify}, if what is there is as expected. That and a notification exclude each
     * other: whoever writes first and then notifies is not missed.
     */
    public CompletableFuture<Integer> await(long address, int bytes, long expected) {
        gate.lockOpen();
        try {
            boolean asExpected =
                    bytes == Integer.BYTES ? readInt(address) == (int) expected : readLong(address) == expected;
            if (!asExpected) {
                return CompletableFuture.completedFuture(NOT_AS_EXPECTED);
            }
            CompletableFuture<Integer> notified = new CompletableFuture<>();
            waiter = new Waiter(address, notified);
            return notified;
        } finally {
            gate.unlock();
        }
    }

    /** Wakes as many guests as wait at an address, but no more than {@code count}: how many, 0 or 1. */
    public int notify(long address, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + "; it must be at least 0");
        }
        Waiter found;
        gate.lockOpen();
        try {
            check(address, Integer.BYTES);
            if (address % Integer.BYTES != 0) {
                throw new IllegalArgumentException("address is " + address + "; guests wait at multiples of 4");
            }
            found = waiter;
            if (found == null || found.address() != address || count == 0) {
                return 0;
            }
            waiter = null;
        } finally {
            gate.unlock();
        }
        return found.notified().complete(NOTIFIED) ? 1 : 0; // by now its time may be up, or its run ended
    }

    /**
     * The bytes themselves, for native code. Only the thread that runs the guest may have them, and only until its
     * hostcall returns: until then nobody can take the memory away.
     */
    public ByteBuffer view(long address, int length) {
        if (!gate.isOwner()) {
            throw Front.invalidState("only the thread that runs the guest may have a view of its memory");
        }
        check(address, length);
        int size = Math.min(length, WINDOW_STEP);
        return size == 0 ? ByteBuffer.allocateDirect(0) : window(address, size).slice(offset(address), size);
    }

    /** Before the slot is brought back to its first state. Called with the gate locked, and by nobody inside. */
    public void reset(long newSize) {
        SIZE.setRelease(this, newSize);
    }

    private static void checkArray(String name, byte[] array, int offset, int length) {
        int available = Objects.requireNonNull(array, name).length;
        if (offset < 0 || length < 0 || offset > available - length) {
            throw new IndexOutOfBoundsException("%d bytes at offset %d lie outside of the array \"%s\" of %d bytes"
                    .formatted(length, offset, name, available));
        }
    }

    /** Refuses a range that does not lie inside. */
    public void check(long address, long length) {
        if (!contains(address, length)) {
            throw Front.memoryAccess("%d bytes at address %d lie outside of the guest's memory of %d bytes"
                    .formatted(length, address, size));
        }
    }

    private ByteBuffer window(long address, int length) {
        check(address, length);
        return at(address);
    }

    /** The window that an address lies in which was checked. */
    private ByteBuffer at(long address) {
        return pages.window((int) (address >>> WINDOW_BITS));
    }

    private static int offset(long address) {
        return (int) address & WINDOW_MASK;
    }
}
