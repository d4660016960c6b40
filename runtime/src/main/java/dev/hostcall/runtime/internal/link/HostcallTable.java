package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.ImportSource;
import org.jspecify.annotations.Nullable;

/** Which hostcall stands behind each imported function of an instance, by the index the guest calls with. */
public final class HostcallTable {
    private final Extern.Function[] targets;
    private final Hostcalls[] offers;
    private boolean mayWait; // for one of them

    /** Of so many imports, which some or all of the offers answer, in the order in which they were made. */
    HostcallTable(int imports, Hostcalls... offers) {
        this.targets = new Extern.Function[imports];
        this.offers = offers;
    }

    /** Whether these very offers were made. */
    boolean isOf(@Nullable ImportSource[] others) {
        if (others.length != offers.length) {
            return false;
        }
        for (int i = 0; i < offers.length; i++) {
            if (others[i] != offers[i]) {
                return false;
            }
        }
        return true;
    }

    public void set(int index, Extern.Function function) {
        targets[index] = function;
        boolean isWaitedFor = switch (function.declaration().kind()) {
            case PLAIN, CALLING -> false;
            case WAITING, SUSPENDING -> true;
        };
        mayWait |= isWaitedFor || function.instance().isPresent();
    }

    /** A change of what stands behind an import, by its index. */
    @FunctionalInterface
    public interface Change {
        /** What is to stand there instead. */
        Extern.Function of(int index, Extern.Function target);
    }

    /** Changes targets, before any is called. */
    public void replaceAll(Change change) {
        for (int i = 0; i < targets.length; i++) {
            targets[i] = change.of(i, targets[i]);
        }
    }

    /** The method behind an import. */
    public Extern.Function target(int index) {
        return targets[index];
    }

    /** Whether the guest may wait for any of them, or for what another instance calls. */
    public boolean mayWait() {
        return mayWait;
    }

    /** Whether the import is a function of another instance. */
    public boolean isOfInstance(int index) {
        return targets[index].instance().isPresent();
    }

    /** {@code module.name} of the import with an index. */
    public String name(int index) {
        return targets[index].declaration().qualifiedName();
    }
}
