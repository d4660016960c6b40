package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ContextSwitch;
import dev.hostcall.runtime.internal.ControlBlock;
import dev.hostcall.runtime.spi.Frame;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One guest: a module with a memory and a stack of its own. One thread at a time runs it, any thread may; what needs it
 * in another state than it is in throws {@link InvalidStateException} and changes nothing. {@link #state},
 * {@link #killSwitch}, {@link #memory} and contexts may be used from any thread at any time.
 */
public final class Instance implements AutoCloseable {
    private static final AtomicReferenceFieldUpdater<Instance, InstanceState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Instance.class, InstanceState.class, "state");

    private final Region region;
    private final Slot slot;
    private final GuestModule module;
    private final Links links;
    private final InstanceData data;
    private final Gate gate = new Gate();
    private final Memory memory;
    private final Frame frame;
    private final Budget budget;
    private volatile InstanceState state = InstanceState.READY;
    private final Map<Class<?>, Object> contexts = new ConcurrentHashMap<>(2);
    private volatile @Nullable Execution execution; // the latest
    private volatile @Nullable RunAsync run; // the one that may poll the latest execution
    private volatile boolean killed;
    private volatile RunListener listener = RunListener.NONE;
    private volatile @Nullable LinkGroup group; // made when it is needed first
    private @Nullable Execution idle; // of a raw call that returned: nobody else has it, and the next one takes it
    private boolean started; // a function has returned, the start function first if there is one
    private GuestModule.@Nullable Export entered; // whose results a return delivers; absent for the start function
    private Optional<Class<?>> expected = Optional.empty(); // by a yield

    Instance(Region region, Slot slot, GuestModule module, Links links) {
        this.region = region;
        this.slot = slot;
        this.module = module;
        this.links = links;
        this.memory = new Memory(gate, slot, links.memory().pages() * Memory.PAGE);
        this.frame = new Frame(slot.control(), memory, new GuestContext(this));
        this.budget = new Budget(slot.control(), module.isMetered());
        links.instances().forEach(other -> group().join(other.group()));
        this.data = new InstanceData(this, links);
    }

    /** Runs the guest's own preparation, on a slot that is fresh. */
    void initialize() {
        data.fill();
        if (module.initialize() != 0) {
            budget.beginRun();
            budget.beginPoll(Allowance.NO_LIMIT, Allowance.NO_LIMIT);
            long message = ContextSwitch.resume(control().address(), module.initialize());
            while ((int) message == ControlBlock.BUDGET && budget.refill()) {
                message = ContextSwitch.resume(control().address(), 0);
            }
            if ((int) message == ControlBlock.TRAPPED) {
                Backtrace backtrace = new Backtrace();
                backtrace.addTrapped(this);
                throw trap(TrapCode.of((int) (message >>> 32)), backtrace);
            }
            if ((int) message != ControlBlock.RETURNED) {
                throw new LinkException(
                        "guest " + module.name(), java.util.List.of("its initialize function calls the host"));
            }
        }
        budget.reset();
        started = false;
        state = firstState();
    }

    /** Where runs begin from: a start function that has not returned yet comes first. */
    private InstanceState firstState() {
        return started || !module.hasStart() ? InstanceState.READY : InstanceState.NOT_STARTED;
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
        return drive(beginCall(export, arguments));
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
        Object[] copy = arguments.clone();
        Arguments.check(export, copy);
        return new RunAsync(this, RunAsync.State.START, () -> beginCall(export, copy));
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

    /** Runs the start function; does nothing if the module has none. Must come before {@link #run} if it has one. */
    public RunResult start() {
        return module.hasStart() ? drive(beginStart()) : RunResult.Returned.NOTHING;
    }

    /** As {@link #start}, asynchronously. */
    public RunAsync startAsync() {
        return module.hasStart()
                ? new RunAsync(this, RunAsync.State.START, this::beginStart)
                : RunAsync.ofNothing(this);
    }

    /**
     * Goes on after a yield that expects no value.
     *
     * @throws InvalidStateException if the instance is not {@link InstanceState#YIELDED}
     * @throws IllegalArgumentException if the guest expects a value; it stays yielded
     */
    public RunResult resume() {
        return drive(beginResume(null));
    }

    /**
     * Goes on after a yield that expects a value of this type.
     *
     * @throws InvalidStateException if the instance is not {@link InstanceState#YIELDED}
     * @throws IllegalArgumentException if the guest expects another type, or no value; it stays yielded
     */
    public RunResult resume(Object value) {
        return drive(beginResume(value));
    }

    /** As {@link #resume()}, asynchronously; checked at the first poll. */
    public RunAsync resumeAsync() {
        return new RunAsync(this, RunAsync.State.RESUME, () -> beginResume(null));
    }

    /** As {@link #resume(Object)}, asynchronously; checked at the first poll. */
    public RunAsync resumeAsync(Object value) {
        return new RunAsync(this, RunAsync.State.RESUME, () -> beginResume(value));
    }

    private Execution beginCall(GuestModule.Export export, Object[] arguments) {
        moveToRun(export);
        Arguments.write(export, arguments, this);
        entered = export;
        return newExecution(export.entry());
    }

    private void moveToRun(GuestModule.Export export) {
        if (!tryMove(InstanceState.READY)) {
            throw refused("run " + export.name(), state());
        }
    }

    /** Begins a call without boxes; the caller puts the arguments into the slots, and then calls {@link #runRaw}. */
    void beginRaw(GuestModule.Export export) {
        moveToRun(export);
    }

    /** Runs what was begun, without allocating anything where an earlier call has returned. */
    long runRaw(GuestModule.Export export, GuestFunction.RawResult result) {
        if (entered != export) { // each write of a reference may cost a barrier
            entered = export;
        }
        Execution running = idle;
        if (running == null) {
            running = newExecution(export.entry());
        } else {
            idle = null;
            running.again(export.entry());
            if (execution != running) {
                execution = running;
            }
            if (killed) { // after the write: whoever kills writes and reads in the other order
                running.request(TerminationReason.KILLED);
            }
        }
        running.async(false);
        Stop stop = advance(running);
        if (stop != Stop.Plain.RETURNED) {
            throw new IllegalStateException("the function has not returned: " + settle(stop));
        }
        long bits = result.read(control());
        started = true;
        idle = running;
        release(InstanceState.READY);
        return bits;
    }

    private Execution beginStart() {
        move("run the start function", InstanceState.NOT_STARTED);
        entered = null;
        return newExecution(module.start());
    }

    /** Begins a run that is a part of another instance's. The slots hold the arguments already. */
    Execution beginForeign(long entry, Execution caller) {
        move("call a function from another instance", InstanceState.READY);
        entered = null;
        return begun(new Execution(this, entry, caller));
    }

    /** This instance's run, if it is a part of that run, or that run a part of it. */
    @Nullable
    Execution executionInside(Execution running) {
        Execution present = execution;
        for (Execution outer = running; outer != null; outer = outer.caller()) {
            if (outer == present) {
                return present;
            }
        }
        return null;
    }

    private Execution newExecution(long entry) {
        return begun(new Execution(this, entry));
    }

    private Execution begun(Execution fresh) {
        execution = fresh;
        if (killed) {
            fresh.request(TerminationReason.KILLED);
        }
        return fresh;
    }

    private Execution beginResume(@Nullable Object value) {
        move("resume", InstanceState.YIELDED);
        boolean fits = expected.isEmpty() ? value == null : expected.get().isInstance(value);
        if (!fits) {
            state = InstanceState.YIELDED;
            throw new IllegalArgumentException("the guest was resumed with %s; it expects %s"
                    .formatted(
                            value == null ? "no value" : "a " + value.getClass().getName(),
                            expected.isEmpty()
                                    ? "no value"
                                    : "a " + expected.get().getName()));
        }
        Execution suspended = execution();
        suspended.resumeWith(value);
        return suspended;
    }

    private RunResult drive(Execution running) {
        running.async(false);
        running.allowance(Allowance.UNLIMITED);
        return settle(advance(running)).orElseThrow(() -> new IllegalStateException("a synchronous run has to wait"));
    }

    // ---- for RunAsync, which drives executions too ----

    /** Enters the guest; leaves no instance behind that claims to run. */
    Stop advance(Execution running) {
        boolean stopped = false;
        try {
            Stop stop = running.advance();
            stopped = true;
            return stop;
        } finally {
            if (!stopped) {
                state = InstanceState.TERMINATED;
            }
        }
    }

    /** Goes on with what is blocked or out of its bound. */
    void unsuspend() {
        if (!tryMove(InstanceState.BLOCKED) && !tryMove(InstanceState.BOUND_EXPIRED)) {
            throw refused("poll", state());
        }
    }

    /** Which run may poll the present execution. */
    void drivenBy(RunAsync driver) {
        run = driver;
    }

    /** Turns a stop into the state it means, and a result if there is one. Throws what a failed guest failed with. */
    Optional<RunResult> settle(Stop stop) {
        if (stop instanceof Stop.Failed failed) {
            boolean trapped = failed.why() instanceof GuestTrapException;
            state = trapped ? InstanceState.FAULTED : InstanceState.TERMINATED;
            throw failed.why();
        }
        if (stop instanceof Stop.Yielded yielded) {
            RunResult.Yielded result = RunResult.Yielded.of(yielded.value(), yielded.expected());
            expected = result.expected();
            state = InstanceState.YIELDED;
            return Optional.of(result);
        }
        if (stop == Stop.Plain.RETURNED) {
            RunResult result = entered == null ? RunResult.Returned.NOTHING : Arguments.readResults(entered, this);
            started = true;
            release(InstanceState.READY);
            return Optional.of(result);
        }
        release(stop == Stop.Plain.WAITING ? InstanceState.BLOCKED : InstanceState.BOUND_EXPIRED);
        return Optional.empty();
    }

    /** Gives up {@link InstanceState#RUNNING}. No fence: the next move is a compare-and-set, which sees all of ours. */
    private void release(InstanceState next) {
        STATE.lazySet(this, next);
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

    /** What to end this instance's guest with, from any thread. */
    public KillSwitch killSwitch() {
        return new KillSwitch(this);
    }

    void requestKill() {
        killed = true;
        Execution present = execution;
        if (present != null) {
            present.request(TerminationReason.KILLED);
            present.wake();
        }
    }

    /**
     * Makes the instance as new: memory, data, stack and instruction count. What was suspended is abandoned first.
     * Contexts stay.
     *
     * @throws InvalidStateException if it is running or closed
     */
    public void reset() {
        InstanceState before = stop("reset");
        boolean done = false;
        gate.lock();
        try {
            slot.clear();
            slot.prepare(module, links.memory());
            memory.reset(links.memory().pages() * Memory.PAGE);
            idle = null;
            killed = false;
            initialize();
            done = true;
        } finally {
            gate.unlock();
            if (!done) {
                state = before == InstanceState.FAULTED ? before : InstanceState.TERMINATED;
            }
        }
    }

    /**
     * Makes a faulted or terminated instance ready again with its memory and data as the guest left them: what was under
     * way is forgotten. Whether they still make sense is for the embedder to know; {@link #reset} makes them new.
     *
     * @throws InvalidStateException if it is in another state
     */
    public void recover() {
        move("recover", InstanceState.FAULTED, InstanceState.TERMINATED);
        slot.unwind();
        idle = null;
        killed = false;
        state = firstState();
    }

    /**
     * Gives the slot back to the region. What was suspended is abandoned first: {@code finally} blocks of suspended
     * hostcalls run on this thread. Closing a closed instance does nothing.
     *
     * @throws InvalidStateException if it is running; kill it first
     */
    @Override
    public void close() {
        synchronized (contexts) { // whoever comes second waits until it is closed
            if (state() != InstanceState.CLOSED) {
                stop("close");
                gate.shut();
                state = InstanceState.CLOSED;
                contexts.clear();
                discard();
            }
        }
    }

    /** Gives the slot back, or leaves that to the group of instances it is linked to. */
    void discard() {
        LinkGroup linked = group;
        if (linked == null) {
            giveBack();
        } else {
            linked.close(this);
        }
    }

    /** Gives the slot back at once. */
    void giveBack() {
        region.giveBack(slot);
    }

    /** Abandons what is suspended and takes the instance as {@link InstanceState#RUNNING}, for one purpose. */
    private InstanceState stop(String operation) {
        while (true) {
            InstanceState before = state();
            RunAsync driver = run;
            if (before == InstanceState.RUNNING || before == InstanceState.CLOSED) {
                throw refused(operation, before);
            }
            boolean polled = before == InstanceState.BLOCKED || before == InstanceState.BOUND_EXPIRED;
            if (polled && driver != null) {
                driver.close();
            } else if (STATE.compareAndSet(this, before, InstanceState.RUNNING)) {
                if (before == InstanceState.YIELDED) {
                    abandon(execution());
                }
                return before;
            }
        }
    }

    private void abandon(Execution suspended) {
        suspended.request(TerminationReason.ABANDONED);
        suspended.advance();
    }

    private void move(String operation, InstanceState... from) {
        for (InstanceState allowed : from) {
            if (tryMove(allowed)) {
                return;
            }
        }
        throw refused(operation, state());
    }

    private boolean tryMove(InstanceState from) {
        return state == from && STATE.compareAndSet(this, from, InstanceState.RUNNING);
    }

    private InvalidStateException refused(String operation, InstanceState found) {
        String hint = switch (found) {
            case NOT_STARTED -> "; run its start function first (Instance.start)";
            case FAULTED, TERMINATED -> "; reset it, or recover it, first";
            case YIELDED -> "; resume it first";
            case RUNNING -> ", by this thread or by another";
            case BLOCKED, BOUND_EXPIRED -> "; its RunAsync is to be polled or closed first";
            case READY, CLOSED -> "";
        };
        return new InvalidStateException(
                "cannot %s: the instance of guest %s is %s%s".formatted(operation, module.name(), found, hint));
    }

    // ---- what it has ----

    /** Where it is in its life. */
    public InstanceState state() {
        return state;
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
     * stopped.
     */
    public OptionalLong instructionCount() {
        boolean locked = gate.enter();
        try {
            return budget.isMetered() ? OptionalLong.of(budget.spent()) : OptionalLong.empty();
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
        return data.exportedGlobal(name);
    }

    /**
     * A table it exports, if there is one of this name.
     *
     * @param name the export's name
     */
    public Optional<GuestTable> table(String name) {
        return data.exportedTable(name);
    }

    /**
     * All it exports, for other instances to import. Its functions then run as a part of the importing guest's run, on its
     * thread; its memory cannot be imported.
     *
     * @param module the module name to import them by
     */
    public InstanceExports exportsAs(String module) {
        return new InstanceExports(this, module);
    }

    /** Gives hostcalls an object of the embedder's, to be had by its type: {@link Vmctx#context}. Replaces one. */
    public <T> void putContext(Class<T> type, T context) {
        contexts.put(type, type.cast(context));
    }

    /** The object given for a type. */
    public <T> Optional<T> context(Class<T> type) {
        return Optional.ofNullable(contexts.get(type)).map(type::cast);
    }

    /** Has a listener told what this instance does, from its next poll on. Replaces the one before. */
    public void listener(RunListener next) {
        listener = Objects.requireNonNull(next, "listener");
    }

    RunListener listener() {
        return listener;
    }

    GuestModule.Export requireExport(String function) {
        return module.export(function)
                .orElseThrow(() -> new IllegalArgumentException("guest %s exports no function \"%s\"; it exports %s"
                        .formatted(module.name(), function, module.exports())));
    }

    Execution execution() {
        Execution present = execution;
        if (present == null) {
            throw new IllegalStateException("nothing was run");
        }
        return present;
    }

    ControlBlock control() {
        return slot.control();
    }

    Linkage linkage() {
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

    Budget budget() {
        return budget;
    }
}
