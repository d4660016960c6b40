package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Pollable;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.Waker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostcalls that ask the embedder. */
final class YieldTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    private RunResult first(boolean async) {
        return async ? guest.runAsync("body", 1).join() : guest.instance.run("body", 1L);
    }

    private RunResult resume(boolean async, Object... value) {
        if (value.length == 0) {
            return async ? guest.instance.resumeAsync().join() : guest.instance.resume();
        }
        return async ? guest.instance.resumeAsync(value[0]).join() : guest.instance.resume(value[0]);
    }

    @Test
    void allFourKindsOfYieldsWorkFromAllKindsOfRunsToAllKindsOfResumptions() {
        for (int kinds = 0; kinds < 4; kinds++) {
            boolean from = (kinds & 1) != 0;
            boolean to = (kinds & 2) != 0;
            guest.script.body = (vmctx, argument) -> {
                vmctx.yieldNow();
                return 1;
            };
            assertThat(first(from)).isEqualTo(new RunResult.Yielded(Optional.empty(), Optional.empty()));
            assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
            assertThat(ScriptedGuest.value(resume(to))).isEqualTo(1);

            guest.script.body = (vmctx, argument) -> {
                vmctx.yieldValue("value");
                return 2;
            };
            assertThat(first(from).yielded().value(String.class)).hasValue("value");
            assertThat(ScriptedGuest.value(resume(to))).isEqualTo(2);

            guest.script.body = (vmctx, argument) -> vmctx.yieldExpecting(Long.class);
            assertThat(first(from).yielded().expected()).hasValue(Long.class);
            assertThat(ScriptedGuest.value(resume(to, 3L))).isEqualTo(3);

            guest.script.body = (vmctx, argument) ->
                    vmctx.yieldValueExpecting(argument, CharSequence.class).length();
            assertThat(first(from).yielded().value(Long.class)).hasValue(1L);
            assertThat(ScriptedGuest.value(resume(to, "four"))).isEqualTo(4);
        }
    }

    @Test
    void aResumptionWithAValueOfAnotherTypeIsRefusedAndNothingIsLost() { // B13
        guest.script.body = (vmctx, argument) -> vmctx.yieldExpecting(Long.class);
        for (boolean async : new boolean[] {false, true}) {
            first(async);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> resume(async, "text"))
                    .withMessageContaining("java.lang.String")
                    .withMessageContaining("java.lang.Long");
            assertThatIllegalArgumentException().isThrownBy(() -> resume(async)).withMessageContaining("no value");
            assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
            assertThat(ScriptedGuest.value(resume(async, 8L))).isEqualTo(8);
        }
    }

    @Test
    void aValueThatNobodyExpectsIsRefused() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return argument;
        };
        first(false);
        assertThatIllegalArgumentException().isThrownBy(() -> resume(false, "text"));
        assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
        assertThat(ScriptedGuest.value(resume(false))).isEqualTo(1);
    }

    @Test
    void aValueExpectedAsAPrimitiveTypeCanBeGiven() {
        guest.script.body = (vmctx, argument) -> vmctx.yieldExpecting(long.class);
        first(false);
        assertThat(ScriptedGuest.value(resume(false, 8L))).isEqualTo(8);
    }

    @Test
    void manyYieldsInARowEachReachTheEmbedder() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldValue(argument);
            return argument;
        };
        RunResult result = guest.instance.run("body_many", 1000L);
        for (long i = 0; i < 1000; i++) {
            assertThat(result.yielded().value(Long.class)).hasValue(i);
            result = resume(i % 3 == 0);
        }
        assertThat(ScriptedGuest.value(result)).isEqualTo(1000 * 999 / 2);
    }

    @Test
    void aYieldedGuestMayBeResumedOnAnotherThread() throws Exception {
        guest.script.body = (vmctx, argument) -> {
            Thread before = Thread.currentThread();
            vmctx.yieldNow();
            return Thread.currentThread() == before ? 1 : 0;
        };
        for (int i = 0; i < 100; i++) {
            first(i % 2 == 0);
            assertThat(CompletableFuture.supplyAsync(() -> ScriptedGuest.value(resume(true)))
                            .get())
                    .isEqualTo(1);
        }
    }

    @Test
    void aYieldedGuestThatIsResetUnwindsItsHostcall() {
        AtomicInteger finished = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            try {
                vmctx.yieldNow();
                return 1;
            } finally {
                finished.incrementAndGet();
            }
        };
        first(false);
        guest.instance.reset();
        assertThat(finished).hasValue(1);
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(guest.instance::resume);
    }

    @Test
    void aYieldInsideAPollResumedUnderAnotherExecutorKeepsItsWakeup() throws Exception { // B1
        for (int round = 0; round < Rounds.of(500); round++) {
            AtomicReference<Waker> registered = new AtomicReference<>();
            AtomicInteger polls = new AtomicInteger();
            guest.script.body = (vmctx, argument) -> vmctx.blockOn((Pollable<Long>) waker -> {
                if (polls.incrementAndGet() == 1) {
                    vmctx.yieldNow();
                    registered.set(waker); // the first task's, in a naive implementation
                    return Poll.pending();
                }
                return Poll.ready(argument);
            });
            ExecutorService first = Executors.newSingleThreadExecutor();
            ExecutorService second = Executors.newSingleThreadExecutor();
            try {
                guest.runAsync("body", 5).start(first).get().yielded();
                CompletableFuture<RunResult> done = guest.instance.resumeAsync().start(second);
                Waker waker;
                while ((waker = registered.get()) == null) {
                    Thread.onSpinWait();
                }
                waker.wake();
                assertThat(ScriptedGuest.value(done.get())).isEqualTo(5);
            } finally {
                first.shutdown();
                second.shutdown();
            }
        }
    }

    @Test
    void aYieldInsideAPollResumedSynchronouslyLeaksNothing() { // B3
        AtomicInteger finished = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn((Pollable<Long>) waker -> {
                    vmctx.yieldNow();
                    return Poll.pending();
                });
            } finally {
                finished.incrementAndGet();
            }
        };
        first(true).yielded();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(guest.instance::resume)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
        assertThat(finished).hasValue(1);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aPollThatIsReadyAfterItsYieldNeedsNoAsynchronousRun() { // B2
        guest.script.body = (vmctx, argument) -> vmctx.blockOn((Pollable<Long>) waker -> {
            vmctx.yieldNow();
            return Poll.ready(argument);
        });
        first(true).yielded();
        assertThat(ScriptedGuest.value(guest.instance.resume())).isEqualTo(1);
        first(true).yielded();
        assertThat(ScriptedGuest.value(guest.instance.resumeAsync().join())).isEqualTo(1);
    }

    @Test
    void aGuestResumedSynchronouslyMayNotWaitAnyMore() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return vmctx.isAsync() ? 1 : 0;
        };
        first(true);
        assertThat(ScriptedGuest.value(guest.instance.resume())).isZero();
        first(false);
        assertThat(ScriptedGuest.value(guest.instance.resumeAsync().join())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGuestResumedAsynchronouslyMayWait(boolean async) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return vmctx.blockOn(future);
        };
        first(async);
        RunAsync run = guest.instance.resumeAsync();
        assertThat(run.state()).isEqualTo(RunAsync.State.RESUME);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        future.complete(9L);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(9);
    }

    @Test
    void aFailedResumptionOfAnotherInstanceDestroysNothing() { // B13
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            other.script.body = (vmctx, argument) -> vmctx.yieldExpecting(Long.class);
            other.instance.run("body", 1L).yielded();
            guest.script.plain = argument -> {
                assertThatIllegalArgumentException().isThrownBy(() -> other.instance.resume("wrong"));
                return ScriptedGuest.value(other.instance.resume(6L));
            };
            assertThat(guest.run("plain", 1)).isEqualTo(6);
        }
    }

    @Test
    void aRunThatEndedInAYieldIsOver() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return 4;
        };
        RunAsync run = guest.runAsync("body", 1);
        run.join().yielded();
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(run::join);
        run.close(); // leaves the yielded guest alone
        assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
        assertThat(ScriptedGuest.value(resume(false))).isEqualTo(4);
    }

    @Test
    void anAbandonedResumptionLeavesTheGuestYieldedIfItNeverBegan() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return 4;
        };
        first(false);
        guest.instance.resumeAsync().close();
        assertThat(ScriptedGuest.value(resume(false))).isEqualTo(4);
    }
}
