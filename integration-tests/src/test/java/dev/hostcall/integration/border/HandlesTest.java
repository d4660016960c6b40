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
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handles of resources that a guest passes and is given, those that it may not pass, and where they end. */
final class HandlesTest {
    private static final int RESULT = 64;
    private static final int AREA = 512;

    private static final String MORE = """
            (func (export "trap") unreachable)
            (func (export "spin") (loop $again (br $again)))
            (func (export "many_in_memory") (param i32) (result i64)
              (call $store.many (local.get 0)))
            (func (export "reuse") (param $rounds i32) (result i32)
              (local $last i32)
              (loop $again
                (local.set $last (call $store.open (local.get $rounds)))
                (drop (call $store._method_session.number (local.get $last)))
                (call $store._resource-drop_session (local.get $last))
                (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
              (local.get $last))
            """;

    private final Store store = new Store();
    private final Region region = Region.create(2, Limits.compact());
    private Instance instance = make(region);

    private Instance make(Region in) {
        return in.newInstance(
                Forwarding.of(MORE, Store.class, Session.class, Store.Cursor.class),
                StoreHostcalls.of(store),
                Store_SessionHostcalls.of(),
                Store_CursorHostcalls.of());
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private int run(String function, Object... arguments) {
        return instance.run(function, arguments).returned().i32();
    }

    private void call(String function, Object... arguments) {
        instance.run(function, arguments);
    }

    private int word(int at) {
        return instance.memory().readInt(at);
    }

    private void words(int at, int... words) {
        for (int i = 0; i < words.length; i++) {
            instance.memory().writeInt(at + 4L * i, words[i]);
        }
    }

    private void isTerminated(String message, String function, Object... arguments) {
        isTerminated(message, TerminationReason.HOSTCALL_THREW, function, arguments);
    }

    private void isTerminated(String message, TerminationReason reason, String function, Object... arguments) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run(function, arguments))
                .withMessageContaining("store." + function)
                .withMessageContaining(message)
                .satisfies(end -> assertThat(end.reason()).isEqualTo(reason));
        instance.recover();
    }

    private static int[] closed(List<Session> sessions) {
        return sessions.stream().mapToInt(session -> session.closed).toArray();
    }

    // ---- constructor, methods, statics, drop ----

    @Test
    void aConstructorMakesWhatMethodsAreCalledOnUntilItIsDropped() {
        int first = run("[constructor]session", 7);
        int second = run("[constructor]session", 8);
        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(2);
        assertThat(run("[method]session.number", first)).isEqualTo(7);
        assertThat(run("[method]session.number", second)).isEqualTo(8);
        instance.memory().writeBytes(AREA, "no. ".getBytes(StandardCharsets.UTF_8));
        call("[method]session.label", second, AREA, 4, RESULT);
        assertThat(instance.memory().readString(word(RESULT), word(RESULT + 4))).isEqualTo("no. 8");
        int twin = run("[static]session.twin", second);
        assertThat(run("[method]session.number_of", first, twin)).isEqualTo(8);
        call("[resource-drop]session", first);
        isTerminated(
                "handle 1 is passed as a borrowed store.session, but the guest has no such handle",
                "[method]session.number",
                1);
        assertThat(run("[constructor]session", 9)).as("the number that is free").isEqualTo(first);
    }

    @Test
    void aConstructorThatThrowsEndsTheGuest() {
        isTerminated("threw java.lang.IllegalArgumentException: number is -1", "[constructor]session", -1);
        assertThat(run("[constructor]session", 1)).isEqualTo(1);
    }

    @Test
    void methodsAndStaticsMayReturnFutures() {
        int handle = instance.runAsync("[static]session.open_later", 5)
                .join()
                .returned()
                .i32();
        assertThat(instance.runAsync("[method]session.number_later", handle, 10)
                        .join()
                        .returned()
                        .i32())
                .isEqualTo(15);
    }

    @Test
    void droppingClosesOnceAndOnlyWhatCanBeClosed() {
        int session = run("open", 3);
        int cursor = run("cursor", 4);
        assertThat(run("at", cursor)).isEqualTo(4);
        assertThat(run("[method]db-cursor.position", cursor)).isEqualTo(4);
        call("[resource-drop]session", session);
        call("[resource-drop]db-cursor", cursor);
        assertThat(closed(store.given)).containsExactly(1);
        isTerminated(
                "handle 1 is dropped as a store.session, but the guest has no such handle",
                "[resource-drop]session",
                session);
        assertThat(closed(store.given)).containsExactly(1);
    }

    @Test
    void whatClosingThrowsEndsTheGuestThatDrops() {
        int handle = run("open", 3);
        store.given.get(0).failure = new IOException("disk full");
        isTerminated("java.io.IOException: disk full", "[resource-drop]session", handle);
        instance.close();
        assertThat(closed(store.given)).containsExactly(1);
    }

    @Test
    void aGuestIsNotLinkedWithoutTheHostcallsOfTheResource() {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> region.newInstance(
                        Forwarding.of(MORE, Store.class, Session.class, Store.Cursor.class),
                        StoreHostcalls.of(store),
                        Store_CursorHostcalls.of()))
                .withMessageContaining("[resource-drop]session");
    }

    // ---- borrowed, in every position ----

    @Test
    void whatIsBorrowedStaysTheGuests() {
        int a = run("open", 10);
        int b = run("open", 20);
        words(AREA, a, b, a);
        assertThat(run("look", a)).isEqualTo(10);
        assertThat(run("look_all", AREA, 3)).isEqualTo(40);
        assertThat(run("look_all", AREA, 0)).isZero();
        assertThat(run("look_maybe", 1, b)).isEqualTo(20);
        assertThat(run("look_maybe", 0, 99)).isEqualTo(-1);
        assertThat(run("look_loan", a, AREA, 3)).isEqualTo(13);
        words(AREA + 64, a, AREA, 1, b, AREA, 2);
        assertThat(run("look_loans", AREA + 64, 2)).isEqualTo(33);
        assertThat(run("look", b)).isEqualTo(20);
        assertThat(store.taken).isEmpty();
    }

    @Test
    void argumentsInMemoryHoldHandlesToo() {
        int a = run("open", 1000);
        int q = run("open", 2000);
        words(AREA, a);
        for (int i = 0; i < 15; i++) {
            instance.memory().writeLong(AREA + 8 + 8L * i, i);
        }
        words(AREA + 128, q);
        assertThat(instance.run("many_in_memory", AREA).returned().i64()).isEqualTo(3105);
    }

    // ---- owned, in every position ----

    @Test
    void whatIsGivenAwayIsTheHosts() {
        for (int i = 1; i <= 8; i++) {
            assertThat(run("open", i)).isEqualTo(i);
        }
        int cursor = run("cursor", 100);
        words(AREA, 2, 3);
        assertThat(run("end", 1)).isEqualTo(1);
        assertThat(run("end_all", AREA, 2)).isEqualTo(5);
        assertThat(run("end_maybe", 1, 4)).isEqualTo(4);
        assertThat(run("end_maybe", 0, 0)).isEqualTo(-1);
        assertThat(run("end_gift", 5, cursor, 10)).isEqualTo(115);
        assertThat(run("end_door", 1, 6)).isEqualTo(6);
        assertThat(run("end_door", 0, 0)).isEqualTo(-1);
        assertThat(run("look_and_end", 8, 7)).isEqualTo(15);
        assertThat(store.taken).extracting(session -> session.number).containsExactly(1, 2, 3, 4, 5, 6, 7);
        for (int handle = 1; handle <= 7; handle++) {
            isTerminated("but the guest has no such handle", "look", handle);
        }
        assertThat(run("look", 8)).isEqualTo(8);
        instance.close();
        assertThat(closed(store.taken)).as("the host closes what is its").containsOnly(0);
    }

    @Test
    void whatIsLentIsNotGivenAwayByTheSameCall() {
        int handle = run("open", 1);
        isTerminated(
                "handle 1 is passed as an own store.session, but it is lent to a call under way",
                "look_and_end",
                handle,
                handle);
        isTerminated(
                "handle 1 is passed as a borrowed store.session, but the same call takes it",
                "end_and_look",
                handle,
                handle);
        words(AREA, handle, handle);
        isTerminated("handle 1 is passed as an own store.session, but the same call takes it", "end_all", AREA, 2);
        assertThat(store.taken).isEmpty();
        assertThat(run("end", handle)).as("none of those calls was made").isEqualTo(1);
    }

    @Test
    void whatWasToBeGivenAwayIsTheGuestsIfAnotherArgumentIsNone() {
        int handle = run("open", 1);
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> run("end_named", handle, -4, 8));
        instance.recover();
        isTerminated("the guest has no such handle", "end_and_look", handle, 77);
        assertThat(store.taken).isEmpty();
        instance.close();
        assertThat(closed(store.given)).containsExactly(1);
    }

    // ---- given, in every position: at once, later and ready, later ----

    private enum Arrival {
        NOW,
        READY,
        PENDING
    }

    private List<?> result = List.of();

    private void given(Arrival arrival, String function, Object... arguments) {
        String name = arrival == Arrival.NOW ? function : function + "_later";
        if (arrival == Arrival.NOW) {
            result = instance.run(name, arguments).returned().values();
            return;
        }
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        store.gate = gate;
        if (arrival == Arrival.READY) {
            gate.complete(1);
        }
        try (RunAsync run = instance.runAsync(name, arguments)) {
            Poll<RunResult> first = run.poll(() -> {});
            assertThat(first instanceof Poll.Pending).isEqualTo(arrival == Arrival.PENDING);
            gate.complete(1);
            RunResult ended = first instanceof Poll.Ready<RunResult> ready ? ready.value() : run.join();
            result = ended.returned().values();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResultIsTheGuests(Arrival arrival) {
        given(arrival, "open", 5);
        int handle = (Integer) result.get(0);
        assertThat(run("look", handle)).isEqualTo(5);
        call("[resource-drop]session", handle);
        assertThat(closed(store.given)).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    void aListIsTheGuests(Arrival arrival) {
        given(arrival, "open_all", 5, 3, RESULT);
        assertThat(word(RESULT + 4)).isEqualTo(3);
        assertThat(run("look_all", word(RESULT), 3)).isEqualTo(18);
        assertThat(run("end_all", word(RESULT), 3)).isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource
    void anOptionalIsTheGuests(Arrival arrival) {
        given(arrival, "open_maybe", 5, RESULT);
        assertThat(instance.memory().readByte(RESULT)).isEqualTo((byte) 1);
        assertThat(run("look", word(RESULT + 4))).isEqualTo(5);
        given(arrival, "open_maybe", -5, RESULT);
        assertThat(instance.memory().readByte(RESULT)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRecordIsTheGuests(Arrival arrival) {
        given(arrival, "open_gift", 5, RESULT);
        assertThat(run("look", word(RESULT))).isEqualTo(5);
        assertThat(run("at", word(RESULT + 4))).isEqualTo(6);
        assertThat(run("end_gift", word(RESULT), word(RESULT + 4), word(RESULT + 8)))
                .isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource
    void aCaseIsTheGuests(Arrival arrival) {
        given(arrival, "open_door", 5, RESULT);
        assertThat(instance.memory().readByte(RESULT)).isEqualTo((byte) 1);
        assertThat(run("end_door", 1, word(RESULT + 4))).isEqualTo(5);
        given(arrival, "open_door", -5, RESULT);
        assertThat(instance.memory().readByte(RESULT)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsTheGuests(Arrival arrival) {
        given(arrival, "open_or_busy", 5, RESULT);
        assertThat(instance.memory().readByte(RESULT)).isZero();
        assertThat(run("look", word(RESULT + 4))).isEqualTo(5);
        given(arrival, "open_or_busy", -6, RESULT);
        assertThat(instance.memory().readByte(RESULT)).isEqualTo((byte) 1);
        assertThat(run("look", word(RESULT + 4))).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBorrowedStaysThereUntilTheFutureIsDone(Arrival arrival) {
        int handle = run("open", 5);
        given(arrival, "look", handle);
        assertThat(result).isEqualTo(List.of(5));
        given(arrival, "end", handle);
        assertThat(result).isEqualTo(List.of(5));
        isTerminated("the guest has no such handle", "look", handle);
    }

    @Test
    void nullIsNoResource() {
        isTerminated("a part of the result is null; it must be a value of store.session", "nothing");
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

    // ---- numbers that are no handles ----

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2", "-1, 4294967295", "-2147483648, 2147483648", "2147483647, 2147483647"})
    void aNumberThatIsNoHandleEndsTheGuest(int number, String text) {
        assertThat(run("open", 1)).isEqualTo(1);
        isTerminated(
                "handle " + text + " is passed as a borrowed store.session, but the guest has no such handle",
                "look",
                number);
        isTerminated("handle " + text + " is passed as an own store.session", "end", number);
        isTerminated("handle " + text + " is dropped as a store.session", "[resource-drop]session", number);
        words(AREA, 1, number);
        isTerminated("handle " + text + " is passed as a borrowed store.session", "look_all", AREA, 2);
        isTerminated("handle " + text + " is passed as an own store.session", "end_all", AREA, 2);
        assertThat(run("look", 1)).isEqualTo(1);
    }

    @Test
    void aHandleOfAnotherResourceEndsTheGuest() {
        int cursor = run("cursor", 1);
        isTerminated(
                "handle 1 is passed as a borrowed store.session, but it is a handle of store.db-cursor",
                "look",
                cursor);
        isTerminated("passed as an own store.session, but it is a handle of store.db-cursor", "end", cursor);
        isTerminated(
                "dropped as a store.session, but it is a handle of store.db-cursor", "[resource-drop]session", cursor);
        int session = run("open", 1);
        isTerminated("passed as a borrowed store.db-cursor, but it is a handle of store.session", "at", session);
    }

    @Test
    void anotherInstancesHandleIsNone() {
        try (Instance other = make(region)) {
            assertThat(other.run("open", 1).returned().i32()).isEqualTo(1);
            isTerminated("handle 1 is passed as a borrowed store.session, but the guest has no such handle", "look", 1);
            assertThat(run("open", 2)).isEqualTo(1);
            assertThat(run("look", 1)).isEqualTo(2);
            assertThat(other.run("look", 1).returned().i32()).isEqualTo(1);
        }
    }

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
