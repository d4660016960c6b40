package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ControlBlock;

/**
 * The instructions a guest may execute before it stops. A bound is granted to the guest in slices, so that the loop
 * around it can look at other business; what a slice was overshot by is carried into the next, and so into the next
 * bound.
 */
final class Budget {
    /** About a millisecond of guest code. */
    static final long SLICE = 1 << 20;

    private final ControlBlock control;
    private final boolean metered;
    private long granted; // all that was ever granted and not taken back
    private long boundLeft;

    Budget(ControlBlock control, boolean metered) {
        this.control = control;
        this.metered = metered;
    }

    boolean isMetered() {
        return metered;
    }

    /** Begins a poll with a bound; what was left of the last one lapses. */
    void begin(long bound) {
        if (metered) {
            long left = control.budget();
            if (left > 0) {
                granted -= left;
                left = 0;
            }
            boundLeft = bound;
            grant(left);
        }
    }

    /** Grants the next slice; false if the bound is spent, as it is where it does not cover what was overshot. */
    boolean refill() {
        if (boundLeft == 0) {
            return false;
        }
        grant(control.budget());
        return control.budget() >= 0;
    }

    /** A slice, and with it what the last one was overshot by: {@code left}, which is never positive. */
    private void grant(long left) {
        long slice = Math.min(SLICE - left, boundLeft);
        boundLeft -= slice;
        granted += slice;
        control.budget(left + slice);
    }

    /** Gives back what was paid but not executed. */
    void refund(long instructions) {
        control.budget(control.budget() + instructions);
    }

    /** Instructions executed so far. Exact while the guest is stopped. */
    long spent() {
        return granted - control.budget();
    }

    /** Counts from zero again. */
    void reset() {
        granted = 0;
        boundLeft = 0;
        control.budget(0);
    }
}
