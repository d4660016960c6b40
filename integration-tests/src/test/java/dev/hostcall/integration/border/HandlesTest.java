package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.integration.border.Store.Session;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles of resources that a guest passes and is given, and those that it may not pass. */
final class HandlesTest extends StoreGuest {
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
}
