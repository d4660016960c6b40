package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Store.Busy;
import dev.hostcall.integration.border.Store.Cursor;
import dev.hostcall.integration.border.Store.Gift;
import dev.hostcall.integration.border.Store.Loan;
import dev.hostcall.integration.border.Store.Open;
import dev.hostcall.integration.border.Store.Session;
import dev.hostcall.integration.border.Store.Shut;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TerminationReason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Resources of the host that a guest is lent, is given, and gives back. */
final class ClerkTest {
    private final Store store = new Store();
    private final Region region = Region.create(1, Limits.compact().withHandles(3));
    private final Instance instance = region.newInstance(
            WatGuest.load(
                    ClerkTest.class,
                    "clerk-guest.wat",
                    CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT)),
            StoreHostcalls.of(store),
            Store_SessionHostcalls.of());
    private final Clerk clerk = ClerkGuest.of(instance, Runnable::run);
    private final Session session = new Session(7);

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private void hasNoHandles() {
        for (int handle = 1; handle <= 3; handle++) {
            int number = handle;
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> clerk.number(number))
                    .withMessageContaining("the guest has no such handle");
            instance.recover();
        }
    }

    // ---- lent ----

    @Test
    void whatIsLentIsUsedAndDroppedAndStaysTheCallers() {
        assertThat(clerk.look(session)).isEqualTo(7);
        assertThat(clerk.lookTwice(session, session)).isEqualTo(14);
        assertThat(clerk.lookAll(List.of(session, new Session(1), session))).isEqualTo(15);
        assertThat(clerk.lookLoan(new Loan(session, "four"))).isEqualTo(11);
        hasNoHandles();
        instance.close();
        assertThat(session.closed).isZero();
    }

    @Test
    void whatIsLentMayBeLentOnWhileTheGuestWaits() {
        store.gate = new CompletableFuture<>();
        CompletableFuture<Integer> later = clerk.lookLater(session);
        assertThat(later).isNotDone();
        store.gate.complete(null);
        assertThat(later).isCompletedWithValue(7);
        hasNoHandles();
    }

    @Test
    void aGuestThatKeepsWhatItHasBorrowedIsEnded() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> clerk.forget(session))
                .withMessageContaining("export forget returned no value of its type")
                .withMessageContaining("it has not dropped what it has borrowed: handle 1 of store.session")
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.NO_VALUE));
        instance.recover();
        hasNoHandles();
        assertThat(session.closed).isZero();
    }

    @Test
    void whatIsLentIsNotGivenAway() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> clerk.endLent(session))
                .withMessageContaining(
                        "handle 1 is passed as an own store.session, but the guest has only borrowed it");
        assertThat(store.taken).isEmpty();
        instance.recover();
        hasNoHandles();
    }

    @Test
    void aCallThatEndsBadlyLeavesNothingLent() {
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> clerk.trap(session));
        instance.recover();
        hasNoHandles();
        store.gate = new CompletableFuture<>();
        clerk.lookLater(session).cancel(true);
        assertThat(instance.state()).isEqualTo(InstanceState.TERMINATED);
        instance.recover();
        hasNoHandles();
        assertThat(session.closed).isZero();
    }

    // ---- given, and given back ----

    @Test
    void whatIsGivenIsTheGuestsUntilItGivesItBack() {
        clerk.keep(session);
        assertThat(clerk.number(1)).isEqualTo(7);
        assertThat(clerk.giveBack()).isSameAs(session);
        hasNoHandles();
        instance.close();
        assertThat(session.closed).isZero();
    }

    @Test
    void whatTheGuestKeepsIsClosedWithItsInstance() {
        clerk.keep(session);
        instance.close();
        assertThat(session.closed).isEqualTo(1);
    }

    @Test
    void everyFormAndPositionGoesThereAndBack() throws Busy {
        Cursor cursor = new Cursor(9);
        assertThat(clerk.through(session)).isSameAs(session);
        assertThat(clerk.throughLater(session)).isCompletedWithValue(session);
        assertThat(clerk.throughRun(session).join()).isSameAs(session);
        assertThat(clerk.gift(new Gift(session, cursor, 5))).isEqualTo(new Gift(session, cursor, 5));
        assertThat(clerk.door(new Open(session))).isEqualTo(new Open(session));
        assertThat(clerk.door(new Shut())).isEqualTo(new Shut());
        assertThat(clerk.optional(Optional.of(session))).containsSame(session);
        assertThat(clerk.optional(Optional.empty())).isEmpty();
        assertThat(clerk.all(List.of(session, new Session(1))))
                .startsWith(session)
                .hasSize(2);
        assertThat(clerk.orBusy(session, false)).isSameAs(session);
        assertThatExceptionOfType(Busy.class)
                .isThrownBy(() -> clerk.orBusy(session, true))
                .satisfies(busy -> assertThat(busy.error()).isSameAs(session));
        hasNoHandles();
        assertThat(session.closed).isZero();
    }

    @Test
    void aNumberThatIsNoHandleIsNoResult() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(clerk::giveBack)
                .withMessageContaining("export give_back returned no value of its type")
                .withMessageContaining("handle 0 is passed as an own store.session, but the guest has no such handle")
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.NO_VALUE));
    }

    // ---- what the caller does wrong ----

    @Test
    void aCallThatIsNotMadeTakesNothingFromItsCaller() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> clerk.keepNamed(session, "\ud800"))
                .withMessageContaining("half of a surrogate pair");
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
        List<Session> four = List.of(session, session, session, session);
        assertThatExceptionOfType(LimitsExceededException.class)
                .isThrownBy(() -> clerk.all(four))
                .withMessageContaining("it has 3, as many as the region allows");
        assertThatExceptionOfType(LimitsExceededException.class).isThrownBy(() -> clerk.lookAll(four));
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
        assertThat(clerk.lookAll(four.subList(0, 3))).isEqualTo(21);
        hasNoHandles();
        instance.close();
        assertThat(session.closed).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void nullIsNoResource() {
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> clerk.look(null));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> clerk.lookTwice(session, null));
        assertThat(clerk.look(session)).isEqualTo(7);
    }
}
