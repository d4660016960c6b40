package dev.hostcall.runtime;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.internal.engine.ContextSwitch;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.object.ForeignFunction;
import dev.hostcall.runtime.spi.Frame;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One guest: a module with a memory and a stack of its own. One thread at a time runs it, any thread may; what needs it
 * in another state than it is in throws {@link InvalidStateException} and changes nothing. {@link #state},
 * {@link #killSwitch}, {@link #memory} and contexts may be used from any thread at any time.
 */
public final class Instance implements AutoCloseable {
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
    Instance(Region region, Slot slot, GuestModule module, ResolvedImports links) {
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
     * ResolvedImports it to the instances it imports from, and prepares it. If that fails, nothing of it is left, unless its functions
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
        List<Instance> others = List.copyOf(links.instances());
        if (!others.isEmpty()
                && !group().joinAll(others.stream().map(Instance::group).toList())) {
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
                throw trap(TrapCode.of((int) (message >>> 32)), backtrace);
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

    /**
     * Runs an exported function on this thread until it returns or a hostcall yields.
     *
     * @param function the export's name
     * @param arguments one {@link Integer}, {@link Long}, {@link Float} or {@link Double} for each i32, i64, f32, f64
     * @throws IllegalArgumentException if there is no such export, or the arguments do not fit it
     * @throws InvalidStateException if the instance is not {@link InstanceState#READY}
     * @throws GuestTrapException if the guest traps
     * @throws GuestTerminatedException if a hostcall throws or waits for a future, or the guest is killed
     */
    public RunResult run(String function, Object... arguments) {
        return run(requireExport(function), arguments);
    }

    RunResult run(GuestModule.Export export, Object... arguments) {
        Arguments.check(export, arguments);
        return runs.drive(runs.beginCall(null, export, arguments));
    }

    /**
     * Prepares to run an exported function asynchronously; nothing runs before the first poll. The state is checked
     * then.
     *
     * @param function the export's name
     * @param arguments as for {@link #run}
     * @throws IllegalArgumentException if there is no such export, or the arguments do not fit it
     */
    public RunAsync runAsync(String function, Object... arguments) {
        return runAsync(requireExport(function), arguments);
    }

    RunAsync runAsync(GuestModule.Export export, Object... arguments) {
        Object[] copy = Objects.requireNonNull(arguments, "arguments").clone();
        Arguments.check(export, copy);
        return new RunAsync(this, RunAsync.State.START, run -> runs.beginCall(run, export, copy));
    }

    /**
     * An exported function, to be called often.
     *
     * @param name the export's name
     * @throws IllegalArgumentException if there is no such export
     */
    public GuestFunction function(String name) {
        return new GuestFunction(this, requireExport(name));
    }

    /**
     * The function that a reference of this instance's leads to, such as a callback that the guest has put into its table.
     *
     * @param reference an element of {@link #table}, or a result
     * @throws IllegalArgumentException if it leads to a function of another instance
     * @throws InvalidStateException if this instance is closed
     */
    public GuestFunction functionOf(FunctionReference reference) {
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

    /** Runs the start function; does nothing if the module has none. Must come before {@link #run} if it has one. */
    public RunResult start() {
        return module.hasStart() ? runs.drive(runs.beginStart(null)) : RunResult.Returned.NOTHING;
    }

    /** As {@link #start}, asynchronously. */
    public RunAsync startAsync() {
        return module.hasStart()
                ? new RunAsync(this, RunAsync.State.START, runs::beginStart)
                : RunAsync.ofNothing(this);
    }

    /**
     * Goes on after a yield that expects no value.
     *
     * @throws InvalidStateException if the instance is not {@link InstanceState#YIELDED}
     * @throws IllegalArgumentException if the guest expects a value; it stays yielded
     */
    public RunResult resume() {
        return runs.drive(runs.beginResume(null, null));
    }

    /**
     * Goes on after a yield that expects a value of this type.
     *
     * @throws InvalidStateException if the instance is not {@link InstanceState#YIELDED}
     * @throws IllegalArgumentException if the guest expects another type, or no value; it stays yielded
     */
    public RunResult resume(Object value) {
        return runs.drive(runs.beginResume(null, value));
    }

    /** As {@link #resume()}, asynchronously; checked at the first poll. */
    public RunAsync resumeAsync() {
        return new RunAsync(this, RunAsync.State.RESUME, run -> runs.beginResume(run, null));
    }

    /** As {@link #resume(Object)}, asynchronously; checked at the first poll. */
    public RunAsync resumeAsync(Object value) {
        return new RunAsync(this, RunAsync.State.RESUME, run -> runs.beginResume(run, value));
    }

    /** Makes a trap into an exception. An access that faulted had been paid for, with all that follows it. */
    GuestTrapException trap(TrapCode code, Backtrace backtrace) {
        long address = control().trapAddress();
        if (address == 0 && code != TrapCode.MEMORY_OUT_OF_BOUNDS) {
            return GuestTrapException.at(code, module.name(), "", backtrace);
        }
        if (address != 0 && module.isMetered()) {
            budget.refund(module.object().refund(control().trapPc()));
        }
        long offset = address - slot.base();
        boolean inside = offset >= 0 && offset < region.limits().addressSpace();
        if (address == 0 || inside) {
            String detail = inside ? " at address " + offset : "";
            return inside
                    ? GuestTrapException.atAddress(code, module.name(), offset, detail, backtrace)
                    : GuestTrapException.at(code, module.name(), detail, backtrace);
        }
        return GuestTrapException.atAddress(
                code, module.name(), address, " at 0x%x, outside of linear memory".formatted(address), backtrace);
    }

    // ---- the end ----

    /** What to end the run under way with, from any thread, or the next run where none is. */
    public KillSwitch killSwitch() {
        return runs.killSwitch();
    }

    /**
     * Makes the instance as new: memory, data, stack and instruction count. What was suspended is abandoned first.
     * Contexts stay.
     *
     * @throws InvalidStateException if it is running or closed
     */
    public void reset() {
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

    /**
     * Makes a faulted or terminated instance ready again with its memory and data as the guest left them: what was under
     * way is forgotten. Whether they still make sense is for the embedder to know; {@link #reset} makes them new.
     *
     * @throws InvalidStateException if it is in another state
     */
    public void recover() {
        life.take("recover", InstanceState.FAULTED, InstanceState.TERMINATED);
        slot.unwind();
        runs.forget();
        life.become(runs.firstState());
    }

    /**
     * Gives the slot back to the region. What was suspended is abandoned first: {@code finally} blocks of suspended
     * hostcalls run on this thread. Closing a closed instance does nothing. Where another thread closes it, resets it, or
     * ends a run of it that was closed, this waits; called by what such a thread does, such as a {@code finally} block of
     * a hostcall or a waker, it leaves closing to that thread.
     *
     * @throws InvalidStateException if it is running; kill it first
     */
    @Override
    public void close() {
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

    /** Where it is in its life. */
    public InstanceState state() {
        return life.state();
    }

    /** The code it runs. */
    public GuestModule module() {
        return module;
    }

    /** Its linear memory. */
    public Memory memory() {
        return memory;
    }

    /**
     * Instructions executed since it was made or reset; empty if its module is not metered. Exact while the guest is
     * stopped. While it runs, another thread learns what it had executed a slice (a million instructions) before or after.
     */
    public OptionalLong instructionCount() {
        boolean locked = gate.enter();
        try {
            return budget.isMetered() ? OptionalLong.of(Math.max(0, budget.spent())) : OptionalLong.empty();
        } finally {
            gate.leave(locked);
        }
    }

    /**
     * A global it exports, if there is one of this name.
     *
     * @param name the export's name
     */
    public Optional<GuestGlobal> global(String name) {
        return data.exportedGlobal(Objects.requireNonNull(name, "name"));
    }

    /**
     * A table it exports, if there is one of this name.
     *
     * @param name the export's name
     */
    public Optional<GuestTable> table(String name) {
        return data.exportedTable(Objects.requireNonNull(name, "name"));
    }

    /**
     * All it exports, for other instances to import. Its functions then run as a part of the importing guest's run, on its
     * thread; its memory cannot be imported.
     *
     * @param module the module name to import them by
     */
    public InstanceExports exportsAs(String module) {
        return new InstanceExports(this, Objects.requireNonNull(module, "module"));
    }

    /** Gives hostcalls an object of the embedder's, to be had by its type: {@link Vmctx#context}. Replaces one. */
    public <T> void putContext(Class<T> type, T context) {
        if (!Objects.requireNonNull(type, "type").isInstance(Objects.requireNonNull(context, "context"))) {
            throw new IllegalArgumentException(
                    "context is a " + context.getClass().getName() + "; type is " + type);
        }
        contexts.put(type, context);
    }

    /** The object given for a type. */
    public <T> Optional<T> context(Class<T> type) {
        return Optional.ofNullable(contexts.get(Objects.requireNonNull(type, "type")))
                .map(type::cast);
    }

    /** Has a listener told what this instance does, from its next poll on. Replaces the one before. */
    public void listener(RunListener next) {
        listener = Objects.requireNonNull(next, "next");
    }

    RunListener listener() {
        return listener;
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
