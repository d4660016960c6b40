package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.link.ExportCatalog;
import dev.hostcall.runtime.internal.memory.HandleTable;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.spi.GuestError;
import dev.hostcall.runtime.spi.GuestExports;
import dev.hostcall.runtime.spi.GuestFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of an exported function whose arguments are lowered before it is entered, and whose result is lifted behind it: all inside of
 * the run, so that its limits cover the guest's allocator too. Each is for one run.
 */
public final class TypedCall {
    private final ExportedFunction function;
    private final @Nullable ExportedFunction post; // gives back what the result took
    private final @Nullable TakenMemory taken; // by the arguments, if the host is to give it back
    private final GuestExports.Arguments arguments;
    private final GuestExports.Result<?> result;

    private @Nullable Object value;
    private @Nullable Throwable failure; // of the caller's own values, or what the guest has returned as an error

    /** Of a function that was found. */
    public TypedCall(ExportCatalog.Export export, GuestExports.Arguments arguments, GuestExports.Result<?> result) {
        this.function = export.function();
        this.post = export.post();
        this.taken = export.release() == null ? null : new TakenMemory(export.release());
        this.arguments = arguments;
        this.result = result;
    }

    ExportedFunction function() {
        return function;
    }

    /** A run of it. */
    Execution in(InstanceCore instance) {
        Execution run = new Execution(instance, function.entry(), null);
        run.typedCall(this);
        return run;
    }

    /** Enters the guest, or goes on with it if there is no function to begin with. */
    Stop enter(Execution run, ControlBlock control, long first) {
        if (first != 0) {
            Stop refused = lowered(run);
            if (refused != null) {
                return refused;
            }
        }
        Stop stop = GuestEntry.enter(run, first);
        return stop == Stop.Plain.RETURNED ? lifted(run, control) : stop;
    }

    /**
     * Leaves the arguments in the slots. The stop that comes of it, if one does: arguments that cannot be lowered are the caller's
     * failure, unless the guest's allocator has failed.
     */
    private @Nullable Stop lowered(Execution run) {
        try {
            lowerNoting(run.instance());
            Arguments.checkSlots(function, run.instance());
            keepHandles(run.instance().presentHandles());
            return run.mustEnd() ? run.termination().ended(run) : null;
        } catch (Throwable e) {
            takeHandlesBack(run.instance().presentHandles());
            if (e instanceof GuestFault || isOfGuest(run, e)) {
                return failed(run, e);
            }
            failure = e;
            return released(run);
        }
    }

    private void lowerNoting(InstanceCore instance) {
        if (taken == null) {
            arguments.lower(instance.frame());
            return;
        }
        instance.allocator().noteIn(taken);
        try {
            arguments.lower(instance.frame());
        } finally {
            instance.allocator().noteIn(null);
        }
    }

    private static void keepHandles(@Nullable HandleTable handles) {
        if (handles != null) {
            handles.keepArguments();
        }
    }

    private static void takeHandlesBack(@Nullable HandleTable handles) {
        if (handles != null) {
            handles.takeArgumentsBack();
        }
    }

    private static void endLoans(@Nullable HandleTable handles) {
        if (handles != null) {
            handles.endLoans();
        }
    }

    private static boolean isOfGuest(Execution run, Throwable thrown) {
        return run.termination().isSaid() || run.termination().isOfNestedCall(thrown);
    }

    /** Reads the result of a function that has returned, and gives back what it took. */
    private Stop lifted(Execution run, ControlBlock control) {
        long returned = control.i64(0);
        try {
            endLoans(run.instance().presentHandles());
            value = result.lift(run.instance().frame());
        } catch (Throwable e) {
            if (!(e instanceof GuestError)) {
                return failed(run, e);
            }
            failure = e.getCause();
        }
        if (post == null) {
            return released(run);
        }
        control.i64(0, returned);
        try {
            run.nested().callMemoryFunction(post);
            return released(run);
        } catch (HostcallException e) {
            return failed(run, e);
        }
    }

    /** Gives back what the arguments have taken: last, as the result may lie there. */
    private Stop released(Execution run) {
        if (taken != null) {
            try {
                taken.release(run);
            } catch (HostcallException e) {
                return failed(run, e);
            }
        }
        return Stop.Plain.RETURNED;
    }

    private Stop failed(Execution run, Throwable thrown) {
        Termination termination = run.termination();
        if (termination.isSaid()) {
            return termination.ended(run);
        }
        if (thrown instanceof HostcallException failed && termination.isOfNestedCall(thrown)) {
            return termination.fail(failed);
        }
        String guest = run.instance().guest();
        return termination.fail(
                thrown instanceof GuestFault fault
                        ? Failures.trapAtExport(guest, function.name(), fault)
                        : Failures.noValue(guest, function.name(), thrown));
    }

    /** What a run has come to that has returned, which is what was read where it is no typed call; throws what one has failed with. */
    static RunResult resultOf(Execution run, RunResult read) {
        TypedCall call = run.typedCall();
        return call == null ? read : call.asResult();
    }

    private RunResult asResult() {
        Object lifted = value();
        return lifted == null ? Arguments.NOTHING : new RunResult.Returned(List.of(lifted));
    }

    /** What was lifted, once it has returned; throws what it has failed with. */
    @Nullable
    Object value() {
        if (failure != null) {
            throw TypedCall.<RuntimeException>unchecked(failure);
        }
        return value;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller has called a method that declares it
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
