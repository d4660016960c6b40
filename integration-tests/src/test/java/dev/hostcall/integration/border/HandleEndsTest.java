package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hostcall.integration.border.Store.Session;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call under way has of handles, where they end, what becomes of those that no guest gets, and how many there may be. */
final class HandleEndsTest extends StoreGuest {
    // ---- while the guest runs inside of a call ----

    @ParameterizedTest
    @ValueSource(strings = {"end", "[resource-drop]session"})
    void whatIsLentToACallUnderWayIsNeitherGivenAwayNorDropped(String function) {
        int handle = run("open", 1);
        store.meanwhile = function;
        assertThatExceptionOfType(HostcallException.class)
                .isThrownBy(() -> run("meanwhile", handle, handle))
                .withMessageContaining("store." + function)
                .withMessageContaining("but it is lent to a call under way");
        instance.recover();
        assertThat(closed(store.given)).containsExactly(0);
        assertThat(run("end", handle)).as("the call is over").isEqualTo(1);
    }

    @Test
    void othersMayBeGivenAwayMeanwhileAndWhatIsLentMayBeLentAgain() {
        int lent = run("open", 1);
        int other = run("open", 2);
        store.meanwhile = "end";
        assertThat(run("meanwhile", lent, other)).isEqualTo(1);
        store.meanwhile = "look";
        assertThat(run("meanwhile", lent, lent)).isEqualTo(1);
        assertThat(run("end", lent)).isEqualTo(1);
    }

    @Test
    void abandoningACallThatWaitsGivesBackWhatItHadBorrowed() {
        int handle = run("open", 1);
        store.gate = new CompletableFuture<>();
        try (RunAsync run = instance.runAsync("waiting", handle)) {
            assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
        }
        assertThat(instance.state()).isEqualTo(InstanceState.TERMINATED);
        instance.recover();
        assertThat(closed(store.given)).containsExactly(0);
        assertThat(run("end", handle)).isEqualTo(1);
    }

    // ---- results that the guest does not get ----

    @Test
    void whatAResultHoldsIsClosedIfTheGuestCannotBeGivenAllOfIt() {
        try (Region small = Region.create(1, Limits.compact().withHandles(2));
                Instance few = make(small)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> few.run("open_all", 1, 4, RESULT))
                    .withCauseInstanceOf(LimitsExceededException.class);
            assertThat(closed(store.given)).as("the first two are the guest's").containsExactly(0, 0, 1, 1);
            few.reset();
            assertThat(closed(store.given)).containsExactly(1, 1, 1, 1);
            few.run("open_all", 1, 2, RESULT);
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> few.run("open_gift", 1, RESULT));
            assertThat(closed(store.given)).containsExactly(1);
            few.recover();
            store.gate = CompletableFuture.completedFuture(1);
            for (String function :
                    List.of("open_gift_later", "open_door_later", "open_maybe_later", "open_or_busy_later")) {
                assertThatExceptionOfType(GuestTerminatedException.class)
                        .isThrownBy(() -> few.runAsync(function, 1, RESULT).join());
                assertThat(closed(store.given)).as(function).containsExactly(1);
                few.recover();
            }
            for (String function : List.of("open_or_busy", "open_or_busy_later")) {
                assertThatExceptionOfType(GuestTerminatedException.class)
                        .isThrownBy(() -> few.runAsync(function, -1, RESULT).join());
                assertThat(closed(store.given)).as("the error of %s", function).containsExactly(1);
                few.recover();
            }
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(
                            () -> few.runAsync("open_all_later", 1, 3, RESULT).join());
            assertThat(closed(store.given)).containsExactly(1, 1, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"open_later, 1", "open_gift_later, 2", "open_maybe_later, 2", "open_door_later, 2", "open_all_later, 3"
    })
    void whatAFutureHoldsIsClosedIfItsGuestHasEndedMeanwhile(String function, int arguments) {
        Object[] passed = List.of(1, arguments == 3 ? 2 : RESULT, RESULT)
                .subList(0, arguments)
                .toArray();
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        store.gate = gate;
        try (RunAsync run = instance.runAsync(function, passed)) {
            assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
            gate.complete(1);
        }
        assertThat(closed(store.given)).containsOnly(1);
        store.gate = CompletableFuture.completedFuture(1);
        instance.recover();
        isTerminated("block-on needs async", TerminationReason.BLOCK_ON_NEEDS_ASYNC, function, passed);
        assertThat(closed(store.given)).containsOnly(1);
    }

    @Test
    void whatAFutureHasFailedWithIsClosedIfItsGuestHasEndedMeanwhile() {
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        store.gate = gate;
        try (RunAsync run = instance.runAsync("open_or_busy_later", -1, RESULT)) {
            assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
            gate.complete(1);
        }
        assertThat(closed(store.given)).containsExactly(1);
        instance.recover();
        isTerminated("block-on needs async", TerminationReason.BLOCK_ON_NEEDS_ASYNC, "open_or_busy_later", -1, RESULT);
        assertThat(closed(store.given)).containsExactly(1);
    }

    @Test
    void whatClosingThrowsThenIsToldWithTheFailure() {
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        store.gate = gate;
        RunAsync run = instance.runAsync("open_later", 1);
        assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
        store.given.get(0).failure = new IOException("disk full");
        gate.complete(1);
        instance.killSwitch().kill();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(run::join)
                .satisfies(end -> assertThat(end.getSuppressed()).containsExactly(store.given.get(0).failure));
        assertThat(closed(store.given)).containsExactly(1);
    }

    // ---- the end ----

    private enum End {
        RETURN,
        TRAP,
        KILL,
        ABANDON,
        EXCEPTION
    }

    private void end(End how) {
        switch (how) {
            case RETURN -> run("look", 1);
            case TRAP -> assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> call("trap"));
            case KILL -> {
                RunAsync run = instance.runAsync("spin").boundInstCount(100);
                run.poll(() -> {});
                instance.killSwitch().kill();
                assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(run::join);
            }
            case ABANDON -> {
                store.gate = new CompletableFuture<>();
                RunAsync run = instance.runAsync("look_later", 1);
                assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
                instance.close();
                assertThat(instance.state()).isEqualTo(InstanceState.CLOSED);
            }
            case EXCEPTION ->
                assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> call("nothing"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverEndsAGuestItsInstanceClosesWhatIsLeftOnce(End how) {
        call("open_all", 1, 5, RESULT);
        List<Session> all = store.given;
        call("[resource-drop]session", 2);
        assertThat(run("end", 4)).isEqualTo(4);
        end(how);
        instance.close();
        instance.close();
        assertThat(closed(all)).containsExactly(1, 1, 1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"look_later", "waiting"})
    void whatACallUnderWayHasBorrowedIsClosedWhenThatHasEnded(String function) {
        int handle = run("open", 1);
        store.gate = new CompletableFuture<>();
        RunAsync run = instance.runAsync(function, handle);
        assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
        instance.close();
        assertThat(store.closedAsCallEnded).isZero();
        assertThat(closed(store.given)).containsExactly(1);
    }

    @Test
    void aResetClosesWhatIsLeftAndBeginsWithNone() {
        call("open_all", 1, 3, RESULT);
        instance.reset();
        assertThat(closed(store.given)).containsExactly(1, 1, 1);
        isTerminated("the guest has no such handle", "look", 1);
        assertThat(run("open", 1)).isEqualTo(1);
    }

    @Test
    void whatClosingThrowsIsReportedAndAllIsClosed() {
        call("open_all", 1, 4, RESULT);
        store.given.get(1).failure = new IOException("disk full");
        store.given.get(3).failure = new IOException("gone");
        assertThatIllegalStateException()
                .isThrownBy(instance::close)
                .withMessage("handle 2 of guest forwarding, of store.session, could not be closed: java.io.IOException:"
                        + " disk full")
                .withCauseInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(next -> assertThat(next)
                                .hasMessageContaining("handle 4")
                                .hasMessageContaining("gone")));
        assertThat(closed(store.given)).containsExactly(1, 1, 1, 1);
        assertThat(instance.state()).isEqualTo(InstanceState.CLOSED);
        instance.close();
        instance = make(region);
        store.given = List.of();
        call("open_all", 1, 1, RESULT);
        store.given.get(0).failure = new IOException("disk full");
        assertThatIllegalStateException().isThrownBy(instance::reset);
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
        assertThat(run("open", 2)).isEqualTo(1);
    }

    // ---- how many ----

    @Test
    void numbersAreUsedAgain() {
        assertThat(run("reuse", 100_000)).isEqualTo(1);
        assertThat(closed(store.given)).containsExactly(1);
    }

    @Test
    void theNumberThatWasGivenBackLastIsTheNext() {
        call("open_all", 1, 3, RESULT);
        call("[resource-drop]session", 1);
        call("[resource-drop]session", 3);
        assertThat(run("open", 9)).isEqualTo(3);
        assertThat(run("open", 9)).isEqualTo(1);
        assertThat(run("open", 9)).isEqualTo(4);
    }

    @Test
    void aGuestMayHaveSoManyAndIsEndedByOneMore() {
        try (Region small = Region.create(1, Limits.compact().withHandles(3));
                Instance few = make(small)) {
            few.run("open_all", 1, 3, RESULT);
            List<Session> three = store.given;
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> few.run("open", 4))
                    .withMessageContaining(
                            "guest forwarding was to be given a handle of store.session; it has 3, as many"
                                    + " as the region allows (see Limits.handles)")
                    .withCauseInstanceOf(LimitsExceededException.class);
            assertThat(closed(store.given)).as("nobody else has it").containsExactly(1);
            assertThat(closed(three)).containsExactly(0, 0, 0);
            few.recover();
            few.run("[resource-drop]session", 2);
            assertThat(few.run("open", 5).returned().i32()).isEqualTo(2);
        }
    }

    @Test
    void aGuestThatMayHaveNoneIsGivenNone() {
        try (Region none = Region.create(1, Limits.compact().withHandles(0));
                Instance poor = make(none)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> poor.run("open", 4))
                    .withMessageContaining("it has 0");
            assertThat(closed(store.given)).containsExactly(1);
        }
    }
}
