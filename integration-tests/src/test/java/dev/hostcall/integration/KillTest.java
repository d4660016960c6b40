package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.KillSwitch;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Pollable;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KillTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    private KillSwitch.Outcome kill() {
        return guest.instance.killSwitch().kill();
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
        kill();
        kill();
        assertKilled(() -> guest.run("plain", 1));
        guest.instance.reset();
        kill();
        assertKilled(() -> guest.join("plain", 1));
        assertThat(calls).hasValue(0);
        assertThat(guest.instance.instructionCount()).hasValue(0);
    }

    @Test
    void aSwitchTakenBeforeARunDoesNothingAfterIt() {
        KillSwitch late = guest.instance.killSwitch();
        guest.run("plain", 1);
        assertThat(late.kill()).isEqualTo(KillSwitch.Outcome.TOO_LATE);
        assertThat(guest.run("plain", 2)).isEqualTo(2);
        assertThat(guest.join("plain", 3)).isEqualTo(3);
        assertThat(late.kill()).isEqualTo(KillSwitch.Outcome.TOO_LATE);
    }

    @Test
    void aSwitchForARunThatAResetHasPreventedDoesNothing() {
        KillSwitch late = guest.instance.killSwitch();
        guest.instance.reset();
        assertThat(late.kill()).isEqualTo(KillSwitch.Outcome.TOO_LATE);
        assertThat(guest.run("plain", 1)).isEqualTo(1);
    }

    @Test
    void aKillThatAResetHasTakenBackDoesNothing() {
        assertThat(kill()).isEqualTo(KillSwitch.Outcome.WILL_END);
        guest.instance.reset();
        assertThat(guest.run("plain", 1)).isEqualTo(1);
    }

    @Test
    void aSwitchBelongsToItsRunAcrossYieldsAndWaits() {
        KillSwitch before = guest.instance.killSwitch();
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return vmctx.blockOn(future);
        };
        guest.instance.run("body", 1L).yielded();
        KillSwitch meanwhile = guest.instance.killSwitch();
        RunAsync run = guest.instance.resumeAsync();
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(meanwhile.kill()).isEqualTo(KillSwitch.Outcome.WILL_END);
        assertThat(before.kill()).isEqualTo(KillSwitch.Outcome.WILL_END);
        assertKilled(run::join);
        assertThat(before.kill()).isEqualTo(KillSwitch.Outcome.ENDED);
        assertThat(meanwhile.kill()).isEqualTo(KillSwitch.Outcome.ENDED);
    }

    @Test
    void aRunThatIsKilledJustAsItBeginsToWaitIsOverForAnExecutorToo() {
        guest.script.body = (vmctx, argument) -> vmctx.blockOn((Pollable<Long>) waker -> {
            kill();
            return Poll.pending();
        });
        RunAsync run = guest.instance.runAsync("body", 1L);
        assertKilled(() -> run.poll(() -> {}));
        assertThat(run.start(Runnable::run))
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InvalidStateException.class);
    }

    @Test
    void aSwitchOfARunThatTrappedThrewOrWasAbandonedIsTooLate() {
        KillSwitch trapped = guest.instance.killSwitch();
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.instance.run("trap", 1));
        guest.instance.recover();
        KillSwitch threw = guest.instance.killSwitch();
        guest.script.plain = argument -> {
            throw new IllegalStateException("by the test");
        };
        assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> guest.run("plain", 1));
        guest.instance.recover();
        KillSwitch abandoned = guest.instance.killSwitch();
        guest.script.tail = argument -> new CompletableFuture<>();
        RunAsync run = guest.runAsync("tail", 1);
        run.poll(() -> {});
        run.close();
        for (KillSwitch each : new KillSwitch[] {trapped, threw, abandoned}) {
            assertThat(each.kill()).isEqualTo(KillSwitch.Outcome.TOO_LATE);
        }
    }

    @Test
    void aCalleeIsKilledByASwitchOfItsOwnRunAndNotOfALaterOne() {
        guest.script.plain = argument -> {
            assertThat(kill()).isEqualTo(KillSwitch.Outcome.WILL_END);
            return 1;
        };
        assertKilled(() -> guest.run("plain", 1));
        guest.instance.recover();
        guest.script.plain = argument -> argument;
        assertThat(guest.run("plain", 6)).isEqualTo(6);
    }

    /** The promise that {@code kill} makes holds, and no other run pays for it. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "invokeRaw", "join"})
    void aTimerThatFiresAsARunEndsEndsThatRunOrNone(String how) {
        GuestFunction function = guest.instance.function("plain");
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService timer = Executors.newSingleThreadExecutor();
        int killed = 0;
        try {
            for (int round = 0; round < Rounds.of(3000); round++) {
                KillSwitch timed = guest.instance.killSwitch();
                Future<KillSwitch.Outcome> outcome = timer.submit(() -> {
                    barrier.await();
                    return timed.kill();
                });
                await(barrier);
                boolean returned = returns(how, function);
                assertThat(join(outcome) == KillSwitch.Outcome.TOO_LATE).isEqualTo(returned);
                if (!returned) {
                    killed++;
                    guest.instance.recover();
                }
                assertThat(guest.run("plain", round)).isEqualTo(round);
            }
        } finally {
            timer.shutdownNow();
        }
        assertThat(killed).isPositive();
    }

    private boolean returns(String how, GuestFunction function) {
        try {
            switch (how) {
                case "run" -> guest.run("plain", 1);
                case "join" -> guest.join("plain", 1);
                default -> function.invokeRaw(1);
            }
            return true;
        } catch (GuestTerminatedException e) {
            assertThat(e.reason()).isEqualTo(TerminationReason.KILLED);
            return false;
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSwitchOfAClosedInstanceKillsNobodyElse() {
        ScriptedGuest closed = ScriptedGuest.metered();
        KillSwitch stale = closed.instance.killSwitch();
        closed.instance.close();
        try (var next = closed.region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(closed.script))) {
            assertThat(stale.kill()).isEqualTo(KillSwitch.Outcome.TOO_LATE);
            assertThat(closed.instance.killSwitch().kill()).isEqualTo(KillSwitch.Outcome.TOO_LATE);
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
            kill();
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
        kill();
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
        kill();
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
        kill();
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
                kill();
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
        kill();
        assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
        assertKilled(guest.instance::resume);
        assertThat(finished).hasValue(1);
    }

    @Test
    void aGuestWhoseBoundExpiredIsKilledAtTheNextPoll() {
        RunAsync run = guest.instance.runAsync("spin").boundInstCount(10);
        run.poll(() -> {});
        kill();
        assertKilled(run::join);
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
    }

    @Test
    void aHostcallMayKillItsOwnGuest() {
        guest.script.plain = argument -> {
            kill();
            return 1;
        };
        assertKilled(() -> guest.run("plain_many", 10));
    }

    @Test
    void aHostcallThatReturnsAFutureToAKilledGuestHasItCancelled() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> {
            kill();
            return future;
        };
        assertKilled(() -> guest.join("tail", 1));
        assertThat(future).isCancelled();
    }

    @Test
    void aSwitchTakenOfAFaultedInstanceBelongsToItsNextRun() {
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.instance.run("trap", 1));
        assertThat(kill()).isEqualTo(KillSwitch.Outcome.WILL_END);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.FAULTED);
        guest.instance.recover();
        assertKilled(() -> guest.run("plain", 3));
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
