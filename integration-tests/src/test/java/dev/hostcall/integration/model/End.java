package dev.hostcall.integration.model;

import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;

/** What something fails with in the model; its message is how an {@link Outcome} describes it. */
final class End extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean trap;

    private End(String text, boolean trap) {
        super(text, null, false, false);
        this.trap = trap;
    }

    static End of(String text) {
        return new End(text, false);
    }

    static End refused() {
        return of("refused");
    }

    static End trap(TrapCode code) {
        return new End("trap " + code.name(), true);
    }

    static End ended(TerminationReason reason) {
        return of("ended " + reason.name());
    }

    static End threw(End cause) {
        return of("ended HOSTCALL_THREW by (" + cause.text() + ")");
    }

    String text() {
        return String.valueOf(getMessage());
    }

    boolean isTrap() {
        return trap;
    }
}
