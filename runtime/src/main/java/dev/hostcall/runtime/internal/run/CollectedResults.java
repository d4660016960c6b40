package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.link.Extern;
import dev.hostcall.runtime.internal.link.Extern.Function.Maker;
import dev.hostcall.runtime.spi.Frame;
import java.util.List;

/**
 * One hostcall written by hand whose results are handed to the guest only once all of them are there. The usual hostcall,
 * of one result or none, does not come this way.
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
        List<ValueType> results = function.declaration().signature().results();
        boolean isNeeded = results.size() > 1 || !results.stream().allMatch(ValueType::isNumber);
        return isNeeded && function.maker() == Maker.USER
                ? function.checkedBy(new CollectedResults(function))
                : function;
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        HostcallFrame loops = frame;
        Results own = new Results(declarations().get(0));
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
