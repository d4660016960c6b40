package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.link.Exporter;
import dev.hostcall.runtime.internal.link.HostcallTable;
import dev.hostcall.runtime.internal.link.ResolvedImports;
import dev.hostcall.runtime.internal.memory.Gate;
import dev.hostcall.runtime.internal.memory.HandleTable;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import dev.hostcall.runtime.internal.memory.Owner;
import dev.hostcall.runtime.internal.memory.RegionCore;
import dev.hostcall.runtime.internal.memory.Slot;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.internal.object.ReferencedFunction;
import dev.hostcall.runtime.internal.reference.LinkGroup;
import dev.hostcall.runtime.internal.reference.LinkedFunction;
import dev.hostcall.runtime.internal.watch.Watched;
import dev.hostcall.runtime.internal.watch.Watcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What an instance has: memory, code, imports, a budget, a state; and what users and other rooms find of it. */
abstract class InstanceParts implements Exporter, Owner, Watched {
    final RegionCore region;
    final Slot slot;
    final ModuleCore module;
    final ResolvedImports links;
    final InstanceLifecycle life;
    final Gate gate = new Gate();
    final MemoryCore memory;
    final Budget budget;
    final Membership membership = new Membership(this);

    /** The embedder's objects for hostcalls. The map is never changed, but replaced by whoever holds this: there are few. */
    private volatile Map<Class<?>, Object> contexts = Map.of();

    private volatile Watcher watcher = Watcher.NONE;
    private @Nullable HandleTable handles; // made by the first handle; used by whoever has taken the instance

    InstanceParts(RegionCore region, Slot slot, ModuleCore module, ResolvedImports links) {
        this.region = region;
        this.slot = slot;
        this.module = module;
        this.links = links;
        this.life = new InstanceLifecycle(module.name());
        this.memory = new MemoryCore(gate, slot, links.memory().bytes());
        this.budget = module.isMetered() ? Budget.metered(slot.control()) : Budget.unmetered(slot.control());
    }

    /** Its current state. */
    public InstanceState state() {
        return life.state();
    }

    @Override
    public boolean isClosed() {
        return state() == InstanceState.CLOSED;
    }

    /** The code it runs. */
    public ModuleCore module() {
        return module;
    }

    /** Its linear memory. */
    public MemoryCore memory() {
        return memory;
    }

    /** Instructions executed; empty if its module is not metered. */
    public OptionalLong instructionCount() {
        Gate.Pass pass = gate.enter();
        try {
            return budget.isMetered() ? OptionalLong.of(Math.max(0, budget.spent())) : OptionalLong.empty();
        } finally {
            gate.leave(pass);
        }
    }

    /** What is called by a reference of its guest's. */
    public ExportedFunction functionOf(FunctionReference reference) {
        Objects.requireNonNull(reference, "reference");
        Gate.Pass pass = gate.enter();
        try {
            ReferencedFunction target = LinkedFunction.of(reference).target(this);
            if (target.instance() != base()) {
                throw new IllegalArgumentException(
                        "a reference to a function of another instance was given to an instance of guest " + guest());
            }
            return ExportedFunction.of(reference, target);
        } finally {
            gate.leave(pass);
        }
    }

    /** Keeps an object of the embedder's for hostcalls. */
    public <T> void putContext(Class<T> type, T context) {
        if (!Objects.requireNonNull(type, "type").isInstance(Objects.requireNonNull(context, "context"))) {
            throw new IllegalArgumentException(
                    "context is a " + context.getClass().getName() + "; type is " + type);
        }
        synchronized (this) {
            Map<Class<?>, Object> next = new HashMap<>(contexts);
            next.put(type, context);
            contexts = Map.copyOf(next);
        }
    }

    final synchronized void forgetContexts() {
        contexts = Map.of();
    }

    /** The object that was put for a type. */
    public <T> Optional<T> context(Class<T> type) {
        return Optional.ofNullable(contexts.get(Objects.requireNonNull(type, "type")))
                .map(type::cast);
    }

    /** The handles of its guest. */
    public HandleTable handles() {
        HandleTable present = handles;
        if (present == null) {
            present = new HandleTable(guest(), region.limits().handles());
            handles = present;
        }
        return present;
    }

    /** The same, if its guest ever had any. */
    public final @Nullable HandleTable presentHandles() {
        return handles;
    }

    /** Its guest has no handles any more: those that it had, if it ever had any. */
    final @Nullable HandleTable takeHandles() {
        HandleTable present = handles;
        handles = null;
        return present;
    }

    /** What was lent to a call of its guest that has not returned is the caller's again. */
    final void forgetLoans() {
        if (handles != null) {
            handles.forgetLoans();
        }
    }

    /** Reports what it does to a listener, from its next poll on. */
    public void watchBy(Watcher next) {
        watcher = next;
    }

    @Override
    public Watcher watcher() {
        return watcher;
    }

    // ---- what others link to ----

    @Override
    public String guest() {
        return module.name();
    }

    @Override
    public String functionType(String name) {
        return module.requireExport(name).type();
    }

    @Override
    public long base() {
        return slot.base();
    }

    @Override
    public LinkGroup group() {
        return membership.group();
    }

    /** The member of its group that owns a function. */
    InstanceCore member(ReferencedFunction function) {
        return (InstanceCore)
                group() // as all are
                        .member(function.instance())
                        .orElseThrow(() -> new IllegalStateException("a reference leads to no instance"));
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public Collection<String> exportedMemories() {
        return module.exportedMemories().keySet();
    }

    @Override
    public void giveBack() {
        region.giveBack(slot);
    }

    /** Its control block and slots. */
    public ControlBlock control() {
        return slot.control();
    }

    /** The most linear memory it may have, in bytes. */
    public long memoryLimit() {
        return region.limits().memorySize();
    }

    InstanceLifecycle lifecycle() {
        return life;
    }

    /**
     * Whether its guest may wait as it is linked now: on its memory, for one of its hostcalls, or for what an instance it is linked to
     * calls.
     */
    public boolean mayWait() {
        return module.object().waits() || links.functions().mayWait() || membership.isLinked();
    }

    HostcallTable hostcalls() {
        return links.functions();
    }

    /** How much address space an access may reach. */
    long addressSpace() {
        return region.limits().addressSpace();
    }

    Budget budget() {
        return budget;
    }
}
