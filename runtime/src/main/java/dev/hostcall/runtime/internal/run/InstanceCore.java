package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.link.ResolvedImports;
import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.HandleTable;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import dev.hostcall.runtime.internal.memory.RegionCore;
import dev.hostcall.runtime.internal.memory.Slot;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.Frame;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind an instance: how its parts come and go together, what it exports, and what it runs, which is {@link Runs}. All else
 * that it has is in {@link InstanceParts}.
 */
public final class InstanceCore extends InstanceParts {
    private final InstanceData data;
    private final Frame frame;
    private final Runs runs;
    private final Enders enders;
    private final GuestAllocator allocator = new GuestAllocator(this);
    private @Nullable ThrownExceptions exceptions; // made by the first; used by whoever has taken the instance

    /** Made by the first call that is to queue. */
    private volatile @Nullable CallQueue queue;

    /** Nobody else knows of it before {@link #begin}. */
    private InstanceCore(
            RegionCore region,
            Slot slot,
            ModuleCore module,
            ResolvedImports links,
            Function<InstanceCore, Frame> frames) {
        super(region, slot, module, links);
        this.runs = new Runs(this, life);
        this.enders = new Enders(gate, life, runs);
        this.frame = frames.apply(this);
        this.data = new InstanceData(this, links, region.limits());
        life.take(InstanceState.READY); // nobody calls what it puts into others' tables before it is whole
    }

    /**
     * Makes an instance.
     *
     * @param frames makes what its hostcalls are called with, from its control block and memory
     */
    public static InstanceCore create(
            RegionCore region, ModuleCore module, ResolvedImports links, Function<InstanceCore, Frame> frames) {
        Front.ensureLoaded();
        module.checkFits(region.limits(), links.memory());
        InstanceCore instance = make(region, module, links, frames);
        instance.begin();
        return instance;
    }

    /** As far as an instance can be made without anybody else knowing of it. */
    private static InstanceCore make(
            RegionCore region, ModuleCore module, ResolvedImports links, Function<InstanceCore, Frame> frames) {
        Slot slot = region.take();
        boolean made = false;
        try {
            slot.prepare(module, links.memory());
            InstanceCore instance = new InstanceCore(region, slot, module, links, frames);
            made = true;
            return instance;
        } finally {
            if (!made) {
                region.giveBack(slot);
            }
        }
    }

    /**
     * Links it to the instances it imports from, and prepares it. If that fails, nothing of it is left, unless its functions
     * may stand in tables of others already: then as much is kept of it as of an instance that is closed.
     */
    private void begin() {
        boolean linked = false;
        boolean done = false;
        try {
            link();
            linked = true;
            initialize();
            done = true;
        } finally {
            if (!linked) {
                data.release();
                giveBack();
            } else if (!done) {
                life.become(InstanceState.READY); // for those who call its functions in a shared table
                membership.end();
                if (group().hasEnded()) {
                    data.release();
                }
            }
        }
    }

    private void link() {
        if (!membership.join(links.instances())) {
            throw Front.invalidState("cannot make an instance of guest " + module.name()
                    + ": another, whose exports are given, was closed meanwhile");
        }
        data.link(this);
    }

    /** Runs the guest's own preparation, on a slot that is fresh. */
    private void initialize() {
        data.fill();
        Initializer.run(this);
        budget.reset();
        exceptions = null;
        runs.forgetAll();
        life.become(runs.firstState());
    }

    // ---- the end ----

    /** Brings it back to its first state. What its guest had handles of is closed once it is. */
    public void reset() {
        InstanceState before = enders.stop("reset");
        HandleTable dropped = takeHandles();
        try {
            resetFrom(before);
        } finally {
            if (dropped != null) {
                dropped.closeAll();
            }
        }
    }

    private void resetFrom(InstanceState before) {
        boolean done = false;
        gate.lock();
        try {
            memory.reset(links.memory().bytes());
            slot.clearWarm();
            slot.prepare(module, links.memory());
            if (links.tables().isEmpty()) { // else tables may hold objects that others reach too
                membership.forgetObjects();
            }
            initialize();
            done = true;
        } finally {
            gate.unlock();
            if (!done) {
                life.become(before == InstanceState.FAULTED ? before : InstanceState.TERMINATED);
            }
            enders.finish();
        }
    }

    /** Makes it ready again after a failure. */
    public void recover() {
        life.take("recover", InstanceState.FAULTED, InstanceState.TERMINATED);
        slot.unwind();
        exceptions = null;
        forgetLoans();
        runs.forget();
        life.become(runs.firstState());
    }

    /** An exception has left it: its stack is empty, and it may be run from the state that is returned. */
    InstanceState leftByException() {
        slot.unwind();
        forgetLoans();
        return runs.firstState();
    }

    /** Closes it, unless it is closed, or closing it is left to somebody who waits for this thread. */
    public void close() {
        if (!enders.beginClosing()) {
            return;
        }
        try {
            if (!isClosed()) {
                closeNow();
            }
        } finally {
            enders.finishClosing();
        }
    }

    private void closeNow() {
        enders.stop("close");
        HandleTable dropped = takeHandles();
        try {
            gate.shut();
            life.become(InstanceState.CLOSED);
            runs.over(); // a switch may have been taken since
            ((HostcallFrame) frame).shut();
            forgetContexts();
            data.releaseMemories();
            membership.end();
        } finally {
            enders.finish();
        }
        if (dropped != null) {
            dropped.closeAll();
        }
    }

    // ---- what it runs, and with what ----

    /** What it runs. */
    public Runs runs() {
        return runs;
    }

    @Override
    public Hostcalls functionsAs(String name) {
        return new InstanceHostcalls(this, name);
    }

    @Override
    public Map<String, GlobalCore> exportedGlobals() {
        return data.exportedGlobals();
    }

    @Override
    public Map<String, TableCore> exportedTables() {
        return data.exportedTables();
    }

    @Override
    public Map<String, TagCore> exportedTags() {
        return data.exportedTags();
    }

    /** A memory by its index in the module. */
    public MemoryCore memory(int index) {
        return index == 0 ? memory : data.memory(index);
    }

    ThrownExceptions exceptions() {
        ThrownExceptions present = exceptions;
        if (present == null) {
            present = new ThrownExceptions(this);
            exceptions = present;
        }
        return present;
    }

    /** Where calls wait for each other. */
    public CallQueue queue() {
        CallQueue present = queue;
        return present == null ? makeQueue() : present;
    }

    private synchronized CallQueue makeQueue() {
        CallQueue present = queue;
        if (present == null) {
            present = new CallQueue(guest(), gate);
            queue = present;
        }
        return present;
    }

    /** What its hostcalls are called with. */
    public Frame frame() {
        return frame;
    }

    GuestAllocator allocator() {
        return allocator;
    }

    InstanceData data() {
        return data;
    }

    Enders enders() {
        return enders;
    }
}
