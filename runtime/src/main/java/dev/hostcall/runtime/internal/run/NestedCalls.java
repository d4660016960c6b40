package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ReferencedFunction;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What runs inside of one run's hostcalls: functions of the same guest, and functions of other instances. The latter run as a part of
 * the caller's run, on its thread and on its bound: what stops the callee stops the caller. Used by the thread that runs the guest.
 */
final class NestedCalls {
    private final Execution caller;
    private final Termination termination;

    /** Runs of other instances that are under way, the latest first. */
    private final Deque<Execution> callees = new ArrayDeque<>(2);

    /** Where the guest's stack was left by each entry below the present one, outermost first. */
    private long[] stackPointers = new long[2];

    private int entries;

    NestedCalls(Execution caller, Termination termination) {
        this.caller = caller;
        this.termination = termination;
    }

    /** Where the guest's stack was left by each entry below the present one, innermost first. */
    List<Long> suspended() {
        return IntStream.rangeClosed(1, entries)
                .mapToObj(i -> stackPointers[entries - i])
                .toList();
    }

    void handOnWhetherGuestsMayBlock() {
        callees.forEach(this::handOnWhetherGuestMayBlock);
    }

    private void handOnWhetherGuestMayBlock(Execution callee) {
        if (caller.isAsync()) {
            callee.mayBlock();
        } else {
            callee.mayNotBlock();
        }
    }

    /** The run of another instance that was called last and is under way. */
    Execution innermost() {
        return callees.getFirst();
    }

    // ---- the same guest ----

    /**
     * Runs a function of the guest inside a hostcall. What goes wrong in it is thrown into the hostcall, and the guest's
     * stack is unwound to where it called the hostcall: the guest goes on from there if the hostcall catches it.
     */
    void callBack(long function) {
        termination.throwIfSaid();
        if (!caller.keepsFrames()) { // whatever stops the function would have nowhere to go
            throw Front.invalidState("cannot call the guest: the hostcall takes no Vmctx");
        }
        enter(function, null);
    }

    /** As {@link #callBack}, for a function that gives or takes memory, which nothing suspends: its caller need not keep frames. */
    void callMemoryFunction(ExportedFunction function) {
        termination.throwIfSaid();
        try {
            enter(function.entry(), function);
        } finally {
            caller.instance().budget().repay();
        }
    }

    private void enter(long function, @Nullable ExportedFunction ofMemory) {
        ControlBlock control = caller.instance().control();
        long stackPointer = control.guestStackPointer();
        if (entries == stackPointers.length) {
            stackPointers = Arrays.copyOf(stackPointers, 2 * entries);
        }
        stackPointers[entries++] = stackPointer;
        Stop stop;
        try {
            stop = ofMemory == null
                    ? GuestEntry.enter(caller, function)
                    : GuestEntry.enterMemoryFunction(caller, ofMemory);
            entries--;
        } catch (Throwable e) { // the function is left in the middle: nothing may enter this guest again
            termination.request = TerminationReason.HOSTCALL_THREW; // calls nothing: the Java stack may be exhausted
            termination.mayBeDue = true;
            String guest = caller.instance().guest();
            termination.say(Failures.threw(guest, "(run loop)", e, new Backtrace()));
            throw e;
        }
        if (stop instanceof Stop.Failed failed) {
            if (termination.mayGoOnAfter(failed.why())) {
                control.unwind(stackPointer);
            }
            throw failed.why();
        }
    }

    // ---- other instances ----

    /** Calls what a reference of the guest's refers to, where the guest does: no hostcall can catch what goes wrong. */
    @Nullable
    Stop callReference() {
        InstanceCore instance = caller.instance();
        try {
            ReferencedFunction function =
                    ReferencedFunction.at(instance.control().callee());
            InstanceCore callee = instance.member(function);
            call(callee, function.entry(), Signature.parse(function.signature()), function.address());
            return caller.mustEnd() ? termination.ended(caller) : null;
        } catch (GuestException e) {
            return caller.calls().thrown(e);
        } catch (HostcallException e) {
            return termination.fail(e);
        }
    }

    /** As {@link #call}, inside a hostcall, which may catch what goes wrong. */
    void callInHostcall(InstanceCore callee, long function, Signature signature, long reference) {
        termination.throwIfSaid();
        try {
            call(callee, function, signature, reference);
        } catch (HostcallException e) {
            throw termination.ofNestedCall(e);
        }
    }

    /**
     * Calls a function whose arguments are in the caller's slots, and leaves its results there.
     *
     * @param reference the reference to it, or 0 for an export
     */
    void call(InstanceCore callee, long function, Signature signature, long reference) {
        Execution present = callee.runs().currentInside(caller);
        Execution running = present == null ? callee.runs().beginPart(function, caller) : present;
        ControlBlock from = caller.instance().control();
        ControlBlock to = callee.control(); // which nobody else uses, now that the callee is taken
        for (int i = 0; i < signature.parameterSlots(); i++) {
            to.i64(i, from.i64(i));
        }
        to.callee(reference);
        Budget own = caller.instance().budget();
        own.lend(callee.budget());
        Stop stop = Stop.Plain.RETURNED;
        try {
            if (running == present) {
                running.nested().callBack(function);
            } else {
                stop = runAsPart(running);
            }
        } finally {
            own.takeBack(callee.budget());
        }
        if (stop == Stop.Plain.RETURNED) {
            for (int i = 0; i < signature.resultSlots(); i++) {
                from.i64(i, to.i64(i));
            }
        }
        if (running != present) { // last: it gives the callee up, which others may run then
            callee.runs().settle(stop);
        }
    }

    private Stop runAsPart(Execution running) {
        handOnWhetherGuestMayBlock(running);
        callees.push(running);
        try {
            return running.instance().runs().advance(running);
        } finally {
            callees.pop();
        }
    }
}
