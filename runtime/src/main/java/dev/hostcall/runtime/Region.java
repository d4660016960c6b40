package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.engine.ContextSwitch;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.NativeEngine.Access;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Memory for a number of instances, reserved once: address space at first, real memory as instances touch it. When an
 * instance gives its slot back, the slot is emptied and used again. Thread-safe.
 *
 * <pre>{@code
 * Limits limits = Limits.defaults().withStackSize(256 << 10);
 * try (Region region = Region.create(1_000, limits)) {
 *     try (Instance instance = region.newInstance(plugin, OrdersHostcalls.of(orders))) {
 *         log.add(instance.state() + ", " + region.used() + " of " + region.capacity());
 *     } // its slot is free again
 *     log.add(region.used() + " of " + region.capacity());
 * }
 * }</pre>
 */
public final class Region implements AutoCloseable {
    /** Free slots that keep pages, about 12 KiB each, for the next guests. */
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

    private Region(int capacity, Limits limits, long start) {
        this.capacity = capacity;
        this.limits = limits;
        this.start = start;
        this.stride = Slot.stride(limits);
    }

    /**
     * Reserves address space.
     *
     * @param capacity the most instances alive at once, at least 1
     * @param limits what each of them may use
     * @throws LimitsExceededException if the operating system has not so much address space
     */
    public static Region create(int capacity, Limits limits) {
        Objects.requireNonNull(limits, "limits");
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + "; it must be at least 1");
        }
        ContextSwitch.ensureLoaded();
        long stride = Slot.stride(limits);
        long size = capacity * stride;
        boolean overflow = size / capacity != stride;
        long start = overflow ? 0 : NativeEngine.reserve(size, limits.isGuarded() ? Access.NONE : Access.READ_WRITE);
        if (start == 0) {
            throw new LimitsExceededException(
                    "a region for %d instances with %s needs %d times %d bytes of address space; the operating system refuses"
                            .formatted(capacity, limits, capacity, stride));
        }
        return new Region(capacity, limits, start);
    }

    /**
     * Makes an instance.
     *
     * @param module the code to run
     * @param imports what answers its imports: {@link Hostcalls}, {@link Instance#exportsAs exports of other instances},
     *     {@link HostImports}; what it does not import is no error
     * @throws LinkException if imports are missing, mistyped or given twice; all of them are named
     * @throws LimitsExceededException if the guest needs more than this region's limits
     * @throws RegionFullException if all slots are taken
     * @throws GuestTrapException if the guest traps while its memory is prepared
     * @throws InvalidStateException if the region or the module is closed
     */
    public Instance newInstance(GuestModule module, ImportSource... imports) {
        ResolvedImports links =
                Linker.link(Objects.requireNonNull(module, "module"), Objects.requireNonNull(imports, "imports"));
        module.checkFits(limits, links.memory());
        InstanceCore instance = make(module, links);
        instance.begin();
        return instance.facade();
    }

    /** As far as an instance can be made without anybody else knowing of it. */
    private InstanceCore make(GuestModule module, ResolvedImports links) {
        Slot slot = take();
        boolean made = false;
        try {
            slot.prepare(module, links.memory());
            InstanceCore instance = new InstanceCore(this, slot, module, links);
            made = true;
            return instance;
        } finally {
            if (!made) {
                giveBack(slot);
            }
        }
    }

    private synchronized Slot take() {
        if (closed) {
            throw new InvalidStateException("a closed region makes no instances");
        }
        Slot slot = free.pollLast();
        if (slot == null) {
            if (touched == capacity) {
                throw new RegionFullException("all " + capacity + " slots of the region are taken");
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
    void giveBack(Slot slot) {
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

    /**
     * Gives all memory back. Closing a closed region does nothing.
     *
     * @throws InvalidStateException if instances are alive; the region stays open, and so do they
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        if (used > 0) {
            throw new InvalidStateException("cannot close the region: " + used
                    + (used == 1 ? " instance is" : " instances are") + " still open");
        }
        closed = true;
        NativeEngine.release(start, capacity * stride);
        free.forEach(Slot::forgetImage);
        free.clear();
    }
}
