package dev.hostcall.runtime.internal.meter;

import dev.hostcall.runtime.internal.engine.ContextSwitch;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.CriticalCall;

/**
 * The instructions a guest may execute before it stops. A bound is granted to the guest in slices, so that the loop
 * around it can look at other business; what a slice was overshot by is carried into the next, and so into the next
 * bound. While a guest runs as a part of another one's run, that one's bound pays for it.
 */
public final class Budget {
    /** About a millisecond of guest code. */
    public static final long SLICE = 1 << 20;

    /** Some ten microseconds of guest code: a Java loop holds up a safepoint as long. See decision 69. */
    public static final long BRIEF_SLICE = 1 << 15;

    /** More than any bound leaves. */
    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    /** More than any guest executes; sums of them do not overflow. */
    private static final long MOST_SPENT = Long.MAX_VALUE / 8;

    private final ControlBlock control;
    private final long address; // of that
    private final boolean metered;
    private Budget payer = this;
    private boolean lent; // another guest runs on this one's bound
    private long granted; // all that was ever granted to this guest and not taken back
    private long boundLeft;
    private long paid; // by this bound's run, for all guests
    private long paidBefore; // the present bound was set
    private boolean overdrawn; // a slice is lent to the guest that no bound covers
    private boolean brief; // slices are, and the guest is entered by critical calls

    private Budget(ControlBlock control, boolean metered) {
        this.control = control;
        this.address = control.address();
        this.metered = metered;
    }

    /** Of a guest that counts its instructions. */
    public static Budget metered(ControlBlock control) {
        return new Budget(control, true);
    }

    /** Of one that does not. */
    public static Budget unmetered(ControlBlock control) {
        return new Budget(control, false);
    }

    public boolean isMetered() {
        return metered;
    }

    /**
     * Enters the guest, which runs on this budget until it stops: by a critical call if it has called the host after few instructions
     * lately, so that it can be expected to do so again, and by JNI if it has used up a slice.
     *
     * @param function where to, or 0 to go on
     * @return the message it stopped with
     */
    public long enter(long function) {
        if (brief) {
            return CriticalCall.resume(address, function);
        }
        if (!metered || !CriticalCall.isPossible()) {
            return ContextSwitch.resume(address, function);
        }
        long before = control.budget();
        long message = ContextSwitch.resume(address, function);
        if (before - control.budget() < BRIEF_SLICE) {
            stoppedSoon();
        }
        return message;
    }

    /** As {@link #enter}, inside of a hostcall: by a critical call only if the guest is entered so already. */
    public long enterInside(long function) {
        return brief ? CriticalCall.resume(address, function) : ContextSwitch.resume(address, function);
    }

    private void stoppedSoon() {
        if (CriticalCall.isReady()) {
            brief = true;
            giveBackBut(BRIEF_SLICE);
        } else {
            CriticalCall.missed();
        }
    }

    /** Begins a run, which pays for itself. */
    public void beginRun() {
        beginPayment();
        if (payer != this) { // see decision 16
            payer = this;
        }
        lent = false;
    }

    /** Begins a run without limits: on what the one before has left, if that had none either. */
    public void beginUnlimited() {
        long left = control.budget();
        if (goesOn(left)) {
            paid = left;
            paidBefore = 0;
        } else {
            beginRun();
            beginPoll(Allowance.NO_LIMIT, Allowance.NO_LIMIT);
        }
    }

    /** Whether the guest, which has so much left of its slice, can go on with that where it has no bound. */
    private boolean goesOn(long left) {
        return metered && payer == this && !lent && boundLeft >= UNLIMITED && left >= slice() / 2;
    }

    /** Goes on with a run, but counts anew what it pays. */
    public void beginPayment() {
        giveBack();
        paid = 0;
    }

    /** As {@link #beginPoll} without limits: on what the last poll has left, if that had none either. */
    public void beginPollUnlimited() {
        long left = control.budget();
        if (goesOn(left)) {
            paidBefore = paid - left;
        } else {
            beginPoll(Allowance.NO_LIMIT, Allowance.NO_LIMIT);
        }
    }

    /** Begins a poll with a bound; what was left of the last one lapses. */
    public void beginPoll(long bound, long total) {
        giveBack();
        paidBefore = paid;
        boundLeft = Math.min(bound, Math.max(0, total - paid));
        if (metered && !lent) {
            take();
        }
    }

    /**
     * Changes the bound of the poll under way: what was executed in it counts.
     *
     * @param running the budget of the guest that runs on this bound now
     */
    public void changeBound(Budget running, long bound, long total) {
        running.giveBack();
        boundLeft = Math.min(Math.max(0, bound - (paid - paidBefore)), Math.max(0, total - paid));
        running.takeIfMetered();
    }

    /** Whether another guest runs on the bound that this one ran on. */
    public boolean isLent() {
        return lent;
    }

    /** Takes for work done elsewhere what the guest would pay for as many instructions. */
    public void consume(long instructions) {
        if (metered) {
            long most = MOST_SPENT - spent();
            control.budget(control.budget() - Math.max(0, Math.min(instructions, most)));
        }
    }

    /** Grants the next slice; false if the bound is spent, as it is where it does not cover what was overshot. */
    public boolean refill() {
        if (payer.boundLeft == 0) {
            return false;
        }
        brief = false;
        take();
        return control.budget() >= 0;
    }

    /** Lends the guest a slice that its bound does not cover, until {@link #repay}; false if it has been lent one already. */
    public boolean overdraw() {
        if (overdrawn) {
            return false;
        }
        overdrawn = true;
        brief = false;
        granted += SLICE;
        control.budget(control.budget() + SLICE);
        return true;
    }

    /** Takes back what was lent, if anything was: the guest owes what it has executed of it. */
    public void repay() {
        if (overdrawn) {
            overdrawn = false;
            granted -= SLICE;
            control.budget(control.budget() - SLICE);
        }
    }

    /** Whether the run that pays for this guest has executed that many instructions. */
    public boolean hasSpent(long total) {
        return payer.paid + debt() >= total;
    }

    /** Lets another guest run on the bound that this one runs on. */
    public void lend(Budget callee) {
        giveBack();
        lent = true;
        callee.giveBack(); // what a run of its own has left over
        callee.payer = payer;
        callee.lent = false;
        handDebt(callee);
        callee.takeIfMetered();
    }

    /** Takes the bound back from that guest. */
    public void takeBack(Budget callee) {
        callee.giveBack();
        callee.handDebt(this);
        callee.lent = true; // if it is under way further out, it goes on waiting
        lent = false;
        takeIfMetered();
    }

    /** What was executed and not granted. */
    private long debt() {
        return metered ? Math.max(0, -control.budget()) : 0;
    }

    /** Whoever runs has the debt of the whole run. */
    private void handDebt(Budget next) {
        long debt = debt();
        if (debt > 0) {
            granted += debt;
            control.budget(0);
            if (next.metered) {
                next.granted -= debt;
                next.control.budget(next.control.budget() - debt);
            } else {
                payer.paid += debt;
            }
        }
    }

    /** Gives back what is left, before a suspension: a poll pays for what is executed in it. */
    public void giveBack() {
        if (metered) {
            giveBackBut(0);
        }
    }

    private void giveBackBut(long kept) {
        long back = control.budget() - kept;
        if (back > 0) {
            granted -= back;
            payer.boundLeft += back;
            payer.paid -= back;
            control.budget(kept);
        }
    }

    public void takeIfMetered() {
        if (metered) {
            take();
        }
    }

    /** A slice, and with it what the last one was overshot by: what is left, which is never positive. */
    private void take() {
        Budget from = payer;
        long left = control.budget();
        long slice = Math.min(slice() - left, from.boundLeft);
        from.boundLeft -= slice;
        from.paid += slice;
        granted += slice;
        control.budget(left + slice);
    }

    private long slice() {
        return brief ? BRIEF_SLICE : SLICE;
    }

    /** Whether more was executed than was granted, by the guest that runs now. */
    public boolean isOverdrawn() {
        return metered && !lent && control.budget() < 0;
    }

    /** Gives back what was paid but not executed. */
    public void refund(long instructions) {
        control.budget(control.budget() + instructions);
    }

    /** Instructions executed so far. Exact while the guest is stopped. */
    public long spent() {
        return granted - control.budget();
    }

    /** Counts from zero again. */
    public void reset() {
        granted = 0;
        control.budget(0);
        beginRun();
    }
}
