package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.TerminationReason;
import org.jspecify.annotations.Nullable;

/** Whether and why one run is to end. Asked for from any thread; found and said by the thread that runs the guest. */
final class Termination {
    private final String guest;

    /** Of the run that this one is a part of. */
    private final @Nullable Termination outer;

    /** Why it was asked for. Set by any thread, once; read by the thread that runs the guest between slices and hostcalls. */
    volatile @Nullable TerminationReason request; // not by a method where the Java stack is exhausted

    /**
     * False only if nobody has asked for the end, nor said it, and neither a caller nor a clock can make it due: the one question that
     * is asked after every hostcall. Set after what makes it due, by whoever has set that.
     */
    volatile boolean mayBeDue; // likewise

    /** What the guest ends with. Set and read by the thread that runs it. */
    private @Nullable HostcallException why;

    /** The latest that a nested call has failed with, and a hostcall may catch. Set and read by the same thread. */
    private @Nullable HostcallException nested;

    Termination(String guest, @Nullable Termination outer) {
        this.guest = guest;
        this.outer = outer;
        this.mayBeDue = outer != null;
    }

    /** Asks for the end at the next occasion. The first reason stands. */
    void request(TerminationReason reason) {
        if (request == null) {
            request = reason;
        }
        mayBeDue = true;
    }

    /** From here on the time that the run takes may make it due. */
    void watchTime() {
        mayBeDue = true;
    }

    boolean isRequested() {
        return request != null;
    }

    /** Whether the guest is not to be entered any more. */
    boolean isDue() {
        return request != null || why != null || (outer != null && outer.isDue());
    }

    /** Whether an end was asked for, which no hostcall can prevent. */
    private boolean isForced() {
        return request != null || (outer != null && outer.isForced());
    }

    /** For another run, after one that has returned: nothing that was said of that one counts any more. */
    void renew() {
        if (mayBeDue) { // first: whoever asks for the end writes the request before
            mayBeDue = false;
        }
        if (request != null) { // see decision 16
            request = null;
        }
        if (nested != null) {
            nested = null;
        }
    }

    /**
     * A nested call has failed: whether the guest may go on, if the hostcall that made the call catches the failure.
     * Otherwise the guest ends with it, whatever the hostcall does.
     */
    boolean mayGoOnAfter(HostcallException failure) {
        if (failure instanceof GuestException) { // of which a guest that is killed is not to end
            why = null;
        }
        if (isForced()) {
            return false;
        }
        why = null;
        nested = failure;
        return true;
    }

    /** Whether a hostcall throws on what a nested call has failed with. */
    boolean isOfNestedCall(Throwable thrown) {
        return thrown == nested;
    }

    /** A call to another instance has failed, and a hostcall may catch it. */
    <E extends HostcallException> E ofNestedCall(E failure) {
        nested = failure;
        return failure;
    }

    /** Whether it is known what the guest ends with. */
    boolean isSaid() {
        return why != null;
    }

    /** What the guest ends with, if nothing else was said before. */
    HostcallException say(HostcallException first) {
        HostcallException said = why;
        if (said == null) {
            said = first;
            saidNow(said);
        }
        return said;
    }

    private void saidNow(HostcallException end) {
        why = end;
        mayBeDue = true;
    }

    /** What the guest ends with, whatever was said before. */
    Stop.Failed fail(HostcallException cause) {
        saidNow(cause);
        return new Stop.Failed(cause);
    }

    /** What an end that is due ends the guest with. */
    Stop.Failed ended(Execution execution) {
        HostcallException said = why;
        return said == null
                ? fail(Failures.terminated(reason(), guest, Backtrace.ofStopped(execution)))
                : new Stop.Failed(said);
    }

    private TerminationReason reason() {
        for (Termination asked = this; asked != null; asked = asked.outer) {
            TerminationReason reason = asked.request;
            if (reason != null) {
                return reason;
            }
        }
        return TerminationReason.KILLED;
    }

    /** For hostcalls that are unwound: throws what the guest ends with, if that is said. */
    void throwIfSaid() {
        if (why == null && outer != null) {
            why = outer.why;
        }
        if (why != null) {
            throw why;
        }
    }
}
