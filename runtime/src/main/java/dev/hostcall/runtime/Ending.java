package dev.hostcall.runtime;

import org.jspecify.annotations.Nullable;

/** Whether and why one run is to end. Asked for from any thread; found and said by the thread that runs the guest. */
final class Ending {
    private final String guest;
    private final @Nullable Ending outer; // of the run that this one is a part of
    volatile @Nullable TerminationReason request; // written by itself where the Java stack is exhausted
    private @Nullable HostcallException why;

    Ending(String guest, @Nullable Ending outer) {
        this.guest = guest;
        this.outer = outer;
    }

    /** Asks for the end at the next occasion. The first reason stands. */
    void request(TerminationReason reason) {
        if (request == null) {
            request = reason;
        }
    }

    boolean isRequested() {
        return request != null;
    }

    /** Whether the guest is not to be entered any more. */
    boolean isDue() {
        return request != null || why != null || (outer != null && outer.isDue());
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
            why = said;
        }
        return said;
    }

    /** What the guest ends with, whatever was said before. */
    Stop.Failed fail(HostcallException cause) {
        why = cause;
        return new Stop.Failed(cause);
    }

    /** What an end that is due ends the guest with. */
    Stop.Failed ended() {
        HostcallException said = why;
        return said == null ? fail(new GuestTerminatedException(reason(), guest)) : new Stop.Failed(said);
    }

    private TerminationReason reason() {
        for (Ending asked = this; asked != null; asked = asked.outer) {
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
