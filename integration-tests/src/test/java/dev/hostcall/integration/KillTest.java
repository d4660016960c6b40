package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.KillSwitch;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KillTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();
    private final KillSwitch killSwitch = guest.instance.killSwitch();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    private void assertKilled(ThrowingCallable run) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED));
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aKillBeforeTheRunEndsItBeforeItBegins() {
        AtomicInteger calls = new AtomicInteger();
        guest.script.plain = argument -> calls.incrementAndGet();
        killSwitch.kill();
        killSwitch.kill();
        assertKilled(() -> guest.run("plain", 1));
        guest.instance.reset();
        killSwitch.kill();
        assertKilled(() -> guest.join("plain", 1));
        assertThat(calls).hasValue(0);
        assertThat(guest.instance.instructionCount()).hasValue(0);
    }

    @Test
    void aKillAfterTheEndDoesNoHarm() {
        guest.run("plain", 1);
        killSwitch.kill();
        guest.instance.reset();
        assertThat(guest.run("plain", 1)).isEqualTo(1);
    }

    @Test
    void aSwitchOfAClosedInstanceKillsNobodyElse() {
        ScriptedGuest closed = ScriptedGuest.metered();
        KillSwitch stale = closed.instance.killSwitch();
        closed.instance.close();
        try (var next = closed.region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(closed.script))) {
            assertThatCode(stale::kill).doesNotThrowAnyException();
            assertThat(ScriptedGuest.value(next.run("plain", 1L))).isEqualTo(1);
        }
        closed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spin", "chatter"})
    void anEndlessLoopIsKilled(String function) throws Exception {
        for (int round = 0; round < Rounds.of(20); round++) {
            boolean async = round % 2 == 0;
            CompletableFuture<RunResult> run = CompletableFuture.supplyAsync(
                    () -> async ? guest.instance.runAsync(function).join() : guest.instance.run(function));
            while (guest.instance.state() != InstanceState.RUNNING && !run.isDone()) {
                Thread.onSpinWait();
            }
            killSwitch.kill();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseInstanceOf(GuestTerminatedException.class);
            guest.instance.reset();
        }
    }

    @Test
    void anEndlessLoopInANestedCallIsKilled() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            try {
                if (argument == 0) {
                    inside.countDown();
                    vmctx.call("spin");
                } else {
                    vmctx.call("body", argument - 1);
                }
                return 1;
            } finally {
                finished.incrementAndGet();
            }
        };
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> assertKilled(() -> guest.join("body", 10)));
        while (inside.getCount() > 0 && !run.isDone()) {
            Thread.onSpinWait();
        }
        killSwitch.kill();
        run.get();
        assertThat(finished).hasValue(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "body"})
    void aBlockedGuestIsWokenAndEndedAtOnce(String function) throws Exception { // B11
        CompletableFuture<Long> never = new CompletableFuture<>();
        AtomicInteger finished = new AtomicInteger();
        CountDownLatch blocked = new CountDownLatch(1);
        guest.script.tail = argument -> {
            blocked.countDown();
            return never.thenApply(x -> x);
        };
        guest.script.body = (vmctx, argument) -> {
            blocked.countDown();
            try {
                return vmctx.blockOn(never);
            } finally {
                finished.incrementAndGet();
            }
        };
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> assertKilled(() -> guest.join(function, 1)));
        while (blocked.getCount() > 0 && !run.isDone()) {
            Thread.onSpinWait();
        }
        killSwitch.kill();
        run.get();
        assertThat(finished).hasValue(function.equals("body") ? 1 : 0);
        assertThat(never).isNotDone();
    }

    @Test
    void aBlockedGuestThatIsKilledCancelsTheFutureItsHostcallReturned() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        AtomicInteger wakes = new AtomicInteger();
        RunAsync run = guest.runAsync("tail", 1);
        run.poll(wakes::incrementAndGet);
        killSwitch.kill();
        assertThat(wakes).hasValue(1);
        assertKilled(run::join);
        assertThat(future).isCancelled();
    }

    @Test
    void aKillThatMeetsABlockingPollIsNeverLost() throws Exception {
        for (int round = 0; round < Rounds.of(3000); round++) {
            CompletableFuture<Long> never = new CompletableFuture<>();
            guest.script.tail = argument -> never;
            guest.script.body = (vmctx, argument) -> vmctx.blockOn(never);
            CyclicBarrier barrier = new CyclicBarrier(2);
            CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> {
                try {
                    barrier.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                killSwitch.kill();
            });
            RunAsync run = guest.runAsync(round % 2 == 0 ? "tail" : "body", 1);
            barrier.await();
            assertKilled(run::join);
            killer.get();
            guest.instance.reset();
        }
    }

    @Test
    void aYieldedGuestThatIsKilledEndsWhenItIsResumed() {
        AtomicInteger finished = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            try {
                vmctx.yieldNow();
                return 1;
            } finally {
                finished.incrementAndGet();
            }
        };
        guest.instance.run("body", 1L).yielded();
        killSwitch.kill();
        assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
        assertKilled(guest.instance::resume);
        assertThat(finished).hasValue(1);
    }

    @Test
    void aGuestWhoseBoundExpiredIsKilledAtTheNextPoll() {
        RunAsync run = guest.instance.runAsync("spin").boundInstCount(10);
        run.poll(() -> {});
        killSwitch.kill();
        assertKilled(run::join);
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
    }

    @Test
    void aHostcallMayKillItsOwnGuest() {
        guest.script.plain = argument -> {
            killSwitch.kill();
            return 1;
        };
        assertKilled(() -> guest.run("plain_many", 10));
    }

    @Test
    void aHostcallThatReturnsAFutureToAKilledGuestHasItCancelled() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> {
            killSwitch.kill();
            return future;
        };
        assertKilled(() -> guest.join("tail", 1));
        assertThat(future).isCancelled();
    }

    @Test
    void aFaultedOrClosedInstanceMayBeKilled() {
        assertThatExceptionOfType(dev.hostcall.runtime.GuestTrapException.class)
                .isThrownBy(() -> guest.instance.run("trap", 1));
        killSwitch.kill();
        assertThat(guest.instance.state()).isEqualTo(InstanceState.FAULTED);
        guest.instance.recover();
        assertThat(guest.run("plain", 3)).isEqualTo(3);
    }

    @Test
    void anUnmeteredGuestIsKilledWhereItCallsTheHost() throws Exception {
        try (ScriptedGuest unmetered = ScriptedGuest.unmetered()) {
            CountDownLatch inside = new CountDownLatch(1);
            unmetered.script.plain = argument -> {
                inside.countDown();
                return argument;
            };
            CompletableFuture<RunResult> run = CompletableFuture.supplyAsync(() -> unmetered.instance.run("chatter"));
            while (inside.getCount() > 0 && !run.isDone()) {
                Thread.onSpinWait();
            }
            unmetered.instance.killSwitch().kill();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseInstanceOf(GuestTerminatedException.class);
        }
    }
}
