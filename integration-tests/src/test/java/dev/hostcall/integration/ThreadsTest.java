package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Pollable;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Who runs what, and what stays the same while threads change. */
final class ThreadsTest {

    /** Polls a run on a new thread each time, completing what it waits for in between. */
    private static RunResult onManyThreads(RunAsync run, ConcurrentLinkedQueue<CompletableFuture<Long>> waiting)
            throws Exception {
        while (true) {
            CompletableFuture<Poll<RunResult>> poll = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    poll.complete(run.poll(() -> {}));
                } catch (Throwable e) {
                    poll.completeExceptionally(e);
                }
            });
            thread.start();
            if (poll.get() instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            CompletableFuture<Long> next = waiting.poll();
            if (next != null) {
                next.complete(1L);
            }
        }
    }

    @Test
    void aHostcallKeepsItsThreadItsLocksAndItsThreadLocalsOverAllSuspensions() throws Exception {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            ConcurrentLinkedQueue<CompletableFuture<Long>> waiting = new ConcurrentLinkedQueue<>();
            ReentrantLock lock = new ReentrantLock();
            ThreadLocal<Long> local = new ThreadLocal<>();
            guest.script.body = (vmctx, argument) -> {
                Thread self = Thread.currentThread();
                local.set(argument);
                lock.lock();
                try {
                    for (int i = 0; i < 5; i++) {
                        CompletableFuture<Long> future = new CompletableFuture<>();
                        waiting.add(future);
                        vmctx.blockOn(future);
                        assertThat(Thread.currentThread()).isSameAs(self);
                        assertThat(lock.isHeldByCurrentThread()).isTrue();
                        assertThat(local.get()).isEqualTo(argument);
                    }
                } finally {
                    lock.unlock();
                }
                return argument;
            };
            assertThat(ScriptedGuest.value(onManyThreads(guest.runAsync("body_many", 20), waiting)))
                    .isEqualTo(190);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void aMonitorMayBeHeldAcrossAWaitWhereTheJdkCanSuspendIt() throws Exception {
        int version = Runtime.version().feature();
        assumeTrue(version < 21 || version > 23, "JDK 21 to 23 refuse it");
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            ConcurrentLinkedQueue<CompletableFuture<Long>> waiting = new ConcurrentLinkedQueue<>();
            Object monitor = new Object();
            guest.script.body = (vmctx, argument) -> {
                synchronized (monitor) {
                    CompletableFuture<Long> future = new CompletableFuture<>();
                    waiting.add(future);
                    vmctx.blockOn(future);
                    assertThat(Thread.holdsLock(monitor)).isTrue();
                }
                return argument;
            };
            assertThat(ScriptedGuest.value(onManyThreads(guest.runAsync("body_many", 20), waiting)))
                    .isEqualTo(190);
        }
    }

    @Test
    void javaFaultsAreJavaExceptionsAfterGuestsHaveRun() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            guest.run("plain", 1);
            for (int i = 0; i < 20_000; i++) { // compiled code checks for null by faulting
                try {
                    lengthOf(i % 2 == 0 ? new int[1] : null);
                } catch (NullPointerException expected) {
                    assertThat(i % 2).isEqualTo(1);
                }
            }
        }
    }

    @SuppressWarnings("NullAway") // what the test is about
    private static int lengthOf(int @org.jspecify.annotations.Nullable [] array) {
        return array.length;
    }

    @Test
    void guestsRunInsideVirtualThreads() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "no virtual threads");
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        ExecutorService completer = Executors.newSingleThreadExecutor();
        int guests = 50;
        try (Region region = Region.create(guests, Limits.compact())) {
            Script script = new Script();
            script.tail = argument -> CompletableFuture.supplyAsync(() -> argument, completer);
            script.body = (vmctx, argument) -> vmctx.blockOn(CompletableFuture.supplyAsync(() -> argument, completer));
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < guests; i++) {
                boolean joined = i % 2 == 0;
                results.add(virtual.submit(() -> {
                    try (Instance instance = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script))) {
                        RunAsync run = instance.runAsync("mix", 100L).boundInstCount(200);
                        return ScriptedGuest.value(
                                joined ? run.join() : run.start(virtual).get());
                    }
                }));
            }
            long first = results.get(0).get(100, TimeUnit.SECONDS);
            for (Future<Long> result : results) {
                assertThat(result.get(100, TimeUnit.SECONDS)).isEqualTo(first);
            }
        } finally {
            virtual.shutdown();
            completer.shutdown();
        }
    }

    @Test
    void tenThousandGuestsWaitAtOnceOnOneThread() throws Exception {
        int guests = 10_000;
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (Region region = Region.create(guests, Limits.compact())) {
            Script script = new Script();
            ConcurrentLinkedQueue<CompletableFuture<Long>> waiting = new ConcurrentLinkedQueue<>();
            script.tail = argument -> {
                CompletableFuture<Long> future = new CompletableFuture<>();
                waiting.add(future);
                return future;
            };
            List<Instance> instances = new ArrayList<>();
            List<CompletableFuture<RunResult>> runs = new ArrayList<>();
            for (int i = 0; i < guests; i++) {
                Instance instance = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script));
                instances.add(instance);
                runs.add(instance.runAsync("tail", (long) i).start(one));
            }
            while (waiting.size() < guests) {
                Thread.onSpinWait();
            }
            assertThat(region.used()).isEqualTo(guests);
            long next = 0;
            for (CompletableFuture<Long> future : waiting) {
                future.complete(next++);
            }
            for (int i = 0; i < guests; i++) {
                assertThat(ScriptedGuest.value(runs.get(i).get(100, TimeUnit.SECONDS)))
                        .isEqualTo(i);
            }
            instances.forEach(Instance::close);
        } finally {
            one.shutdown();
        }
    }

    @Test
    void hundredsOfGuestsWaitInTheirBodiesAtOnce() throws Exception {
        int guests = 300;
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (Region region = Region.create(guests, Limits.compact())) {
            Script script = new Script();
            CompletableFuture<Long> gate = new CompletableFuture<>();
            script.body = (vmctx, argument) ->
                    vmctx.blockOn(gate) + vmctx.blockOn((Pollable<Long>) waker -> Poll.ready(argument));
            List<Instance> instances = new ArrayList<>();
            List<CompletableFuture<RunResult>> runs = new ArrayList<>();
            for (int i = 0; i < guests; i++) {
                Instance instance = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script));
                instances.add(instance);
                runs.add(instance.runAsync("body", (long) i).start(one));
            }
            gate.complete(1000L);
            for (int i = 0; i < guests; i++) {
                assertThat(ScriptedGuest.value(runs.get(i).get(100, TimeUnit.SECONDS)))
                        .isEqualTo(1000 + i);
            }
            instances.forEach(Instance::close);
        } finally {
            one.shutdown();
        }
    }
}
