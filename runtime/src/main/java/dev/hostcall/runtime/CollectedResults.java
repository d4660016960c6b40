package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;

/**
 * One hostcall written by hand whose results are handed to the guest only once all of them are there. The usual hostcall,
 * of one result or none, does not come this way.
 */
final class CollectedResults extends Hostcalls {
    private final Hostcalls hostcalls;
    private final int hostcall;

    CollectedResults(Hostcalls hostcalls, int hostcall) {
        super(hostcalls.declarations().get(hostcall));
        this.hostcalls = hostcalls;
        this.hostcall = hostcall;
    }

    /** Whether a hostcall is to be called so. The runtime's own check their results themselves. */
    static boolean areNeeded(Hostcalls hostcalls, HostcallDeclaration declaration) {
        List<ValueType> results = declaration.signature().results();
        return (results.size() > 1 || results.stream().anyMatch(ValueType::isReference))
                && !(hostcalls instanceof ForeignHostcalls)
                && !(hostcalls instanceof FunctionHostcalls);
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        frame.callCollecting(hostcalls, hostcall);
    }

    @Override
    public String toString() {
        return hostcalls.toString();
    }
}
