package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;

/** Which hostcall stands behind each imported function of an instance, by the index the guest calls with. */
final class HostcallTable {
    private final Extern.Function[] targets;

    HostcallTable(int imports) {
        targets = new Extern.Function[imports];
    }

    void set(int index, Extern.Function function) {
        targets[index] = function;
    }

    /** Calls the method behind an import. */
    void call(int index, Frame frame) throws Throwable {
        Extern.Function target = targets[index];
        target.hostcalls().call(target.index(), frame);
    }

    /** Whether that method's body may suspend the guest. */
    boolean maySuspend(int index) {
        return targets[index].isSuspending();
    }

    /** Whether the import is a function of another instance. */
    boolean isForeign(int index) {
        return targets[index].hostcalls() instanceof ForeignHostcalls;
    }

    /** {@code module.name} of the import with an index. */
    String name(int index) {
        return targets[index].declaration().qualifiedName();
    }
}
