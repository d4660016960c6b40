package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ControlBlock;
import dev.hostcall.runtime.internal.ForeignFunction;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Calls from one guest to functions of other instances. The callee runs as a part of the caller's run, on its thread and
 * on its bound: what stops the callee stops the caller.
 */
final class ForeignCalls {
    private final Execution caller;
    private final Deque<Execution> callees = new ArrayDeque<>();

    ForeignCalls(Execution caller) {
        this.caller = caller;
    }

    /** Hands on how the run is driven. */
    void async(boolean mayBlock) {
        callees.forEach(callee -> callee.async(mayBlock));
    }

    /** The run that was called last and is under way. */
    Execution innermost() {
        return callees.getFirst();
    }

    /** Calls the function of another instance that a reference of the guest's refers to. */
    void callReference() {
        Instance instance = caller.instance();
        ForeignFunction function = ForeignFunction.at(instance.control().callee());
        Instance callee = instance.group()
                .member(function.instance())
                .orElseThrow(() -> new IllegalStateException("a reference leads to no instance"));
        call(callee, function.entry(), Signature.parse(function.signature()), function.address());
    }

    /**
     * Calls a function whose arguments are in the caller's slots, and leaves its results there.
     *
     * @param reference the reference to it, or 0 for an export
     */
    void call(Instance callee, long function, Signature signature, long reference) {
        Execution present = callee.runs().currentInside(caller);
        Execution running = present == null ? callee.runs().beginForeign(function, caller) : present;
        ControlBlock from = caller.instance().control();
        ControlBlock to = callee.control(); // which nobody else uses, now that the callee is taken
        for (int i = 0; i < signature.parameters().size(); i++) {
            to.i64(i, from.i64(i));
        }
        to.callee(reference);
        Budget own = caller.instance().budget();
        own.lend(callee.budget());
        try {
            if (running == present) {
                running.callBack(function);
            } else {
                runAsPart(running);
            }
        } finally {
            own.takeBack(callee.budget());
        }
        for (int i = 0; i < signature.results().size(); i++) {
            from.i64(i, to.i64(i));
        }
    }

    private void runAsPart(Execution running) {
        Runs runs = running.instance().runs();
        running.async(caller.isAsync());
        callees.push(running);
        try {
            runs.settle(runs.advance(running));
        } finally {
            callees.pop();
        }
    }
}
