package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may spend: per poll and in all, in instructions, CPU time and time. */
final class RunLimitsTest {
    private static final long LINE = 7; // of the guest's work loop
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    // ---- what happens when a bound is spent ----

    @Test
    void aPollGoesOnWithANewBoundIfThePolicySaysSo() {
        long expected = guest.run("work", 1000);
        long cost = count();
        RunAsync run = guest.runAsync("work", 1000).boundInstCount(50).onBoundExpired(BoundPolicy.CONTINUE);
        assertThat(run.poll(() -> {}).isReady()).isTrue();
        assertThat(count()).isEqualTo(2 * cost);
        assertThat(guest.run("work", 1000)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 1000})
    void aSpentBoundEndsTheGuestIfThePolicySaysSo(long bound) {
        RunAsync run = guest.runAsync("work", 1000).boundInstCount(bound).onBoundExpired(BoundPolicy.TERMINATE);
        assertEnds(TerminationReason.BOUND_EXPIRED, () -> run.poll(() -> {}));
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
        assertThat(count()).isBetween(bound, bound + LINE);
    }

    @Test
    void thePolicyMayChangeBetweenPolls() {
        RunAsync run = guest.runAsync("work", 1000).boundInstCount(100);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
        run.onBoundExpired(BoundPolicy.CONTINUE);
        assertThat(run.poll(() -> {}).isReady()).isTrue();
    }

    @Test
    void theBoundOfAPollThatGoesOnMayChangeWhileItDoes() {
        guest.script.plain = argument -> argument;
        RunAsync run = guest.runAsync("plain_many", 100).boundInstCount(10).onBoundExpired(BoundPolicy.CONTINUE);
        guest.script.plain = argument -> {
            if (argument == 50) {
                run.onBoundExpired(BoundPolicy.YIELD);
            }
            return argument;
        };
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(4950);
    }

    @ParameterizedTest
    @EnumSource(BoundPolicy.class)
    void aBoundThatExpiresInACallBackActsOnTheWholeRun(BoundPolicy policy) {
        long expected = guest.run("work", 500);
        guest.script.body = (vmctx, argument) ->
                vmctx.call("work", 500L).i64() + vmctx.call("work", 500L).i64();
        RunAsync run = guest.runAsync("body", 1).boundInstCount(100).onBoundExpired(policy);
        if (policy == BoundPolicy.TERMINATE) {
            assertEnds(TerminationReason.BOUND_EXPIRED, run::join);
        } else {
            int polls = 1;
            while (!run.poll(() -> {}).isReady()) {
                polls++;
            }
            assertThat(polls).isEqualTo(policy == BoundPolicy.CONTINUE ? 1 : 7004 / 100 + 1);
            guest.script.body = (vmctx, argument) -> expected;
            assertThat(guest.run("body", 1)).isEqualTo(expected);
        }
    }

    // ---- changes inside of a hostcall ----

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 2000, 2_000_000})
    void aBoundSetInAHostcallCountsOnceItReturnsAndWhatWasExecutedIsTakenOffIt(long bound) {
        RunAsync run = guest.runAsync("body", 1).boundInstCount(Long.MAX_VALUE);
        guest.script.body = (vmctx, argument) -> {
            vmctx.call("work", 100L);
            run.boundInstCount(bound);
            return vmctx.call("work", 1_000_000L).i64();
        };
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
        long before = 3 + 7 * 100;
        assertThat(count()).isBetween(Math.max(bound, before), Math.max(bound, before) + LINE + 3);
        run.boundInstCount(Long.MAX_VALUE);
        assertThat(run.poll(() -> {}).isReady()).isTrue();
    }

    @Test
    void aBoundSetInAHostcallMayRaiseWhatIsLeft() {
        RunAsync run = guest.runAsync("body", 1).boundInstCount(50);
        guest.script.body = (vmctx, argument) -> {
            run.boundInstCount(10_000);
            return vmctx.call("work", 1000L).i64();
        };
        assertThat(run.poll(() -> {}).isReady()).isTrue();
    }

    @Test
    void aPlainHostcallMaySetABoundToo() {
        RunAsync run = guest.runAsync("plain_many", 1000).boundInstCount(Long.MAX_VALUE);
        guest.script.plain = argument -> {
            if (argument == 10) {
                run.boundInstCount(0);
            }
            return argument;
        };
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
        run.boundInstCount(Long.MAX_VALUE);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(499_500);
    }

    @Test
    void aTotalBoundSetInAHostcallCountsOnceItReturns() {
        RunAsync run = guest.runAsync("body", 1);
        guest.script.body = (vmctx, argument) -> {
            vmctx.call("work", 100L);
            run.totalBound(1000);
            return vmctx.call("work", 1_000_000L).i64();
        };
        assertEnds(TerminationReason.TOTAL_BOUND_EXPIRED, () -> run.poll(() -> {}));
        assertThat(count()).isBetween(1000L, 1000 + LINE + 3);
    }

    @Test
    void aCpuLimitSetInAHostcallCountsOnceItReturns() {
        RunAsync run = guest.runAsync("body", 1);
        guest.script.body = (vmctx, argument) -> {
            run.cpuLimit(Duration.ZERO);
            return argument;
        };
        assertEnds(TerminationReason.CPU_LIMIT_EXPIRED, () -> run.poll(() -> {}));
    }

    @Test
    void aHostcallOfALinkedInstanceMaySetTheBoundOfTheRunThatItIsAPartOf() {
        try (Region region = Region.create(2, Limits.compact());
                Instance library = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(guest.script));
                Instance caller = region.newInstance(
                        WatGuest.of("""
                                (module
                                  (import "library" "body" (func $body (param i64) (result i64)))
                                  (import "library" "work" (func $work (param i64) (result i64)))
                                  (func (export "run") (param i64) (result i64)
                                    (i64.add (call $body (i64.const 1)) (call $work (local.get 0)))))
                                """, "caller", CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT)),
                        library.exportsAs("library"))) {
            RunAsync run = caller.runAsync("run", 1_000_000L).boundInstCount(Long.MAX_VALUE);
            guest.script.body = (vmctx, argument) -> {
                run.boundInstCount(500);
                return argument;
            };
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            long executed = caller.instructionCount().orElseThrow()
                    + library.instructionCount().orElseThrow();
            assertThat(executed).isBetween(500L, 500 + LINE + 3);
            run.boundInstCount(Long.MAX_VALUE).join();
        }
    }

    // ---- what a hostcall charges ----

    @Test
    void whatAHostcallChargesIsCountedAndPaidForFromTheBound() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.consume(argument);
            return argument;
        };
        guest.run("body", 0);
        long cost = count();
        assertThat(guest.run("body", 5_000_000_000L)).isEqualTo(5_000_000_000L);
        assertThat(count()).isEqualTo(2 * cost + 5_000_000_000L);
        RunAsync run = guest.runAsync("body_many", 1000).boundInstCount(100_000);
        int polls = 1;
        while (!run.poll(() -> {}).isReady()) {
            polls++;
        }
        assertThat(polls).isEqualTo((int) (run(run) / 100_000) + 1);
    }

    private long run(RunAsync ended) {
        assertThat(ended.state()).isEqualTo(RunAsync.State.DONE);
        guest.instance.reset();
        guest.run("body_many", 1000);
        return count();
    }

    @Test
    void aTotalBoundIsSpentByWhatHostcallsCharge() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.consume(400);
            return argument;
        };
        assertEnds(
                TerminationReason.TOTAL_BOUND_EXPIRED,
                () -> guest.runAsync("body_many", 1000).totalBound(10_000).join());
        assertThat(count()).isBetween(10_000L, 10_500L);
    }

    @Test
    void aChargeIsFromNothingToAWholeLifeOfInstructionsAndNeverOverflows() {
        guest.script.body = (vmctx, argument) -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vmctx.consume(-1))
                    .withMessageContaining("-1");
            assertThatIllegalArgumentException().isThrownBy(() -> vmctx.consume(Long.MAX_VALUE));
            vmctx.consume(0);
            for (int i = 0; i < 10_000; i++) {
                vmctx.consume(1L << 53);
            }
            return argument;
        };
        assertThat(guest.run("body", 1)).isEqualTo(1);
        assertThat(count()).isPositive();
        assertThat(guest.join("body", 1)).isEqualTo(1);
        assertThat(count()).isPositive();
    }

    @Test
    void aChargeThatSpendsTheBoundSuspendsTheGuestUntilItIsPaid() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.consume(1000);
            return argument;
        };
        RunAsync run = guest.runAsync("body", 7).boundInstCount(100);
        int polls = 1;
        while (!run.poll(() -> {}).isReady()) {
            assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
            polls++;
        }
        assertThat(polls).isEqualTo(11);
        assertThat(guest.run("body", 7)).isEqualTo(7);
    }

    @Test
    void aBoundOfNothingGetsAheadOfAChargeToo() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.consume(1L << 40);
            return argument;
        };
        RunAsync run = guest.runAsync("body", 7).boundInstCount(0);
        int polls = 1;
        while (!run.poll(() -> {}).isReady()) {
            polls++;
        }
        assertThat(polls).isLessThan(5);
    }

    @Test
    void aGuestThatIsSuspendedByAChargeIsAbandonedThere() {
        List<String> left = new ArrayList<>();
        guest.script.body = (vmctx, argument) -> {
            try {
                vmctx.consume(1000);
                return argument;
            } finally {
                left.add("left");
            }
        };
        RunAsync run = guest.runAsync("body", 7).boundInstCount(100);
        run.poll(() -> {});
        run.close();
        assertThat(left).containsExactly("left");
    }

    // ---- the total ----

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7, 1000, 3_000_000})
    void aSpentTotalEndsTheGuestOneLineLaterAtMost(long total) {
        for (long bound : new long[] {0, 1, 10, 1000, Long.MAX_VALUE}) {
            guest.instance.reset();
            RunAsync run =
                    guest.runAsync("work", 1_000_000).boundInstCount(bound).totalBound(total);
            assertEnds(TerminationReason.TOTAL_BOUND_EXPIRED, run::join);
            assertThat(count()).isBetween(total, total + LINE);
            assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
        }
    }

    @Test
    void aTotalIsNotSpentByAGuestThatNeedsLess() {
        long expected = guest.run("work", 1000);
        long cost = count();
        RunAsync enough = guest.runAsync("work", 1000).boundInstCount(9).totalBound(cost);
        assertThat(ScriptedGuest.value(enough.join())).isEqualTo(expected);
    }

    @Test
    void whatAPollDidNotUseOfItsBoundIsNotTakenOffTheTotal() {
        guest.script.tail = argument -> CompletableFuture.supplyAsync(() -> argument);
        guest.instance.runAsync("tail_many", 100L).join();
        long cost = count();
        RunAsync run =
                guest.runAsync("tail_many", 100).boundInstCount(1_000_000_000).totalBound(cost);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(4950);
    }

    @Test
    void aTotalMayBeRaised() {
        RunAsync run = guest.runAsync("work", 1000).boundInstCount(100).totalBound(150);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        run.totalBound(Long.MAX_VALUE);
        run.join();
        assertThat(count()).isGreaterThan(7000);
    }

    @Test
    void limitsAreThoseOfOneRunAndAResumedRunHasItsOwn() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.call("work", 100L);
            vmctx.yieldNow();
            vmctx.call("work", 100L);
            vmctx.yieldNow();
            return vmctx.call("work", 1000L).i64();
        };
        guest.runAsync("body", 1).totalBound(800).join().yielded();
        guest.instance.resumeAsync().totalBound(800).join().yielded();
        assertEnds(
                TerminationReason.TOTAL_BOUND_EXPIRED,
                () -> guest.instance.resumeAsync().totalBound(800).join());
    }

    @Test
    void aRunResumedSynchronouslyHasNoLimits() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return vmctx.call("work", 1000L).i64();
        };
        guest.runAsync("body", 1).boundInstCount(10).totalBound(100).join().yielded();
        guest.instance.resume().returned();
    }

    // ---- CPU time ----

    @ParameterizedTest
    @ValueSource(strings = {"spin", "chatter"})
    void anEndlessLoopEndsWhenItsCpuTimeIsSpent(String function) {
        RunAsync run = guest.instance.runAsync(function).cpuLimit(Duration.ofMillis(20));
        assertEnds(TerminationReason.CPU_LIMIT_EXPIRED, run::join);
    }

    @Test
    void cpuTimeIsCountedOverAllPolls() {
        RunAsync run = guest.instance.runAsync("spin").boundInstCount(100_000).cpuLimit(Duration.ofMillis(20));
        int polls = 0;
        try {
            while (true) {
                run.poll(() -> {});
                polls++;
            }
        } catch (GuestTerminatedException e) {
            assertThat(e.reason()).isEqualTo(TerminationReason.CPU_LIMIT_EXPIRED);
        }
        assertThat(polls).isGreaterThan(1);
    }

    @Test
    void waitingCostsNoCpuTime() {
        Duration limit = Duration.ofMillis(400);
        for (String function : new String[] {"tail", "body"}) {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.tail = argument -> future;
            guest.script.body = (vmctx, argument) -> vmctx.blockOn(future);
            RunAsync run = guest.runAsync(function, 1).cpuLimit(limit);
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            spendHere(limit);
            future.complete(3L);
            assertThat(ScriptedGuest.value(run.join())).isEqualTo(3);
        }
    }

    /** Lets another guest compute on this thread for so long. */
    private static void spendHere(Duration time) {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            RunAsync spin = other.instance.runAsync("spin").cpuLimit(time);
            assertEnds(TerminationReason.CPU_LIMIT_EXPIRED, spin::join);
        }
    }

    @Test
    void aHostcallsCpuTimeCounts() {
        AtomicLong calls = new AtomicLong();
        guest.script.plain = argument -> {
            calls.incrementAndGet();
            long value = 1;
            for (int i = 0; i < 1_000_000; i++) {
                value = value * 31 + i;
            }
            return value;
        };
        RunAsync run = guest.instance.runAsync("chatter").cpuLimit(Duration.ofMillis(20));
        assertEnds(TerminationReason.CPU_LIMIT_EXPIRED, run::join);
        assertThat(calls.get()).isLessThan(10_000); // the guest's own time alone would allow for a million
    }

    // ---- deadlines ----

    @ParameterizedTest
    @ValueSource(strings = {"spin", "chatter"})
    void anEndlessLoopEndsAtItsDeadline(String function) {
        RunAsync run = guest.instance.runAsync(function).deadline(Duration.ofMillis(20));
        assertEnds(TerminationReason.DEADLINE_EXPIRED, run::join);
    }

    @Test
    void aGuestThatWaitsIsWokenForItsDeadline() {
        for (String function : new String[] {"tail", "body"}) {
            CompletableFuture<Long> never = new CompletableFuture<>();
            List<String> unwound = new ArrayList<>();
            guest.script.tail = argument -> never;
            guest.script.body = (vmctx, argument) -> {
                try {
                    return vmctx.blockOn(never);
                } finally {
                    unwound.add("body");
                }
            };
            RunAsync run = guest.runAsync(function, 1).deadline(Duration.ofMillis(500));
            assertEnds(TerminationReason.DEADLINE_EXPIRED, run::join);
            assertThat(never.isCancelled()).isEqualTo(function.equals("tail"));
            assertThat(unwound).hasSize(function.equals("body") ? 1 : 0);
            guest.instance.reset();
        }
    }

    @Test
    void aDeadlineEndsARunThatAnExecutorDrives() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            guest.script.tail = argument -> new CompletableFuture<>();
            CompletableFuture<?> done = guest.runAsync("tail", 1)
                    .deadline(Duration.ofMillis(20))
                    .start(executor)
                    .handle((result, failure) -> failure);
            assertThat(done.get(1, TimeUnit.MINUTES))
                    .isInstanceOfSatisfying(
                            GuestTerminatedException.class,
                            e -> assertThat(e.reason()).isEqualTo(TerminationReason.DEADLINE_EXPIRED));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aDeadlineOfZeroEndsTheRunBeforeItBegins() {
        guest.script.plain = argument -> {
            throw new AssertionError("the guest has run");
        };
        assertEnds(
                TerminationReason.DEADLINE_EXPIRED,
                () -> guest.runAsync("plain", 1).deadline(Duration.ZERO).join());
    }

    @Test
    void aRunThatEndsInTimeIsNotTouchedByItsDeadline() {
        Duration deadline = Duration.ofSeconds(1);
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return argument;
        };
        guest.runAsync("body", 5).deadline(deadline).join().yielded();
        awaitDeadlineOfAnother(deadline);
        assertThat(ScriptedGuest.value(guest.instance.resume())).isEqualTo(5);
    }

    /** Returns once a deadline has passed that begins now, and so has any that began earlier. */
    private static void awaitDeadlineOfAnother(Duration deadline) {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            other.script.tail = argument -> new CompletableFuture<>();
            RunAsync wait = other.runAsync("tail", 1).deadline(deadline);
            assertEnds(TerminationReason.DEADLINE_EXPIRED, wait::join);
        }
    }

    @Test
    void aDeadlineCountsFromTheFirstPollAndMustBeSetBefore() {
        Duration deadline = Duration.ofSeconds(1);
        guest.script.tail = argument -> new CompletableFuture<>();
        RunAsync run = guest.runAsync("tail", 1).deadline(deadline);
        awaitDeadlineOfAnother(deadline);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> run.deadline(Duration.ofDays(1)))
                .withMessageContaining("BLOCKED");
        run.close();
    }

    @Test
    void theLongestLimitsAreNone() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        RunAsync run = guest.runAsync("work", 10)
                .boundInstCount(Long.MAX_VALUE)
                .totalBound(Long.MAX_VALUE)
                .cpuLimit(forever)
                .deadline(forever);
        assertThat(run.poll(() -> {}).isReady()).isTrue();
    }

    // ---- together ----

    @Test
    void theLimitThatIsReachedFirstEndsTheRun() {
        assertEnds(
                TerminationReason.TOTAL_BOUND_EXPIRED,
                () -> guest.instance
                        .runAsync("spin")
                        .totalBound(1000)
                        .cpuLimit(Duration.ofDays(1))
                        .deadline(Duration.ofDays(1))
                        .boundInstCount(10)
                        .join());
        guest.instance.reset();
        assertEnds(
                TerminationReason.DEADLINE_EXPIRED,
                () -> guest.instance
                        .runAsync("spin")
                        .totalBound(Long.MAX_VALUE)
                        .cpuLimit(Duration.ofDays(1))
                        .deadline(Duration.ofMillis(5))
                        .join());
        guest.instance.reset();
        assertEnds(
                TerminationReason.TOTAL_BOUND_EXPIRED,
                () -> guest.instance
                        .runAsync("spin")
                        .boundInstCount(1000)
                        .totalBound(1000)
                        .onBoundExpired(BoundPolicy.TERMINATE)
                        .join());
    }

    @Test
    void whatCannotBeALimitIsRefused() {
        RunAsync run = guest.runAsync("work", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.boundInstCount(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.totalBound(-2))
                .withMessageContaining("-2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.cpuLimit(Duration.ofNanos(-3)))
                .withMessageContaining("PT-0.000000003S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.deadline(Duration.ofSeconds(-4)))
                .withMessageContaining("PT-4S");
        run.close();
    }

    @Test
    void aGuestThatIsNotMeteredCanBeLimitedInTimeOnly() {
        try (ScriptedGuest unmetered = ScriptedGuest.unmetered()) {
            RunAsync run = unmetered.instance.runAsync("chatter");
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> run.totalBound(1));
            run.cpuLimit(Duration.ofMillis(10));
            assertEnds(TerminationReason.CPU_LIMIT_EXPIRED, run::join);
            unmetered.instance.reset();
            assertEnds(
                    TerminationReason.DEADLINE_EXPIRED,
                    () -> unmetered
                            .instance
                            .runAsync("chatter")
                            .deadline(Duration.ofMillis(10))
                            .join());
        }
    }

    // ---- through other instances ----

    private static final String LOOP = """
            (module
              (func (export "loop") (param i64) (result i64)
                (local $sum i64)
                (loop $again
                  (local.set $sum (i64.add (local.get $sum) (local.get 0)))
                  (local.set 0 (i64.sub (local.get 0) (i64.const 1)))
                  (br_if $again (i64.gt_s (local.get 0) (i64.const 0))))
                (local.get $sum)))
            """;
    private static final String VIA = """
            (module
              (import "callee" "loop" (func $loop (param i64) (result i64)))
              (func (export "via") (param i64) (result i64)
                (i64.add (call $loop (local.get 0)) (call $loop (local.get 0)))))
            """;

    @Test
    void aCalleeInAnotherInstanceRunsOnItsCallersBound() {
        GuestModule loop = WatGuest.of(LOOP, "loop", CompilerOptions.defaults());
        GuestModule via = WatGuest.of(VIA, "via", CompilerOptions.defaults());
        try (Region region = Region.create(2, Limits.defaults());
                Instance callee = region.newInstance(loop);
                Instance caller = region.newInstance(via, callee.exportsAs("callee"))) {
            assertThat(caller.run("via", 1000L).returned().i64()).isEqualTo(2 * 500_500);
            long cost = callee.instructionCount().orElseThrow()
                    + caller.instructionCount().orElseThrow();
            RunAsync bounded = caller.runAsync("via", 1000L).boundInstCount(100).totalBound(cost);
            int polls = 1;
            while (!bounded.poll(() -> {}).isReady()) {
                polls++;
            }
            assertThat(polls).isBetween((int) (cost / 100), (int) (cost / 100) + 2);
            assertThat(callee.instructionCount().orElseThrow()
                            + caller.instructionCount().orElseThrow())
                    .isEqualTo(2 * cost);
            RunAsync limited = caller.runAsync("via", 1000L).totalBound(cost / 2);
            assertEnds(TerminationReason.TOTAL_BOUND_EXPIRED, limited::join);
            assertThat(caller.state()).isEqualTo(InstanceState.TERMINATED);
            assertThat(callee.state()).isEqualTo(InstanceState.TERMINATED);
            caller.reset();
            callee.reset();
            RunAsync timed = caller.runAsync("via", Long.MAX_VALUE).cpuLimit(Duration.ofMillis(10));
            assertEnds(TerminationReason.CPU_LIMIT_EXPIRED, timed::join);
            callee.reset();
            assertThat(callee.run("loop", 3L).returned().i64()).isEqualTo(6);
        }
    }

    @Test
    void whatACalleeHasLeftOverOfARunOfItsOwnIsNotAddedToItsCallersBound() {
        GuestModule loop = WatGuest.of(LOOP, "loop", CompilerOptions.defaults());
        GuestModule via = WatGuest.of(VIA, "via", CompilerOptions.defaults());
        try (Region region = Region.create(2, Limits.defaults());
                Instance callee = region.newInstance(loop);
                Instance caller = region.newInstance(via, callee.exportsAs("callee"))) {
            for (int round = 0; round < 3; round++) {
                callee.run("loop", 1L);
                assertThat(caller.run("via", 10L).returned().i64()).isEqualTo(110);
            }
            callee.run("loop", 1L);
            long before = callee.instructionCount().orElseThrow();
            RunAsync limited = caller.runAsync("via", 100_000L).totalBound(1000);
            assertEnds(TerminationReason.TOTAL_BOUND_EXPIRED, limited::join);
            assertThat(callee.instructionCount().orElseThrow() - before).isLessThan(1100);
        }
    }

    // ---- races ----

    @Test
    void aBoundSpentAndAFutureDoneAtOnceLoseNeither() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < Rounds.of(2000); round++) {
                CompletableFuture<Long> future = new CompletableFuture<>();
                CountDownLatch asked = new CountDownLatch(1);
                guest.script.tail = argument -> {
                    asked.countDown();
                    return future;
                };
                RunAsync run = guest.runAsync("tail_many", 1).boundInstCount(round % 9);
                executor.execute(() -> {
                    try {
                        asked.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    future.complete(7L);
                });
                assertThat(ScriptedGuest.value(run.join())).isEqualTo(7);
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aDeadlineThatRacesWithTheEndHasOneOutcome() {
        for (int round = 0; round < Rounds.of(500); round++) {
            RunAsync run = guest.runAsync("work", 20_000).deadline(Duration.ofNanos(1 + round * 400L));
            boolean returned;
            try {
                run.join();
                returned = true;
            } catch (GuestTerminatedException e) {
                assertThat(e.reason()).isEqualTo(TerminationReason.DEADLINE_EXPIRED);
                returned = false;
            }
            assertThat(guest.instance.state()).isEqualTo(returned ? InstanceState.READY : InstanceState.TERMINATED);
            if (!returned) {
                guest.instance.recover();
            }
        }
    }

    private long count() {
        return guest.instance.instructionCount().orElseThrow();
    }

    private static void assertEnds(TerminationReason reason, ThrowingCallable run) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
