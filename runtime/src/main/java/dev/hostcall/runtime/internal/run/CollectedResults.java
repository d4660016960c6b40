package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.link.Extern;
import dev.hostcall.runtime.internal.link.Extern.Function.Maker;
import dev.hostcall.runtime.spi.Frame;

/**
 * One hostcall whose results are handed to the guest only once all of them are there, and whose references to functions are read before
 * it is called, as they are declared. The usual hostcall, of numbers and of one result or none, does not come this way.
 */
final class CollectedResults extends Hostcalls {
    private final Hostcalls hostcalls;
    private final int hostcall;

    private CollectedResults(Extern.Function function) {
        super(function.declaration());
        this.hostcalls = function.hostcalls();
        this.hostcall = function.index();
    }

    /** What is to be called for an import: what it was linked to, or this in front of it. */
    static Extern.Function of(Extern.Function function) {
        Signature signature = function.declaration().signature();
        boolean isNeeded =
                Results.areCollected(signature) || signature.parameters().contains(ValueType.FUNCREF);
        return isNeeded && function.maker() == Maker.USER
                ? function.checkedBy(new CollectedResults(function))
                : function;
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        HostcallFrame loops = frame;
        Results own = new Results(declarations().get(0), loops.instance());
        Results outer = loops.collectIn(own);
        try {
            hostcalls.call(hostcall, frame);
        } finally {
            loops.collectIn(outer);
        }
        loops.store(own);
    }

    @Override
    public String toString() {
        return hostcalls.toString();
    }
}
