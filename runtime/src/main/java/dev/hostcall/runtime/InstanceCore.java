package dev.hostcall.runtime;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.internal.engine.ContextSwitch;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.object.ForeignFunction;
import dev.hostcall.runtime.spi.Frame;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is behind an {@link Instance}: its parts, and what they do together. */
final class InstanceCore {
    private final Instance facade = new Instance(this);
    private final Region region;
    private final Slot slot;
    private final GuestModule module;
    private final ResolvedImports links;
    private final InstanceData data;
    private final Gate gate = new Gate();
    private final Memory memory;
    private final Frame frame;
    private final Budget budget;
    private final InstanceLifecycle life;
    private final Runs runs;
    private final Enders enders;
    private final Map<Class<?>, Object> contexts = new ConcurrentHashMap<>(2);
    private volatile RunListener listener = RunListener.NONE;
    private volatile @Nullable LinkGroup group; // made when it is needed first

    /** Nobody else knows of it before {@link #begin}. */
    InstanceCore(Region region, Slot slot, GuestModule module, ResolvedImports links) {
        this.region = region;
        this.slot = slot;
        this.module = module;
        this.links = links;
        this.life = new InstanceLifecycle(module.name());
        this.runs = new Runs(this, life);
        this.enders = new Enders(gate, life, runs);
        this.memory = new Memory(gate, slot, links.memory().pages() * Memory.PAGE);
        this.frame = new Frame(slot.control(), memory, new GuestContext(this));
        this.budget = new Budget(slot.control(), module.isMetered());
        this.data = new InstanceData(this, links, region.limits());
        life.take(InstanceState.READY); // nobody calls what it puts into others' tables before it is whole
    }

    /**
     * Links it to the instances it imports from, and prepares it. If that fails, nothing of it is left, unless its functions
     * may stand in tables of others already: then as much is kept of it as of an instance that is closed.
     */
    void begin() {
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
                discard();
                if (group().hasEnded()) {
                    data.release();
                }
            }
        }
    }

    private void link() {
        List<InstanceCore> others = List.copyOf(links.instances());
        if (!others.isEmpty()
                && !group().joinAll(others.stream().map(InstanceCore::group).toList())) {
            throw new InvalidStateException("an instance whose exports are given was closed while an instance of guest "
                    + module.name() + " was linked to it");
        }
        data.link(this);
    }

    /** Runs the guest's own preparation, on a slot that is fresh. */
    private void initialize() {
        data.fill();
        if (module.initialize() != 0) {
            budget.beginRun();
            budget.beginPoll(Allowance.NO_LIMIT, Allowance.NO_LIMIT);
            long message = ContextSwitch.resume(control().address(), module.initialize());
            while ((int) message == GuestStop.BUDGET && budget.refill()) {
                message = ContextSwitch.resume(control().address(), 0);
            }
            if ((int) message == GuestStop.TRAPPED) {
                Backtrace backtrace = new Backtrace();
                backtrace.addTrapped(this);
                throw Traps.exception(this, TrapCode.of((int) (message >>> 32)), backtrace);
            }
            if ((int) message != GuestStop.RETURNED) {
                throw new LinkException("guest " + module.name(), List.of("its initialize function calls the host"));
            }
        }
        budget.reset();
        runs.forgetAll();
        life.become(runs.firstState());
    }

    // ---- running ----

    RunResult run(GuestModule.Export export, Object... arguments) {
        Arguments.check(export, arguments);
        return runs.drive(runs.beginCall(null, export, arguments));
    }

    RunAsync runAsync(GuestModule.Export export, Object... arguments) {
        Object[] copy = Objects.requireNonNull(arguments, "arguments").clone();
        Arguments.check(export, copy);
        return new RunAsync(this, RunAsync.State.START, run -> runs.beginCall(run, export, copy));
    }

    GuestFunction function(String name) {
        return new GuestFunction(this, requireExport(name));
    }

    GuestFunction functionOf(FunctionReference reference) {
        Objects.requireNonNull(reference, "reference");
        boolean locked = gate.enter();
        try {
            ForeignFunction target = reference.target(this);
            if (target.instance() != base()) {
                throw new IllegalArgumentException(
                        "a reference to a function of another instance was given to an instance of guest "
                                + module.name());
            }
            return new GuestFunction(this, GuestModule.Export.of(reference, target));
        } finally {
            gate.leave(locked);
        }
    }

    RunResult start() {
        return module.hasStart() ? runs.drive(runs.beginStart(null)) : RunResult.Returned.NOTHING;
    }

    RunAsync startAsync() {
        return module.hasStart()
                ? new RunAsync(this, RunAsync.State.START, runs::beginStart)
                : RunAsync.ofNothing(this);
    }

    RunResult resume() {
        return runs.drive(runs.beginResume(null, null));
    }

    RunResult resume(Object value) {
        return runs.drive(runs.beginResume(null, value));
    }

    RunAsync resumeAsync() {
        return new RunAsync(this, RunAsync.State.RESUME, run -> runs.beginResume(run, null));
    }

    RunAsync resumeAsync(Object value) {
        return new RunAsync(this, RunAsync.State.RESUME, run -> runs.beginResume(run, value));
    }

    // ---- the end ----

    KillSwitch killSwitch() {
        return runs.killSwitch();
    }

    void reset() {
        InstanceState before = enders.stop("reset");
        boolean done = false;
        gate.lock();
        try {
            memory.reset(links.memory().pages() * Memory.PAGE);
            slot.clearWarm();
            slot.prepare(module, links.memory());
            forgetObjects();
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

    /** No handle of the guest's is left, unless a table holds some that others may reach too. */
    private void forgetObjects() {
        LinkGroup linked = group;
        if (linked != null && links.tables().isEmpty()) {
            linked.forgetObjects(this);
        }
    }

    void recover() {
        life.take("recover", InstanceState.FAULTED, InstanceState.TERMINATED);
        slot.unwind();
        runs.forget();
        life.become(runs.firstState());
    }

    void close() {
        if (!enders.beginClosing()) {
            return;
        }
        try {
            if (state() != InstanceState.CLOSED) {
                closeNow();
            }
        } finally {
            enders.finishClosing();
        }
    }

    private void closeNow() {
        enders.stop("close");
        try {
            gate.shut();
            life.become(InstanceState.CLOSED);
            runs.over(); // a switch may have been taken since
            frame.shut();
            contexts.clear();
            discard();
        } finally {
            enders.finish();
        }
    }

    /** Gives the slot back, or leaves that to the group of instances it is linked to. */
    void discard() {
        LinkGroup linked = endGroup();
        if (linked == LinkGroup.ENDED) {
            giveBack();
        } else {
            linked.close(this);
        }
    }

    /** The group it has; if it has none, nobody joins it any more. */
    private LinkGroup endGroup() {
        synchronized (gate) {
            LinkGroup linked = group;
            if (linked == null) {
                linked = LinkGroup.ENDED;
                group = linked;
            }
            return linked;
        }
    }

    /** Gives the slot back at once. */
    void giveBack() {
        region.giveBack(slot);
    }

    // ---- what it has ----

    InstanceState state() {
        return life.state();
    }

    GuestModule module() {
        return module;
    }

    Memory memory() {
        return memory;
    }

    OptionalLong instructionCount() {
        boolean locked = gate.enter();
        try {
            return budget.isMetered() ? OptionalLong.of(Math.max(0, budget.spent())) : OptionalLong.empty();
        } finally {
            gate.leave(locked);
        }
    }

    Optional<GuestGlobal> global(String name) {
        return data.exportedGlobal(Objects.requireNonNull(name, "name"));
    }

    Optional<GuestTable> table(String name) {
        return data.exportedTable(Objects.requireNonNull(name, "name"));
    }

    InstanceExports exportsAs(String module) {
        return new InstanceExports(this, Objects.requireNonNull(module, "module"));
    }

    <T> void putContext(Class<T> type, T context) {
        if (!Objects.requireNonNull(type, "type").isInstance(Objects.requireNonNull(context, "context"))) {
            throw new IllegalArgumentException(
                    "context is a " + context.getClass().getName() + "; type is " + type);
        }
        contexts.put(type, context);
    }

    <T> Optional<T> context(Class<T> type) {
        return Optional.ofNullable(contexts.get(Objects.requireNonNull(type, "type")))
                .map(type::cast);
    }

    void listener(RunListener next) {
        listener = Objects.requireNonNull(next, "next");
    }

    RunListener listener() {
        return listener;
    }

    /** What users have of it. */
    Instance facade() {
        return facade;
    }

    GuestModule.Export requireExport(String function) {
        return module.export(Objects.requireNonNull(function, "function"))
                .orElseThrow(() -> new IllegalArgumentException("guest %s exports no function \"%s\"; it exports %s"
                        .formatted(module.name(), function, module.exports())));
    }

    Runs runs() {
        return runs;
    }

    InstanceLifecycle lifecycle() {
        return life;
    }

    ControlBlock control() {
        return slot.control();
    }

    HostcallTable hostcalls() {
        return links.functions();
    }

    InstanceData data() {
        return data;
    }

    /** How much address space an access may reach. */
    long addressSpace() {
        return region.limits().addressSpace();
    }

    /** The address of its linear memory. */
    long base() {
        return slot.base();
    }

    /** The instances it is linked to, with itself. */
    LinkGroup group() {
        LinkGroup present = group;
        if (present == null) {
            synchronized (gate) {
                present = group;
                if (present == null) {
                    present = LinkGroup.of(this);
                    group = present;
                }
            }
        }
        return present;
    }

    Frame frame() {
        return frame;
    }

    Gate gate() {
        return gate;
    }

    Enders enders() {
        return enders;
    }

    Budget budget() {
        return budget;
    }
}
