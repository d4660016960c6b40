package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of one instance, one after the other: how they begin, what their stops make of the instance, how they end. */
public final class Runs {
    private final InstanceCore instance;
    private final InstanceLifecycle life;

    /** The latest. Set by whoever has taken the instance; read by hostcalls, and by whoever takes a kill switch. */
    private volatile @Nullable Execution execution;

    private final KillSwitches switches;

    // Those below are set and read by whoever has taken the instance.
    /** Of a call that nobody could poll, and that has returned: nobody else has it, and the next such call takes it. */
    private @Nullable Execution idle;

    /** Whether a function has returned since the instance was made or reset: the start function first, if there is one. */
    private boolean started;

    /** Whose results a return delivers; absent for the start function, and for a part of another instance's run. */
    private @Nullable ExportedFunction entered;

    /** What the latest yield expects the guest to be resumed with. */
    private Optional<Class<?>> expected = Optional.empty();

    public Runs(InstanceCore instance, InstanceLifecycle life) {
        this.instance = instance;
        this.life = life;
        this.switches = new KillSwitches(life);
    }

    // ---- beginning ----

    /** Takes the instance for a call, which a {@link PolledRun} polls if one is given. */
    Execution beginCall(@Nullable PolledRun polling, ExportedFunction export, Object[] arguments) {
        takeToRun(export);
        claim(polling, InstanceState.READY);
        try {
            Arguments.write(export, arguments, instance);
        } catch (RuntimeException e) { // a reference that the instance must not have
            refuse(polling, InstanceState.READY);
            throw e;
        }
        entered = export;
        return begun(new Execution(instance, export.entry(), null));
    }

    /** As {@link #beginCall}, of a call that lowers its arguments itself. */
    Execution beginTyped(@Nullable PolledRun polling, TypedCall call) {
        takeToRun(call.function());
        claim(polling, InstanceState.READY);
        entered = null;
        return begun(call.in(instance));
    }

    private void takeToRun(ExportedFunction export) {
        if (!life.begin(InstanceState.READY)) { // the name costs an allocation
            life.begin("run " + export.name(), InstanceState.READY);
        }
    }

    /** Has the run that was just begun be that {@link PolledRun}'s, unless a quicker poll has begun it. */
    private void claim(@Nullable PolledRun polling, InstanceState before) {
        if (polling != null && !polling.claim(life.run())) {
            life.become(before);
            throw polling.notToBePolled();
        }
    }

    private void refuse(@Nullable PolledRun polling, InstanceState before) {
        if (polling != null) {
            polling.unclaim();
        }
        life.become(before);
    }

    /** Begins a call without boxes; the caller puts the arguments into the slots, and then calls {@link #runRaw}. */
    public void beginRaw(ExportedFunction export) {
        takeToRun(export);
    }

    /** Runs what was begun, without allocating anything where an earlier call has returned. */
    public long runRaw(ExportedFunction export, RawResult result) {
        if (entered != export) { // see decision 16
            entered = export;
        }
        Execution running = takeIdle(export.entry());
        returned(running, null);
        long bits = result.read(instance.control());
        putBack(running);
        return bits;
    }

    /** Runs a function on this thread that lowers its arguments itself; what it has lifted. */
    @Nullable
    Object runTyped(TypedCall call) {
        takeToRun(call.function());
        if (entered != null) {
            entered = null;
        }
        Execution running = takeIdle(call.function().entry());
        returned(running, call);
        putBack(running);
        return call.value();
    }

    private Execution takeIdle(long entry) {
        Execution present = idle;
        if (present == null) {
            return begun(new Execution(instance, entry, null));
        }
        present.again(entry);
        if (execution != present) {
            execution = present;
        }
        switches.begin(present);
        return present;
    }

    private void returned(Execution running, @Nullable TypedCall call) {
        running.mayNotBlock();
        Stop stop = null;
        try {
            stop = running.runUnlimitedToStop(call);
        } finally {
            if (stop == null) {
                crashed();
            }
            if (stop != Stop.Plain.RETURNED) {
                idle = null;
            }
        }
        if (stop != Stop.Plain.RETURNED) {
            throw new IllegalStateException("the function has not returned: " + settle(stop));
        }
    }

    /** Of a run that has returned, and whose result was read. */
    private void putBack(Execution running) {
        started = true;
        if (idle != running) {
            idle = running;
        }
        life.becomeUnfenced(InstanceState.READY);
    }

    Execution beginStart(@Nullable PolledRun polling) {
        life.begin("run the start function", InstanceState.NOT_STARTED);
        claim(polling, InstanceState.NOT_STARTED);
        entered = null;
        List<Long> starts = instance.module().starts();
        Execution run = new Execution(instance, starts.get(0), null);
        starts.stream().skip(1).forEach(run::then);
        return begun(run);
    }

    /** Begins a run that is a part of another instance's; the caller puts the arguments into the slots. */
    Execution beginPart(long entry, Execution caller) {
        life.begin("call a function from another instance", InstanceState.READY);
        entered = null;
        return begun(new Execution(instance, entry, caller));
    }

    private Execution begun(Execution fresh) {
        execution = fresh;
        switches.begin(fresh);
        return fresh;
    }

    Execution beginResume(@Nullable PolledRun polling, @Nullable Object value) {
        life.begin("resume", InstanceState.YIELDED);
        claim(polling, InstanceState.YIELDED);
        boolean fits = expected.isEmpty() ? value == null : expected.get().isInstance(value);
        if (!fits) {
            refuse(polling, InstanceState.YIELDED);
            throw new IllegalArgumentException("the guest was resumed with %s; it expects %s"
                    .formatted(
                            value == null ? "no value" : "a " + value.getClass().getName(),
                            expected.isEmpty()
                                    ? "no value"
                                    : "a " + expected.get().getName()));
        }
        Execution suspended = current();
        suspended.beginPayment();
        suspended.resumeWith(value);
        return suspended;
    }

    // ---- driving ----

    /** Drives a run on this thread, where it may not wait. */
    RunResult drive(Execution running) {
        running.mayNotBlock();
        running.allowance(Allowance.UNLIMITED);
        return settle(advance(running));
    }

    /** Enters the guest; leaves no instance behind that claims to run. */
    Stop advance(Execution running) {
        boolean stopped = false;
        try {
            Stop stop = running.runToStop();
            stopped = true;
            return stop;
        } finally {
            if (!stopped) {
                crashed();
            }
        }
    }

    /** The run loop has thrown: nobody knows how far the guest came. */
    void crashed() {
        over();
        life.become(InstanceState.TERMINATED);
        instance.enders().finish();
    }

    /** Turns a stop at which the run is over into the state it means and a result. Throws what a failed guest failed with. */
    RunResult settle(Stop stop) {
        InstanceState next = stop.reason().instance;
        if (stop instanceof Stop.Failed failed) {
            over();
            life.become(stop.reason() == Stop.Reason.THREW ? instance.leftByException() : next);
            instance.enders().finish();
            throw failed.why();
        }
        if (stop instanceof Stop.Yielded yielded) {
            RunResult.Yielded result = yielded.result();
            expected = result.expected();
            life.become(next);
            return result;
        }
        if (stop == Stop.Plain.RETURNED) {
            RunResult result = entered == null ? Arguments.NOTHING : Arguments.readResults(entered, instance);
            started = true;
            life.becomeUnfenced(next);
            return TypedCall.resultOf(current(), result);
        }
        life.become(next);
        throw new IllegalStateException("a run that nobody polls has to wait");
    }

    /** The run under way. */
    public Execution current() {
        Execution present = execution;
        if (present == null) {
            throw new IllegalStateException("nothing was run");
        }
        return present;
    }

    /** The run under way, if it is a part of that run, or that run a part of it. */
    @Nullable
    Execution currentInside(Execution running) {
        Execution present = execution;
        for (Execution outer = running; outer != null; outer = outer.caller()) {
            if (outer == present) {
                return present;
            }
        }
        return null;
    }

    // ---- ending ----

    /** From any thread: what ends the run under way, or else the next one. */
    public Fuse killSwitch() {
        return switches.take(this);
    }

    /** The latest run, over or not; absent if there was none. */
    @Nullable
    Execution latest() {
        return execution;
    }

    /** The run under way is over, or the next one will not come: its kill switches do nothing any more. False if one came first. */
    public boolean over() {
        return switches.burn();
    }

    /** That the latest execution belongs to, if it is polled. */
    @Nullable
    PolledRun polled() {
        Execution present = execution;
        return present == null ? null : present.polled();
    }

    /** Abandons a run that has yielded. */
    void abandonYielded() {
        Execution suspended = current();
        suspended.request(TerminationReason.ABANDONED);
        advance(suspended);
        instance.enders().finish();
    }

    /** Forgets what was run. */
    public void forget() {
        idle = null;
    }

    /** Forgets that anything was: the instance is reset. */
    void forgetAll() {
        forget();
        started = false;
    }

    /** The state from which runs begin: a start function that has not returned yet comes first. */
    InstanceState firstState() {
        return started || !instance.module().hasStart() ? InstanceState.READY : InstanceState.NOT_STARTED;
    }
}
