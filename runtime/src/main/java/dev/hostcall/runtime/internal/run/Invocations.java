package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.RunAsync.State;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How users have an instance run: at once, or as a run that is polled. Checks what they pass before anything is taken. */
public final class Invocations {
    private final InstanceCore instance;
    private final Runs runs;

    /** For one instance. */
    public Invocations(InstanceCore instance) {
        this.instance = instance;
        this.runs = instance.runs();
    }

    /** Runs a function on this thread until it returns or yields. */
    public RunResult run(ExportedFunction export, Object... arguments) {
        Arguments.check(export, arguments);
        return runs.drive(runs.beginCall(null, export, arguments));
    }

    /** A run of a function, to be polled. */
    public PolledRun runAsync(ExportedFunction export, Object... arguments) {
        Object[] copy = Objects.requireNonNull(arguments, "arguments").clone();
        Arguments.check(export, copy);
        return new PolledRun(instance, State.START, run -> runs.beginCall(run, export, copy));
    }

    /** A run of a function that lowers its arguments itself, to be polled. */
    public PolledRun runAsync(TypedCall call) {
        return new PolledRun(instance, State.START, run -> runs.beginTyped(run, call));
    }

    /** Runs a function on this thread until it returns; the thread is parked where the guest waits, if it may. */
    public RunResult join(ExportedFunction export, Object... arguments) {
        return instance.mayWait() ? Parker.join(runAsync(export, arguments)) : run(export, arguments);
    }

    /** The same, of one that lowers its arguments itself; what it has lifted. */
    public @Nullable Object join(TypedCall call) {
        if (!instance.mayWait()) {
            return runs.runTyped(call);
        }
        Parker.join(runAsync(call)).returned();
        return call.value();
    }

    /** Runs the start function, if there is one. */
    public RunResult start() {
        return instance.module().hasStart() ? runs.drive(runs.beginStart(null)) : Arguments.NOTHING;
    }

    /** A run of the start function, to be polled; of nothing at all if there is none. */
    public PolledRun startAsync() {
        return new PolledRun(instance, State.START, instance.module().hasStart() ? runs::beginStart : null);
    }

    /** Continues after a yield. */
    public RunResult resume(@Nullable Object value) {
        return runs.drive(runs.beginResume(null, value));
    }

    /** The rest of a run after a yield, to be polled. */
    public PolledRun resumeAsync(@Nullable Object value) {
        return new PolledRun(instance, State.RESUME, run -> runs.beginResume(run, value));
    }
}
