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
        ControlBlock from = caller.instance().control();
        ControlBlock to = callee.control();
        for (int i = 0; i < signature.parameters().size(); i++) {
            to.i64(i, from.i64(i));
        }
        to.callee(reference);
        Execution present = callee.runs().currentInside(caller);
        Budget own = caller.instance().budget();
        if (present == null) {
            Execution fresh = callee.runs().beginForeign(function, caller);
            fresh.async(caller.isAsync());
            callees.push(fresh);
            own.lend(callee.budget());
            try {
                callee.runs().settle(callee.runs().advance(fresh));
            } finally {
                own.takeBack(callee.budget());
                callees.pop();
            }
        } else {
            own.lend(callee.budget());
            try {
                present.callBack(function);
            } finally {
                own.takeBack(callee.budget());
            }
        }
        for (int i = 0; i < signature.results().size(); i++) {
            from.i64(i, to.i64(i));
        }
    }
}
