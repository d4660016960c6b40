package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;

/** Which hostcall stands behind each imported function of an instance, by the index the guest calls with. */
final class Linkage {
    private final Offers.Function[] targets;

    Linkage(int imports) {
        targets = new Offers.Function[imports];
    }

    void set(int index, Offers.Function function) {
        targets[index] = function;
    }

    /** Calls the method behind an import. */
    void call(int index, Frame frame) throws Throwable {
        Offers.Function target = targets[index];
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
