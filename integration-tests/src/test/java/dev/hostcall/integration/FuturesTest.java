package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostcalls throw, and the futures they return. */
final class FuturesTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    private GuestTerminatedException terminated(Runnable run) {
        try {
            run.run();
        } catch (GuestTerminatedException e) {
            assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
            return e;
        }
        throw new AssertionError("the guest was not terminated");
    }

    private void assertThrew(Throwable thrown, Runnable run) {
        GuestTerminatedException e = terminated(run);
        assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW);
        assertThat(e).hasCause(thrown);
        assertThat(e).hasMessageContaining("script.");
        guest.instance.reset();
    }

    // ---- hostcalls that throw ----

    @Test
    void whateverAHostcallThrowsEndsTheGuestAndIsTold() {
        Throwable[] all = {
            new IllegalStateException("unchecked"),
            new IOException("checked"),
            new AssertionError("error"),
            new OutOfMemoryError("thrown, not suffered"),
            new StackOverflowError("thrown, not suffered"),
            new LinkageError("linkage"),
            new CancellationException("cancelled"),
            new InterruptedException("interrupted"),
            new Throwable("neither exception nor error"),
        };
        for (Throwable each : all) {
            guest.script.plain = argument -> {
                throw each;
            };
            guest.script.body = (vmctx, argument) -> {
                throw each;
            };
            guest.script.tail = argument -> {
                throw each;
            };
            assertThrew(each, () -> guest.run("plain", 1));
            assertThrew(each, () -> guest.run("body", 1));
            assertThrew(each, () -> guest.run("tail", 1));
            assertThrew(each, () -> guest.join("plain", 1));
            assertThrew(each, () -> guest.join("body", 1));
            assertThrew(each, () -> guest.join("tail", 1));
        }
    }

    @Test
    void aHostcallThatOverflowsTheJavaStackEndsItsGuestOnly() {
        guest.script.plain = argument -> descend(argument);
        guest.script.body = (vmctx, argument) -> descend(argument);
        for (String function : new String[] {"plain", "body"}) {
            GuestTerminatedException e = terminated(() -> guest.run(function, 1));
            assertThat(e.getCause()).isInstanceOf(StackOverflowError.class);
            guest.instance.reset();
            e = terminated(() -> guest.join(function, 1));
            assertThat(e.getCause()).isInstanceOf(StackOverflowError.class);
            guest.instance.reset();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // what the test is about
    private static long descend(long argument) {
        return descend(argument + 1) + 1;
    }

    @Test
    void theTrapOfAnotherInstanceIsAnExceptionLikeAnyOther() {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            guest.script.plain = argument -> {
                other.instance.run("trap", 1);
                return argument;
            };
            GuestTerminatedException e = terminated(() -> guest.run("plain", 1));
            assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW);
            assertThat(e.getCause()).isInstanceOf(GuestTrapException.class);
            assertThat(other.instance.state()).isEqualTo(InstanceState.FAULTED);
        }
    }

    @Test
    void theTerminationOfAnotherInstanceIsAnExceptionLikeAnyOther() {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            other.script.body = (vmctx, argument) -> {
                throw vmctx.terminate("enough");
            };
            guest.script.body = (vmctx, argument) -> other.run("body", 1);
            GuestTerminatedException e = terminated(() -> guest.join("body", 1));
            assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW);
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            GuestTerminatedException.class,
                            inner -> assertThat(inner.details()).hasValue("enough"));
        }
    }

    @Test
    void aHostcallMayEndItsGuestWithDetails() {
        guest.script.body = (vmctx, argument) -> {
            throw vmctx.terminate(argument);
        };
        assertThat(terminated(() -> guest.run("body", 7)).details()).hasValue(7L);
        guest.instance.reset();
        GuestTerminatedException e = terminated(() -> guest.join("body", 8));
        assertThat(e.details()).hasValue(8L);
        assertThat(e.reason()).isEqualTo(TerminationReason.PROVIDED);
    }

    @Test
    void aHostcallThatSwallowsItsOwnTerminationStillEndsTheGuest() {
        guest.script.body = (vmctx, argument) -> {
            try {
                vmctx.terminate("first");
            } catch (GuestTerminatedException swallowed) {
                assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> vmctx.yieldNow());
                assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> vmctx.call("plain", 1L));
                assertThatExceptionOfType(GuestTerminatedException.class)
                        .isThrownBy(() -> vmctx.blockOn(new CompletableFuture<>()));
            }
            return 1;
        };
        assertThat(terminated(() -> guest.join("body", 7)).details()).hasValue("first");
    }

    // ---- futures that are returned ----

    @ParameterizedTest
    @ValueSource(strings = {"tail", "stage"})
    @SuppressWarnings("NullAway") // what the test is about
    void aNullForAFutureEndsTheGuest(String function) {
        guest.script.tail = argument -> null;
        guest.script.stage = argument -> null;
        for (Runnable run : new Runnable[] {() -> guest.join(function, 1), () -> guest.run(function, 1)}) {
            GuestTerminatedException e = terminated(run);
            assertThat(e).hasMessageContaining("script." + function).hasMessageContaining("returned null");
            guest.instance.reset();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what the test is about
    void aFutureOfNullWhereAValueIsNeededEndsTheGuest() {
        guest.script.tail = argument -> CompletableFuture.completedFuture(null);
        assertThat(terminated(() -> guest.join("tail", 1))).hasMessageContaining("completed with null");
        guest.instance.reset();
        CompletableFuture<Long> later = new CompletableFuture<>();
        guest.script.tail = argument -> later;
        RunAsync run = guest.runAsync("tail", 1);
        run.poll(() -> {});
        later.complete(null);
        assertThat(terminated(run::join)).hasMessageContaining("completed with null");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // what the test is about
    void aFutureOfAnotherTypeEndsTheGuest() {
        guest.script.tail = argument -> (CompletableFuture) CompletableFuture.completedFuture("text");
        assertThat(terminated(() -> guest.join("tail", 1)).getCause()).isInstanceOf(ClassCastException.class);
    }

    @Test
    void aFutureThatFailedTellsItsCause() {
        IOException failure = new IOException("disk");
        guest.script.tail = argument -> CompletableFuture.failedFuture(failure);
        assertThrew(failure, () -> guest.join("tail", 1));
        guest.script.tail =
                argument -> CompletableFuture.<Long>failedFuture(failure).thenApply(x -> x);
        assertThrew(failure, () -> guest.join("tail", 1));
        guest.script.tail = argument -> CompletableFuture.failedFuture(new CompletionException(failure));
        assertThrew(failure, () -> guest.join("tail", 1));
    }

    @Test
    void aFutureThatFailsLaterTellsItsCause() {
        IOException failure = new IOException("disk");
        CompletableFuture<Long> later = new CompletableFuture<>();
        guest.script.tail = argument -> later.thenApply(x -> x);
        RunAsync run = guest.runAsync("tail", 1);
        AtomicInteger wakes = new AtomicInteger();
        run.poll(wakes::incrementAndGet);
        later.completeExceptionally(failure);
        assertThat(wakes).hasValue(1);
        assertThrew(failure, run::join);
        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
    }

    @Test
    void aHostcallOfAnEndedGuestGetsNothingFromFuturesAnyMore() {
        AtomicInteger polls = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger();
        guest.script.body = (vmctx, argument) -> {
            List<Runnable> waits = List.of(
                    () -> vmctx.terminate("the first end"),
                    () -> vmctx.blockOn(waker -> Poll.ready(polls.incrementAndGet())),
                    () -> vmctx.blockOn(CompletableFuture.completedFuture(1)),
                    () -> vmctx.tryBlockOn(CompletableFuture.completedFuture(1)));
            for (Runnable wait : waits) {
                try {
                    wait.run();
                } catch (GuestTerminatedException e) {
                    refusals.incrementAndGet();
                }
            }
            return argument;
        };
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.join("body", 1))
                .satisfies(e -> assertThat(e.details()).hasValue("the first end"));
        assertThat(refusals).hasValue(4);
        assertThat(polls).hasValue(0);
    }

    @Test
    void aFutureThatIsCancelledEndsTheGuest() {
        CompletableFuture<Long> later = new CompletableFuture<>();
        guest.script.tail = argument -> later;
        RunAsync run = guest.runAsync("tail", 1);
        run.poll(() -> {});
        later.cancel(true);
        assertThat(terminated(run::join).getCause()).isInstanceOf(CancellationException.class);
        guest.instance.reset();
        guest.script.tail = argument -> {
            CompletableFuture<Long> cancelled = new CompletableFuture<>();
            cancelled.cancel(true);
            return cancelled;
        };
        assertThat(terminated(() -> guest.join("tail", 1)).getCause()).isInstanceOf(CancellationException.class);
    }

    @Test
    void aFutureCompletedInsideTheHostcallNeverEndsAPoll() {
        guest.script.tail = argument -> {
            CompletableFuture<Long> future = new CompletableFuture<>();
            future.complete(argument * 2);
            return future;
        };
        RunAsync run = guest.runAsync("tail_many", 100);
        assertThat(run.poll(() -> {}).isReady()).isTrue();
    }

    @Test
    void aFutureCompletedByAnotherThreadAtAnyMomentIsNeitherLostNorTakenTwice() throws Exception {
        ExecutorService completer = Executors.newSingleThreadExecutor();
        try {
            for (String function : new String[] {"tail_many", "body_many"}) {
                guest.script.tail = argument -> CompletableFuture.supplyAsync(() -> argument, completer);
                guest.script.body =
                        (vmctx, argument) -> vmctx.blockOn(CompletableFuture.supplyAsync(() -> argument, completer));
                int rounds = Rounds.of(5_000);
                long expected = (long) rounds * (rounds - 1) / 2;
                assertThat(guest.join(function, rounds)).isEqualTo(expected);
                ExecutorService driver = Executors.newSingleThreadExecutor();
                assertThat(ScriptedGuest.value(
                                guest.runAsync(function, rounds).start(driver).get()))
                        .isEqualTo(expected);
                driver.shutdown();
                assertThat(ScriptedGuest.value(guest.runAsync(function, rounds)
                                .start(Runnable::run)
                                .get()))
                        .isEqualTo(expected);
            }
        } finally {
            completer.shutdown();
        }
    }

    @Test
    void aMillionReadyFuturesInARowNeitherYieldNorGrowAStack() {
        guest.script.tail = argument -> CompletableFuture.completedFuture(argument);
        guest.script.body = (vmctx, argument) -> vmctx.blockOn(CompletableFuture.completedFuture(argument));
        long expected = 1_000_000L * 999_999 / 2;
        for (String function : new String[] {"tail_many", "body_many"}) {
            RunAsync run = guest.runAsync(function, 1_000_000);
            assertThat(ScriptedGuest.value(((Poll.Ready<RunResult>) run.poll(() -> {})).value()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aStageThatIsNoFutureIsWaitedFor() {
        CompletableFuture<Long> source = new CompletableFuture<>();
        guest.script.stage = argument -> source.minimalCompletionStage();
        RunAsync run = guest.runAsync("stage", 1);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        source.complete(5L);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(5);
    }

    @Test
    void aStageThatCannotBecomeAFutureIsWaitedFor() {
        for (boolean early : new boolean[] {true, false}) {
            Unconvertible source = new Unconvertible();
            guest.script.stage = argument -> source;
            guest.script.body = (vmctx, argument) -> vmctx.blockOn((CompletionStage<Long>) source);
            if (early) {
                source.complete(5L);
            }
            for (String function : new String[] {"stage", "body"}) {
                RunAsync run = guest.runAsync(function, 1);
                if (!source.isDone()) {
                    assertThat(run.poll(() -> {}).isReady()).isFalse();
                    source.complete(5L);
                }
                assertThat(ScriptedGuest.value(run.join())).isEqualTo(5);
            }
        }
    }

    @Test
    void aStageThatCannotBecomeAFutureFailsWithItsCause() {
        IOException failure = new IOException("disk");
        Unconvertible source = new Unconvertible();
        guest.script.stage = argument -> source;
        RunAsync run = guest.runAsync("stage", 1);
        run.poll(() -> {});
        source.completeExceptionally(failure);
        assertThrew(failure, run::join);
    }

    /** As the contract of {@code CompletionStage} permits. */
    private static final class Unconvertible extends CompletableFuture<Long> implements CompletionStage<Long> {
        @Override
        public CompletableFuture<Long> toCompletableFuture() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aFutureThatThrowsWhenAskedEndsTheGuest() {
        guest.script.tail = argument -> new CompletableFuture<Long>() {
            @Override
            public CompletableFuture<Long> whenComplete(
                    BiConsumer<? super @Nullable Long, ? super @Nullable Throwable> action) {
                throw new IllegalStateException("hostile");
            }
        };
        assertThatExceptionOfType(HostcallException.class).isThrownBy(() -> guest.join("tail", 1));
    }

    @Test
    void outsideOfAnAsynchronousRunAFutureEndsTheGuestReadyOrNot() {
        CompletableFuture<Long> pending = new CompletableFuture<>();
        for (CompletableFuture<Long> each : List.of(pending, CompletableFuture.completedFuture(1L))) {
            guest.script.tail = argument -> each;
            GuestTerminatedException e = terminated(() -> guest.run("tail", 1));
            assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC);
            assertThat(e).hasMessageContaining("runAsync");
            guest.instance.reset();
            guest.script.body = (vmctx, argument) -> vmctx.blockOn(each);
            e = terminated(() -> guest.run("body", 1));
            assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC);
            guest.instance.reset();
            guest.script.body = (vmctx, argument) -> vmctx.tryBlockOn(each).isPresent() ? -1 : -2;
            assertThat(guest.run("body", 1)).isEqualTo(-2);
        }
        assertThat(pending).isCancelled();
    }

    @Test
    void tryBlockOnWaitsInAnAsynchronousRun() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            assertThat(vmctx.isAsync()).isTrue();
            return vmctx.tryBlockOn(future).orElseThrow().value();
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        future.complete(6L);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(6);
    }

    @Test
    void aBodyThatCatchesWhatItsFutureThrewGoesOn() {
        IOException failure = new IOException("disk");
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.blockOn(future);
            } catch (CompletionException e) {
                return e.getCause() == failure ? 17 : -1;
            }
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        future.completeExceptionally(failure);
        assertThat(ScriptedGuest.value(run.join())).isEqualTo(17);
    }
}
