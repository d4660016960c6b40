package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;

/** Which hostcall stands behind each imported function of an instance, by the index the guest calls with. */
final class Linkage {
    private final Hostcalls[] targets;
    private final int[] indices;
    private final boolean[] suspending;

    Linkage(int imports) {
        targets = new Hostcalls[imports];
        indices = new int[imports];
        suspending = new boolean[imports];
    }

    void set(int index, Offers.Function function) {
        targets[index] = function.hostcalls();
        indices[index] = function.index();
        suspending[index] = function.declaration().kind() == HostcallDeclaration.Kind.SUSPENDING;
    }

    /** Calls the method behind an import. */
    void call(int index, Frame frame) throws Throwable {
        targets[index].call(indices[index], frame);
    }

    /** Whether that method's body may suspend the guest. */
    boolean maySuspend(int index) {
        return suspending[index];
    }

    /** Whether the import is a function of another instance. */
    boolean isForeign(int index) {
        return targets[index] instanceof ForeignHostcalls;
    }

    /** {@code module.name} of the import with an index. */
    String name(int index) {
        return targets[index].declarations().get(indices[index]).qualifiedName();
    }
}
