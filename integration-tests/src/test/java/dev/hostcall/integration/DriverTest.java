package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Pollable;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Waker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that an executor drives. */
final class DriverTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    /** Keeps its tasks until it is told to run them. */
    private static final class Queue implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private int accepted;

        @Override
        public synchronized void execute(Runnable task) {
            tasks.add(task);
            accepted++;
        }

        synchronized int accepted() {
            return accepted;
        }

        private synchronized boolean isEmpty() {
            return tasks.isEmpty();
        }

        private synchronized Runnable next() {
            return tasks.removeFirst();
        }

        void runAll() {
            while (!isEmpty()) {
                next().run();
            }
        }
    }

    @Test
    void eachPollIsOneTaskAndEachWakeLeadsToOneMore() {
        Queue queue = new Queue();
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        CompletableFuture<RunResult> done = guest.runAsync("tail", 1).start(queue);
        assertThat(queue.accepted()).isEqualTo(1);
        queue.runAll();
        assertThat(done).isNotDone();
        assertThat(queue.accepted()).isEqualTo(1);
        future.complete(4L);
        assertThat(done).isNotDone(); // a completion only schedules
        assertThat(queue.accepted()).isEqualTo(2);
        queue.runAll();
        assertThat(ScriptedGuest.value(done.join())).isEqualTo(4);
        assertThat(queue.accepted()).isEqualTo(2);
    }

    @Test
    void manyWakesCoalesce() {
        Queue queue = new Queue();
        List<Waker> wakers = new ArrayList<>();
        AtomicInteger polls = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> vmctx.blockOn((Pollable<Long>) waker -> {
            wakers.add(waker);
            return polls.incrementAndGet() == 3 ? Poll.ready(argument) : Poll.pending();
        });
        CompletableFuture<RunResult> done = guest.runAsync("body", 6).start(queue);
        queue.runAll();
        for (int i = 0; i < 100; i++) {
            wakers.get(0).wake();
        }
        assertThat(queue.accepted()).isEqualTo(2);
        queue.runAll();
        assertThat(polls).hasValue(2);
        wakers.get(0).wake(); // stale wakers wake the run all the same
        queue.runAll();
        assertThat(ScriptedGuest.value(done.join())).isEqualTo(6);
        wakers.forEach(Waker::wake);
        queue.runAll();
        assertThat(queue.accepted()).isEqualTo(3);
    }

    @Test
    void aWakeDuringAPollLeadsToOneMorePoll() {
        Queue queue = new Queue();
        AtomicInteger polls = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> vmctx.blockOn((Pollable<Long>) waker -> {
            if (polls.incrementAndGet() == 2) {
                return Poll.ready(argument);
            }
            for (int i = 0; i < 10; i++) {
                waker.wake();
            }
            return Poll.pending();
        });
        CompletableFuture<RunResult> done = guest.runAsync("body", 6).start(queue);
        queue.runAll();
        assertThat(ScriptedGuest.value(done.join())).isEqualTo(6);
        assertThat(polls).hasValue(2);
        assertThat(queue.accepted()).isEqualTo(2);
    }

    @Test
    void aWakeAtAnyMomentIsNeverLost() throws Exception {
        ExecutorService driver = Executors.newFixedThreadPool(2);
        ExecutorService waking = Executors.newSingleThreadExecutor();
        try {
            AtomicLong ticket = new AtomicLong();
            guest.script.body = (vmctx, argument) -> {
                long mine = ticket.get();
                boolean[] asked = {false};
                return vmctx.blockOn((Pollable<Long>) waker -> {
                    if (ticket.get() != mine) {
                        return Poll.ready(argument);
                    }
                    if (!asked[0]) {
                        asked[0] = true;
                        waking.execute(() -> {
                            ticket.incrementAndGet();
                            waker.wake();
                        });
                    }
                    return Poll.pending();
                });
            };
            int rounds = Rounds.of(10_000);
            assertThat(ScriptedGuest.value(
                            guest.runAsync("body_many", rounds).start(driver).get(100, TimeUnit.SECONDS)))
                    .isEqualTo((long) rounds * (rounds - 1) / 2);
        } finally {
            driver.shutdown();
            waking.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one thread", "pool", "caller"})
    void anyExecutorDrivesARunThroughManySuspensions(String kind) throws Exception {
        ExecutorService pool = kind.equals("pool") ? new ForkJoinPool(3) : Executors.newSingleThreadExecutor();
        ExecutorService completer = Executors.newSingleThreadExecutor();
        Executor executor = kind.equals("caller") ? Runnable::run : pool;
        try {
            guest.script.tail = argument -> CompletableFuture.supplyAsync(() -> argument, completer);
            guest.script.body =
                    (vmctx, argument) -> vmctx.blockOn(CompletableFuture.supplyAsync(() -> argument, completer));
            long expected = guest.join("mix", 500);
            for (int i = 0; i < Rounds.of(5); i++) {
                assertThat(ScriptedGuest.value(guest.runAsync("mix", 500)
                                .boundInstCount(40)
                                .start(executor)
                                .get(100, TimeUnit.SECONDS)))
                        .isEqualTo(expected);
            }
        } finally {
            pool.shutdown();
            completer.shutdown();
        }
    }

    @Test
    void anExecutorThatRunsTasksAtOnceIsNotRecursedInto() {
        guest.script.plain = argument -> Thread.currentThread().getStackTrace().length;
        AtomicLong deepest = new AtomicLong();
        guest.script.body = (vmctx, argument) -> {
            boolean[] woken = {false};
            return vmctx.blockOn((Pollable<Long>) waker -> {
                if (argument % 1000 == 0) {
                    deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max);
                }
                if (woken[0]) {
                    return Poll.ready(argument);
                }
                woken[0] = true;
                waker.wake();
                return Poll.pending();
            });
        };
        int suspensions = Rounds.of(20_000);
        long sum = ScriptedGuest.value(
                guest.runAsync("body_many", suspensions).start(Runnable::run).join());
        assertThat(sum).isEqualTo((long) suspensions * (suspensions - 1) / 2);
        assertThat(deepest.get()).isLessThan(300);
        // A million polls, each ended by a bound.
        guest.instance.reset();
        guest.runAsync("work", 1_000_000).boundInstCount(0).start(Runnable::run).join();
        assertThat(guest.instance.instructionCount()).hasValue(1 + 7_000_000);
    }

    @Test
    void anExecutorThatRejectsTheFirstTaskFailsTheFuture() {
        RejectedExecutionException rejection = new RejectedExecutionException("full");
        RunAsync run = guest.runAsync("plain", 1);
        CompletableFuture<RunResult> done = run.start(task -> {
            throw rejection;
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(done::get)
                .withCause(rejection);
        assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
        assertThat(guest.run("plain", 5)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "body"})
    void anExecutorThatRejectsALaterTaskAbandonsTheRun(String function) {
        RejectedExecutionException rejection = new RejectedExecutionException("shut down");
        CompletableFuture<Long> future = new CompletableFuture<>();
        AtomicInteger finished = new AtomicInteger();
        guest.script.tail = argument -> future.thenApply(x -> x);
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } finally {
                finished.incrementAndGet();
            }
        };
        AtomicInteger tasks = new AtomicInteger();
        CompletableFuture<RunResult> done = guest.runAsync(function, 1).start(task -> {
            if (tasks.incrementAndGet() > 1) {
                throw rejection;
            }
            task.run();
        });
        assertThat(done).isNotDone();
        future.complete(1L);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(done::get)
                .withCause(rejection);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(finished).hasValue(function.equals("body") ? 1 : 0);
    }

    @Test
    void cancellingTheFutureAbandonsABlockedRunAtOnce() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        AtomicInteger finished = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } finally {
                finished.incrementAndGet();
            }
        };
        RunAsync run = guest.runAsync("body", 1);
        CompletableFuture<RunResult> done = run.start(Runnable::run);
        done.cancel(true);
        assertThat(finished).hasValue(1);
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
        future.complete(1L); // comes too late, and wakes nobody
        assertThat(finished).hasValue(1);
    }

    @Test
    void cancellingTheFutureHandsTheExecutorNoFurtherTask() {
        Queue queue = new Queue();
        guest.script.tail = argument -> new CompletableFuture<>();
        CompletableFuture<RunResult> done = guest.runAsync("tail", 1).start(queue);
        queue.runAll();
        done.cancel(true);
        assertThat(queue.accepted()).isEqualTo(1);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void cancellingTheFutureEndsAnEndlessLoop() throws Exception {
        ExecutorService driver = Executors.newSingleThreadExecutor();
        RunAsync run = guest.instance.runAsync("spin");
        CompletableFuture<RunResult> done = run.start(driver);
        while (run.state() != RunAsync.State.POLLING) {
            Thread.onSpinWait();
        }
        done.cancel(true);
        driver.shutdown();
        assertThat(driver.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aTimeoutOfTheFutureAbandonsTheRun() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        CountDownLatch finished = new CountDownLatch(1);
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } finally {
                finished.countDown();
            }
        };
        CompletableFuture<RunResult> done =
                guest.runAsync("body", 1).start(Runnable::run).orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(done::get)
                .withCauseInstanceOf(TimeoutException.class);
        awaitState(InstanceState.TERMINATED);
        assertThat(finished.getCount()).isZero();
    }

    private void awaitState(InstanceState state) {
        while (guest.instance.state() != state) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aCancellationThatMeetsACompletionEndsInOneOfTheTwo() throws Exception {
        ExecutorService driver = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < Rounds.of(3000); round++) {
                CompletableFuture<Long> future = new CompletableFuture<>();
                AtomicInteger finished = new AtomicInteger();
                guest.script.tail = argument -> future.thenApply(x -> x);
                guest.script.body = (vmctx, argument) -> {
                    try {
                        return vmctx.blockOn(future);
                    } finally {
                        finished.incrementAndGet();
                    }
                };
                boolean inBody = round % 2 == 0;
                RunAsync run = guest.runAsync(inBody ? "body" : "tail", 1);
                CompletableFuture<RunResult> done = run.start(driver);
                CyclicBarrier barrier = new CyclicBarrier(2);
                CompletableFuture<Void> completer = CompletableFuture.runAsync(() -> {
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    future.complete(7L);
                });
                barrier.await();
                done.cancel(true);
                completer.get();
                CompletableFuture.runAsync(() -> {}, driver).get(); // polls under way have ended
                switch (guest.instance.state()) {
                    case READY -> assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
                    case TERMINATED -> guest.instance.reset();
                    default -> throw new AssertionError(guest.instance.state());
                }
                assertThat(finished.get()).isLessThanOrEqualTo(1);
            }
        } finally {
            driver.shutdown();
        }
    }

    @Test
    void aGuestIsEndedThatWasAbandonedAndWokenInAPollAfterWhichTheExecutorTakesNoTask() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        AtomicInteger asked = new AtomicInteger();
        RunAsync run = guest.runAsync("tail", 1);
        CompletableFuture<RunResult> done = run.start(task -> {
            if (asked.getAndIncrement() > 0) {
                throw new RejectedExecutionException("by the test");
            }
            tasks.add(task);
        });
        guest.script.tail = argument -> new CompletableFuture<>() {
            @Override
            public CompletableFuture<Long> whenComplete(BiConsumer<? super Long, ? super Throwable> action) {
                CompletableFuture<Long> registered = super.whenComplete(action);
                done.cancel(true); // the guest is about to be suspended
                action.accept(null, null);
                return registered;
            }
        };
        tasks.remove().run();
        assertThat(asked).hasValue(2);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
    }

    @Test
    void theFutureOfARunThatIsRefusedFails() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        CompletableFuture<RunResult> first = guest.runAsync("tail", 1).start(Runnable::run);
        CompletableFuture<RunResult> second = guest.runAsync("plain", 1).start(Runnable::run);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(second::get)
                .withCauseInstanceOf(InvalidStateException.class);
        future.complete(3L);
        assertThat(ScriptedGuest.value(first.join())).isEqualTo(3);
    }

    @Test
    void theFutureFailsAsThePollDid() {
        guest.script.plain = argument -> {
            throw new IllegalStateException("by the test");
        };
        CompletableFuture<RunResult> done = guest.runAsync("plain", 1).start(Runnable::run);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(done::get)
                .withCauseInstanceOf(GuestTerminatedException.class);
    }

    @Test
    void guestsThatWakeEachOtherDoNotRecurse() throws Exception {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            // Each completes what the other waits for, on an executor that runs tasks at once.
            Exchange exchange = new Exchange();
            guest.script.tail = argument -> exchange.step(0);
            other.script.tail = argument -> exchange.step(1);
            int rounds = Rounds.of(20_000);
            CompletableFuture<RunResult> one =
                    guest.runAsync("tail_many", rounds).start(Runnable::run);
            CompletableFuture<RunResult> two =
                    other.runAsync("tail_many", rounds).start(Runnable::run);
            exchange.finish();
            one.get(100, TimeUnit.SECONDS);
            two.get(100, TimeUnit.SECONDS);
        }
    }

    /** Two sides that wait for each other's steps in turn. */
    private static final class Exchange {
        private final List<CompletableFuture<Long>> waiting =
                new ArrayList<>(List.of(new CompletableFuture<>(), new CompletableFuture<>()));
        private boolean finished;

        CompletableFuture<Long> step(int side) {
            if (finished) {
                return CompletableFuture.completedFuture(1L);
            }
            CompletableFuture<Long> mine = new CompletableFuture<>();
            CompletableFuture<Long> others = waiting.get(1 - side);
            waiting.set(side, mine);
            others.complete(1L);
            return mine;
        }

        void finish() {
            finished = true;
            List.copyOf(waiting).forEach(future -> future.complete(1L));
        }
    }
}
