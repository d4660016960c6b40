package dev.hostcall.runtime.internal.run;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A state that threads move by compare-and-set. Kept as a number, see decision 16.
 */
@SuppressWarnings("EnumOrdinal") // that is what the state is kept as, while the JVM runs
final class AtomicState<S extends Enum<S>> {
    @SuppressWarnings("rawtypes") // a class literal has no parameters
    private static final AtomicIntegerFieldUpdater<AtomicState> ORDINAL =
            AtomicIntegerFieldUpdater.newUpdater(AtomicState.class, "ordinal");

    private final S[] all;
    private volatile int ordinal;

    /** Begins with a state; {@code all} is the enum's own array, which is not to be changed. */
    AtomicState(S[] all, S first) {
        this.all = all;
        this.ordinal = first.ordinal();
    }

    S get() {
        return all[ordinal];
    }

    /** Moves it, if it is where the caller thinks. */
    boolean move(S from, S to) {
        return ordinal == from.ordinal() && ORDINAL.compareAndSet(this, from.ordinal(), to.ordinal());
    }

    void set(S next) {
        ordinal = next.ordinal();
    }

    /** As {@link #set}, without a fence: others see it once this thread has made one. */
    void setUnfenced(S next) {
        ORDINAL.lazySet(this, next.ordinal());
    }
}
