package dev.hostcall.runtime.internal.memory;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.NativeEngine.Access;
import dev.hostcall.runtime.internal.engine.Reclaimer;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.MemorySize;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A memory of an instance's besides the one in its slot: {@code struct guest_memory} of {@code guest.h}, and its pages, which
 * are reserved for its largest size so that they never move.
 */
public final class FurtherMemory implements Pages {
    private final MemorySize limits;
    private final AtomicLong left;
    private final long start;
    private final long reserved;
    private final ByteBuffer header =
            ByteBuffer.allocateDirect(GuestLayout.Memory.BYTES).order(ByteOrder.nativeOrder());
    private final Reclaimer.Claim reservation;
    private long size;

    /**
     * One of size 0.
     *
     * @param left the bytes that all such memories of an instance may still take
     */
    public FurtherMemory(MemorySize wanted, Limits limits, AtomicLong left) {
        this.limits = new MemorySize(wanted.pages(), Math.min(wanted.maxPages(), limits.memorySize() / GuestAbi.PAGE));
        this.left = left;
        long bytes = Math.max(1, this.limits.maxPages()) * GuestAbi.PAGE;
        long address = NativeEngine.reserve(bytes, Access.NONE);
        if (address == 0) {
            throw Front.limitsExceeded("a memory of up to " + this.limits.maxPages()
                    + " pages needs as much address space; the operating system refuses");
        }
        this.reservation = Reclaimer.register(this, () -> NativeEngine.release(address, bytes));
        this.start = address;
        this.reserved = bytes;
        header.putLong(GuestLayout.Memory.BASE, address);
    }

    /** Gives its memory back at once: nobody looks at it any more. */
    public void release() {
        reservation.release();
    }

    /** Where {@code struct guest_memory} lies. */
    public long address() {
        return NativeEngine.addressOf(header);
    }

    /** Its first size in bytes. */
    public long firstSize() {
        return limits.bytes();
    }

    @Override
    public long maxPages() {
        return limits.maxPages();
    }

    /** Brings it to its first size, all zeros. */
    public void reset() {
        if (size > 0) {
            NativeEngine.forbid(start, size);
            left.addAndGet(size);
            setSize(0);
        }
        if (!resize(firstSize())) {
            throw Front.limitsExceeded("a memory needs " + limits.pages()
                    + " pages at first; the limits or the operating system refuse so many");
        }
    }

    @Override
    public boolean resize(long newSize) {
        long added = newSize - size;
        if (left.addAndGet(-added) < 0 || (added > 0 && !NativeEngine.allow(start + size, added))) {
            left.addAndGet(added);
            return false;
        }
        setSize(newSize);
        return true;
    }

    private void setSize(long newSize) {
        size = newSize;
        VarHandle.releaseFence(); // the guest may be running
        header.putLong(GuestLayout.Memory.SIZE, newSize);
    }

    @Override
    public ByteBuffer window(int index) {
        long begin = (long) index * MemoryCore.WINDOW_STEP;
        return NativeEngine.view(start + begin, Math.min(reserved - begin, Integer.MAX_VALUE))
                .order(MemoryCore.BYTE_ORDER);
    }
}
