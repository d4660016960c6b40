package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primitive: polls, bounds, and being abandoned. */
final class RunAsyncTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    @Test
    void nothingRunsBeforeTheFirstPoll() {
        AtomicInteger calls = new AtomicInteger();
        guest.script.plain = argument -> calls.incrementAndGet();
        RunAsync run = guest.runAsync("plain", 1);
        assertThat(run.state()).isEqualTo(RunAsync.State.START);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
        assertThat(calls).hasValue(0);
        run.join();
        assertThat(calls).hasValue(1);
        assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
    }

    @Test
    void aGuestThatSaidPendingIsNotEnteredAgainBeforeItsFutureIsDone() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        guest.script.tail = argument -> {
            calls.incrementAndGet();
            return future;
        };
        RunAsync run = guest.runAsync("tail", 1);
        for (int i = 0; i < 10; i++) {
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            assertThat(run.state()).isEqualTo(RunAsync.State.BLOCKED);
            assertThat(guest.instance.state()).isEqualTo(InstanceState.BLOCKED);
        }
        assertThat(calls).hasValue(1);
        future.complete(3L);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(3);
    }

    @Test
    void onlyTheWakerOfTheLatestPollIsWoken() {
        for (String function : new String[] {"tail", "body"}) {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.tail = argument -> future;
            guest.script.body = (vmctx, argument) -> vmctx.blockOn(future);
            AtomicInteger first = new AtomicInteger();
            AtomicInteger second = new AtomicInteger();
            RunAsync run = guest.runAsync(function, 1);
            run.poll(first::incrementAndGet);
            run.poll(second::incrementAndGet);
            future.complete(3L);
            assertThat(first).hasValue(0);
            assertThat(second).hasValue(1);
            assertThat(ScriptedGuest.value(run.join())).isEqualTo(3);
        }
    }

    @Test
    void aPollAfterTheEndIsRefused() {
        RunAsync run = guest.runAsync("plain", 1);
        run.join();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> run.poll(() -> {}))
                .withMessageContaining("has ended");
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(run::join);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aPollInsideAPollIsRefused() {
        RunAsync[] run = new RunAsync[1];
        guest.script.plain = argument -> {
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> run[0].poll(() -> {}))
                    .withMessageContaining("another poll");
            return 9;
        };
        run[0] = guest.runAsync("plain", 1);
        assertThat(ScriptedGuest.value(run[0].join())).isEqualTo(9);
    }

    @Test
    void ofTwoPollsAtOnceExactlyOneIsServed() throws Exception {
        guest.script.plain = argument -> argument;
        for (int round = 0; round < Rounds.of(2000); round++) {
            RunAsync run = guest.runAsync("work", 50);
            CyclicBarrier barrier = new CyclicBarrier(2);
            AtomicInteger served = new AtomicInteger();
            Runnable poller = () -> {
                try {
                    barrier.await();
                    if (run.poll(() -> {}).isReady()) {
                        served.incrementAndGet();
                    }
                } catch (InvalidStateException expected) {
                    // the other one was first
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            };
            CompletableFuture<Void> other = CompletableFuture.runAsync(poller);
            poller.run();
            other.get();
            assertThat(served).hasValue(1);
        }
    }

    @Test
    void oneOfTwoRunsIsRefusedWhileTheOtherIsUnderWay() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        RunAsync first = guest.runAsync("tail", 1);
        RunAsync second = guest.runAsync("plain", 2);
        first.poll(() -> {});
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(second::join)
                .withMessageContaining("BLOCKED");
        second.close();
        assertThat(guest.instance.state()).isEqualTo(InstanceState.BLOCKED);
        future.complete(4L);
        assertThat(ScriptedGuest.value(first.join())).isEqualTo(4);
    }

    // ---- bounds ----

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7, 1000, Long.MAX_VALUE})
    void aBoundChangesNeitherTheResultNorTheCount(long bound) {
        guest.script.body = (vmctx, argument) -> vmctx.blockOn(CompletableFuture.completedFuture(argument));
        long expected = guest.join("mix", 60);
        long count = guest.instance.instructionCount().orElseThrow();
        guest.instance.reset();
        assertThat(ScriptedGuest.value(
                        guest.runAsync("mix", 60).boundInstCount(bound).join()))
                .isEqualTo(expected);
        assertThat(guest.instance.instructionCount()).hasValue(count);
    }

    @Test
    void aBoundThatChangesBetweenPollsChangesNeitherTheResultNorTheCount() {
        guest.script.body = (vmctx, argument) -> vmctx.blockOn(CompletableFuture.completedFuture(argument));
        long expected = guest.join("mix", 60);
        long count = guest.instance.instructionCount().orElseThrow();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < Rounds.of(50); round++) {
            guest.instance.reset();
            RunAsync run = guest.runAsync("mix", 60);
            Poll<RunResult> poll;
            do {
                run.boundInstCount(random.nextInt(4) == 0 ? 0 : random.nextInt(1 + random.nextInt(300)));
                poll = run.poll(() -> {});
            } while (!(poll instanceof Poll.Ready));
            assertThat(ScriptedGuest.value(((Poll.Ready<RunResult>) poll).value()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(guest.instance.instructionCount()).as("seed %d", seed).hasValue(count);
        }
    }

    @Test
    void aSynchronousRunCountsAsManyInstructions() {
        long expected = guest.run("work", 1000);
        assertThat(guest.instance.instructionCount()).hasValue(1 + 7 * 1000);
        assertThat(guest.join("work", 1000)).isEqualTo(expected);
        assertThat(guest.instance.instructionCount()).hasValue(2 * (1 + 7 * 1000));
    }

    @Test
    void aBoundIsSpentAndItsOvershootIsTakenOffTheNext() {
        RunAsync run = guest.runAsync("work", 1000).boundInstCount(70);
        AtomicInteger wakes = new AtomicInteger();
        int polls = 1;
        while (!run.poll(wakes::incrementAndGet).isReady()) {
            assertThat(wakes).hasValue(polls);
            assertThat(guest.instance.state()).isEqualTo(InstanceState.BOUND_EXPIRED);
            assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
            assertThat(guest.instance.instructionCount().orElseThrow()).isBetween(70L * polls, 70L * polls + 7);
            polls++;
        }
        assertThat(polls).as("the last instruction follows no test").isEqualTo(7000 / 70);
    }

    @Test
    void aLongRunCrossesManySlices() {
        int loops = 1_000_000; // seven slices
        long expected = guest.run("work", loops);
        assertThat(guest.instance.instructionCount()).hasValue(1 + 7L * loops);
        assertThat(ScriptedGuest.value(
                        guest.runAsync("work", loops).boundInstCount(3_000_000).join()))
                .isEqualTo(expected);
        assertThat(guest.instance.instructionCount()).hasValue(2 * (1 + 7L * loops));
    }

    @Test
    void aNegativeBoundIsRefused() {
        RunAsync run = guest.runAsync("plain", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.boundInstCount(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> run.boundInstCount(Long.MIN_VALUE));
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(1);
    }

    @Test
    void aBoundOnAGuestThatIsNotMeteredIsRefused() {
        try (ScriptedGuest unmetered = ScriptedGuest.unmetered()) {
            RunAsync run = unmetered.runAsync("plain", 1);
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> run.boundInstCount(5))
                    .withMessageContaining("not metered");
            assertThat(ScriptedGuest.value(run.join())).isEqualTo(1);
            assertThat(unmetered.instance.instructionCount()).isEmpty();
        }
    }

    // ---- closing ----

    @Test
    void closingARunThatNeverBeganLeavesItsInstanceAlone() {
        RunAsync run = guest.runAsync("plain", 1);
        run.close();
        run.close();
        assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(run::join)
                .withMessageContaining("closed");
        assertThat(guest.run("plain", 5)).isEqualTo(5);
    }

    @Test
    void closingARunThatEndedLeavesItsInstanceAlone() {
        RunAsync run = guest.runAsync("plain", 1);
        run.join();
        run.close();
        assertThat(guest.run("plain", 5)).isEqualTo(5);
    }

    @Test
    void closingARunThatWasRefusedLeavesItsInstanceAlone() {
        RunAsync run = guest.instance.resumeAsync();
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(run::join);
        run.close();
        assertThat(guest.run("plain", 5)).isEqualTo(5);
    }

    @Test
    void aRunClosedWhileItsFirstPollIsRefusedStaysClosed() throws Exception {
        try (ScriptedGuest busy = ScriptedGuest.metered()) {
            for (int round = 0; round < Rounds.of(2000); round++) {
                RunAsync run = busy.instance.resumeAsync(); // refused: nothing has yielded
                CyclicBarrier barrier = new CyclicBarrier(2);
                CompletableFuture<Void> closer = CompletableFuture.runAsync(() -> {
                    await(barrier);
                    run.close();
                });
                await(barrier);
                assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> run.poll(() -> {}));
                closer.get();
                assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingARunWhoseBoundExpiredEndsItsGuest() { // B8
        RunAsync run = guest.runAsync("work", 1000).boundInstCount(10);
        run.poll(() -> {});
        run.close();
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aGuestAbandonedInATailCancelsTheFutureItsHostcallReturned() { // B4
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        RunAsync run = guest.runAsync("tail", 1);
        run.poll(() -> {});
        run.close();
        assertThat(future).isCancelled();
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(run::join);
    }

    @Test
    void aGuestAbandonedInABodyRunsItsFinallyOnceAndLeavesTheFutureAlone() { // B4
        CompletableFuture<Long> future = new CompletableFuture<>();
        List<String> events = new ArrayList<>();
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } catch (GuestTerminatedException e) {
                events.add(e.reason().name());
                throw e;
            } finally {
                events.add("finally");
            }
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        run.close();
        run.close();
        assertThat(events).containsExactly(TerminationReason.ABANDONED.name(), "finally");
        assertThat(future).isNotDone();
        future.complete(1L);
        assertThat(events).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "close"})
    void anInstanceThatGoesWhileItWaitsUnwindsItsHostcalls(String operation) {
        ScriptedGuest other = ScriptedGuest.metered();
        CompletableFuture<Long> future = new CompletableFuture<>();
        AtomicInteger finished = new AtomicInteger();
        other.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } finally {
                finished.incrementAndGet();
            }
        };
        RunAsync run = other.runAsync("body", 1);
        run.poll(() -> {});
        if (operation.equals("reset")) {
            other.instance.reset();
            other.worksAfterReset();
        } else {
            other.instance.close();
        }
        assertThat(finished).hasValue(1);
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
        run.close();
        assertThat(finished).hasValue(1);
        other.close();
    }

    @Test
    void aHostcallMayUseItsMemoryWhileItIsUnwound() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } finally {
                vmctx.memory().writeLong(64, 4711);
            }
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        run.close();
        assertThat(guest.instance.memory().readLong(64)).isEqualTo(4711);
    }

    @Test
    void whatIsThrownWhileItIsUnwoundIsKept() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } finally {
                cleanUpAndFail();
            }
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        guest.instance.killSwitch().kill();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(run::join)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private static void cleanUpAndFail() {
        throw new IllegalStateException("while cleaning up");
    }

    @Test
    void aHostcallThatSwallowsItsEndAndGoesOnIsEndedAllTheSame() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        AtomicInteger swallowed = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            for (int i = 0; i < 3; i++) {
                try {
                    vmctx.blockOn(future);
                } catch (GuestTerminatedException e) {
                    swallowed.incrementAndGet();
                }
            }
            return 1;
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        run.close();
        assertThat(swallowed).hasValue(3);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "body"})
    void anAbandonedRunLetsGoOfItsWaker(String function) {
        CompletableFuture<Long> never = new CompletableFuture<>();
        guest.script.tail = argument -> never.thenApply(x -> x);
        guest.script.body = (vmctx, argument) -> vmctx.blockOn(never);
        WeakReference<Waker> waker = pollAndClose(guest.runAsync(function, 1));
        while (waker.get() != null) {
            System.gc();
        }
        never.complete(1L); // wakes nobody
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "body"})
    void anEndedRunLetsGoOfItsWaker(String function) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        guest.script.body = (vmctx, argument) -> vmctx.blockOn(future);
        RunAsync run = guest.runAsync(function, 1);
        WeakReference<Waker> waker = poll(run);
        future.complete(1L);
        run.join();
        while (waker.get() != null) {
            System.gc();
        }
        assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
    }

    private static WeakReference<Waker> poll(RunAsync run) {
        AtomicInteger wakes = new AtomicInteger();
        Waker waker = wakes::incrementAndGet;
        run.poll(waker);
        return new WeakReference<>(waker);
    }

    private static WeakReference<Waker> pollAndClose(RunAsync run) {
        WeakReference<Waker> waker = poll(run);
        run.close();
        return waker;
    }

    @Test
    void closingFromInsideAHostcallEndsTheGuestWhenItIsLeft() {
        RunAsync[] run = new RunAsync[1];
        guest.script.plain = argument -> {
            run[0].close();
            return 1;
        };
        run[0] = guest.runAsync("plain_many", 10);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run[0].poll(() -> {}))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.ABANDONED));
    }

    @Test
    void aCloseThatMeetsAPollEndsTheGuestExactlyOnce() throws Exception {
        for (int round = 0; round < Rounds.of(3000); round++) {
            CompletableFuture<Long> future = new CompletableFuture<>();
            AtomicInteger finished = new AtomicInteger();
            boolean inBody = round % 2 == 0;
            guest.script.tail = argument -> future;
            guest.script.body = (vmctx, argument) -> {
                try {
                    return vmctx.blockOn(future);
                } finally {
                    finished.incrementAndGet();
                }
            };
            RunAsync run = guest.runAsync(inBody ? "body" : "tail", 1);
            CyclicBarrier barrier = new CyclicBarrier(2);
            CompletableFuture<Void> closer = CompletableFuture.runAsync(() -> {
                await(barrier);
                run.close();
            });
            await(barrier);
            boolean began = true;
            try {
                run.poll(() -> {});
            } catch (GuestTerminatedException ended) {
                // it was noticed in the poll
            } catch (InvalidStateException closed) {
                began = guest.instance.state() != InstanceState.READY;
            }
            closer.get();
            if (began) {
                assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
                assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
                guest.instance.reset();
            } else {
                assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
            }
            assertThat(finished.get()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRunIsMovedFromThreadToThreadBetweenPolls() throws Exception {
        guest.script.tail =
                argument -> new CompletableFuture<Long>().completeOnTimeout(argument, 0, TimeUnit.NANOSECONDS);
        long plain = guest.join("mix", 90);
        RunAsync run = guest.runAsync("mix", 90).boundInstCount(20);
        while (true) {
            Poll<RunResult>[] outcome = newArray();
            Thread thread = new Thread(() -> outcome[0] = run.poll(() -> {}));
            thread.start();
            thread.join();
            if (outcome[0] instanceof Poll.Ready<RunResult> ready) {
                assertThat(ScriptedGuest.value(ready.value())).isEqualTo(plain);
                return;
            }
        }
    }

    @SuppressWarnings("unchecked") // an array of a generic type
    private static <T> Poll<T>[] newArray() {
        return (Poll<T>[]) new Poll<?>[1];
    }

    @Test
    void joiningKeepsAnInterrupt() throws Exception {
        CompletableFuture<Long> future = new CompletableFuture<>();
        CountDownLatch blocked = new CountDownLatch(1);
        guest.script.tail = argument -> {
            blocked.countDown();
            return future;
        };
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            guest.join("tail", 1);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        blocked.await();
        thread.interrupt();
        future.complete(1L);
        assertThat(interrupted.get()).isTrue();
        thread.join();
    }

    @Test
    void aLateWakeDoesNoHarm() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        RunAsync run = guest.runAsync("tail", 1);
        List<Waker> wakers = new ArrayList<>();
        guest.script.body = (vmctx, argument) -> vmctx.blockOn((Pollable<Long>) waker -> {
            wakers.add(waker);
            return Poll.ready(1L);
        });
        run.poll(() -> {});
        future.complete(1L);
        run.join();
        guest.join("body", 1);
        for (Waker waker : wakers) {
            assertThatCode(waker::wake).doesNotThrowAnyException();
        }
    }
}
