package dev.hostcall.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.TerminationReason;
import org.junit.jupiter.api.Test;

final class TerminationTest {
    private final Termination outer = new Termination("outer", null);
    private final Termination inner = new Termination("inner", outer);

    private static GuestTerminatedException failure(TerminationReason reason) {
        return Failures.terminated(reason, "guest", new Backtrace());
    }

    @Test
    void theFirstReasonStands() {
        outer.request(TerminationReason.KILLED);
        outer.request(TerminationReason.DEADLINE_EXPIRED);
        assertThat(outer.request).isEqualTo(TerminationReason.KILLED);
        assertThat(outer.isRequested()).isTrue();
    }

    @Test
    void whatEndsARunEndsItsParts() {
        assertThat(inner.isDue()).isFalse();
        outer.request(TerminationReason.KILLED);
        assertThat(inner.isDue()).isTrue();
        assertThat(inner.isRequested()).isFalse();
    }

    @Test
    void hostcallsOfAPartAreThrownWhatTheWholeEndsWith() {
        HostcallException why = failure(TerminationReason.KILLED);
        assertThat(outer.say(why)).isSameAs(why);
        assertThat(outer.say(failure(TerminationReason.ABANDONED))).isSameAs(why);
        assertThatThrownBy(inner::throwIfSaid).isSameAs(why);
        assertThat(inner.isSaid()).isTrue();
    }

    @Test
    void aFailedNestedCallMayBeCaughtUnlessTheEndWasAskedFor() {
        GuestTerminatedException failed = failure(TerminationReason.HOSTCALL_THREW);
        inner.fail(failed);
        assertThat(inner.mayGoOnAfter(failed)).isTrue();
        assertThat(inner.isDue()).isFalse();
        assertThat(inner.isOfNestedCall(failed)).isTrue();
        inner.throwIfSaid();
        outer.request(TerminationReason.ABANDONED);
        inner.fail(failed);
        assertThat(inner.mayGoOnAfter(failed)).isFalse();
        assertThatThrownBy(inner::throwIfSaid).isSameAs(failed);
    }

    @Test
    void whatWasAskedOfARunThatReturnedIsForgottenByTheNext() {
        outer.request(TerminationReason.KILLED);
        outer.renew();
        assertThat(outer.isDue()).isFalse();
    }
}
