package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.internal.engine.ContextSwitch;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.NativeEngine.Access;
import dev.hostcall.runtime.internal.front.Front;
import java.util.ArrayDeque;

/** The slots of a region, each handed from instance to instance. Thread-safe. */
public final class RegionCore {
    /** Free slots that keep pages, up to 64 KiB each, for the next guests. */
    private static final int WARM = 64;

    private final int capacity;
    private final Limits limits;
    private final long start;
    private final long stride;
    private final ArrayDeque<Slot> free = new ArrayDeque<>(); // guarded by this, like the rest; the warm ones last
    private int used;
    private int warm; // of the free slots, and of those that are being cleared
    private int touched;
    private boolean closed;

    private RegionCore(int capacity, Limits limits, long start) {
        this.capacity = capacity;
        this.limits = limits;
        this.start = start;
        this.stride = Slot.stride(limits);
    }

    /** Reserves address space; refused if the operating system does not have that much. */
    public static RegionCore create(int capacity, Limits limits) {
        ContextSwitch.ensureLoaded();
        long stride = Slot.stride(limits);
        long size = capacity * stride;
        boolean overflow = size / capacity != stride;
        long start = overflow ? 0 : NativeEngine.reserve(size, limits.isGuarded() ? Access.NONE : Access.READ_WRITE);
        if (start == 0) {
            throw Front.limitsExceeded(
                    "a region for %d instances with %s needs %d times %d bytes of address space; the operating system refuses"
                            .formatted(capacity, limits, capacity, stride));
        }
        return new RegionCore(capacity, limits, start);
    }

    /** A free slot, now taken; refused if there is none, or the region is closed. */
    public synchronized Slot take() {
        if (closed) {
            throw Front.invalidState("cannot make an instance: the region is closed");
        }
        Slot slot = free.pollLast();
        if (slot == null) {
            if (touched == capacity) {
                throw Front.regionFull("all " + capacity + " slots of the region are taken");
            }
            slot = new Slot(limits, start + touched * stride);
            touched++;
        } else if (slot.isWarm()) {
            warm--;
        }
        used++;
        return slot;
    }

    /** Empties a slot for the next instance. */
    public void giveBack(Slot slot) {
        boolean cleared = false;
        try {
            if (mayKeepWarm()) {
                slot.clearWarm();
            } else {
                slot.clear();
            }
            cleared = true;
        } finally {
            slot.vacate();
            if (cleared) {
                takeBack(slot);
            } else { // it may hold what the next guest must not see
                lose();
            }
        }
    }

    private synchronized void takeBack(Slot slot) {
        used--;
        if (slot.isWarm()) {
            free.addLast(slot);
        } else {
            free.addFirst(slot);
        }
    }

    private synchronized void lose() {
        used--;
    }

    private synchronized boolean mayKeepWarm() {
        boolean room = warm < WARM;
        warm += room ? 1 : 0;
        return room;
    }

    /** The most instances alive at once. */
    public int capacity() {
        return capacity;
    }

    /** The instances alive now. */
    public synchronized int used() {
        return used;
    }

    /** What each instance may use. */
    public Limits limits() {
        return limits;
    }

    /** Gives all memory back; refused if instances are alive. */
    public synchronized void close() {
        if (closed) {
            return;
        }
        if (used > 0) {
            throw Front.invalidState("cannot close the region: " + used
                    + (used == 1 ? " instance is" : " instances are") + " still open");
        }
        closed = true;
        NativeEngine.release(start, capacity * stride);
        free.forEach(Slot::forgetImage);
        free.clear();
    }
}
