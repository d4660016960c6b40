package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Between a run loop and its guest. Of the methods here one has a Java frame for each entry into guest code, and no other method has
 * a frame of this class: so {@link Backtrace} finds where guest frames belong in a stack trace.
 */
final class GuestEntry {
    private GuestEntry() {}

    /** Whether an element of a stack trace stands for an entry into guest code. */
    static boolean isOne(StackTraceElement element) {
        return element.getClassName().equals(GuestEntry.class.getName());
    }

    /** Enters the guest until it stops for good: at a function, or where it stopped if that is 0. */
    static Stop enter(Execution run, long function) {
        Budget budget = run.instance().budget();
        Calls calls = run.calls();
        long next = function;
        while (true) {
            long message = budget.enter(next);
            Stop stop = switch (GuestStop.reason(message)) {
                case GuestStop.HOSTCALL -> calls.serve(GuestStop.detail(message));
                case GuestStop.RETURNED -> Stop.Plain.RETURNED;
                default -> run.serve(message);
            };
            if (stop != null) {
                return stop;
            }
            next = 0;
        }
    }

    /** Enters the guest at a function that gives or takes memory, until that has returned or failed: it is never suspended. */
    static Stop enterMemoryFunction(Execution run, ExportedFunction function) {
        Budget budget = run.instance().budget();
        long next = function.entry();
        while (true) {
            Stop stop = GuestAllocator.serve(run, function.name(), budget.enterInside(next));
            if (stop != null) {
                return stop;
            }
            next = 0;
        }
    }

    /**
     * Does what was begun before the loop was left, while the guest is inside of a hostcall: calls one that was held back, or
     * delivers what one has waited for. The stop that comes of it, if one does.
     */
    static @Nullable Stop finishHostcall(Execution run) {
        int index = run.takeHeldHostcall();
        if (index == Execution.NONE) {
            return run.calls().finishWait();
        }
        return index == Execution.REFERENCE
                ? run.nested().callReference()
                : run.calls().serve(index);
    }
}
