package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunAsync.State;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation on a run in every state, against the table in {@code docs/states.md}. */
final class RunStatesTest {
    private static final DocumentedTable TABLE = DocumentedTable.read("states.md", "## Runs", "operation");

    private final ScriptedGuest guest = ScriptedGuest.metered();
    private final CompletableFuture<Long> future = new CompletableFuture<>();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    /** What can be asked of a run, by the row of the table that says what comes of it. */
    @SuppressWarnings("ImmutableEnumChecker") // the actions are methods
    enum Operation {
        POLL("poll", run -> run.poll(() -> {})),
        JOIN("join", RunAsync::join),
        START("start", run -> {
            try {
                run.start(Runnable::run).join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof InvalidStateException refusal ? refusal : e;
            }
        }),
        CLOSE("close", RunAsync::close),
        BOUND("boundInstCount", run -> run.boundInstCount(Long.MAX_VALUE)),
        TOTAL("totalBound", run -> run.totalBound(Long.MAX_VALUE)),
        CPU("cpuLimit", run -> run.cpuLimit(Duration.ofDays(1))),
        POLICY("onBoundExpired", run -> run.onBoundExpired(BoundPolicy.YIELD)),
        DEADLINE("deadline", run -> run.deadline(Duration.ofDays(1)));

        private final String row;
        private final Consumer<RunAsync> action;

        Operation(String row, Consumer<RunAsync> action) {
            this.row = row;
            this.action = action;
        }

        Optional<State> outcome(State before) {
            return TABLE.outcome(row, before);
        }

        void tryOn(RunAsync run, Attempt<State> attempt) {
            attempt.of(() -> action.accept(run), run::state);
        }

        boolean waits() {
            return this == JOIN || this == START;
        }
    }

    static Stream<Arguments> allOperationsInAllStates() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(State.values()).map(state -> Arguments.of(operation, state)));
    }

    @ParameterizedTest
    @MethodSource("allOperationsInAllStates")
    void anOperationDoesWhatTheTableSays(Operation operation, State state) {
        Attempt<State> attempt = new Attempt<>();
        RunAsync run = state == State.POLLING ? whilePolling(operation, attempt) : bringTo(state);
        if (state != State.POLLING) {
            assertThat(run.state()).isEqualTo(state);
            boolean waits = operation.waits() && state == State.BLOCKED;
            CompletableFuture<Void> completer =
                    CompletableFuture.runAsync(waits ? () -> future.complete(3L) : () -> {});
            operation.tryOn(run, attempt);
            completer.join();
        }
        attempt.check(operation.outcome(state), state);
        run.close();
    }

    private RunAsync whilePolling(Operation operation, Attempt<State> attempt) {
        RunAsync[] run = new RunAsync[1];
        guest.script.plain = argument -> {
            operation.tryOn(run[0], attempt);
            return argument;
        };
        run[0] = guest.runAsync("plain", 1);
        try {
            run[0].poll(() -> {});
        } catch (GuestTerminatedException e) {
            assertThat(operation).isEqualTo(Operation.CLOSE);
            assertThat(e.reason()).isEqualTo(TerminationReason.ABANDONED);
        }
        return run[0];
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anotherThreadSeesTheSameWhileARunIsPolled(Operation operation) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        guest.script.plain = argument -> {
            inside.countDown();
            leave.await();
            return argument;
        };
        RunAsync run = guest.runAsync("plain", 1);
        CompletableFuture<Void> poller =
                CompletableFuture.runAsync(() -> run.poll(() -> {})).handle((polled, ended) -> null);
        inside.await();
        Attempt<State> attempt = new Attempt<>();
        operation.tryOn(run, attempt);
        leave.countDown();
        poller.join();
        attempt.check(operation.outcome(State.POLLING), State.POLLING);
        assertThat(run.state()).isEqualTo(operation == Operation.CLOSE ? State.FAILED : State.DONE);
    }

    @Test
    void aRunThatAnExecutorDrivesIsPolledByNobodyElse() {
        guest.script.tail = argument -> future;
        RunAsync run = guest.runAsync("tail", 1);
        CompletableFuture<RunResult> done = run.start(Runnable::run);
        assertThat(run.state()).isEqualTo(State.BLOCKED);
        for (Operation operation : new Operation[] {Operation.POLL, Operation.JOIN, Operation.START}) {
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> operation.action.accept(run))
                    .withMessageContaining("executor drives");
        }
        future.complete(5L);
        assertThat(ScriptedGuest.value(done.join())).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close the run", "reset the instance", "close the instance", "kill"})
    void theFutureOfARunThatIsEndedByOthersCompletes(String how) throws Exception {
        for (String function : new String[] {"tail", "body", "work"}) {
            try (ScriptedGuest other = ScriptedGuest.metered()) {
                Queue<Runnable> tasks = new ArrayDeque<>();
                other.script.tail = argument -> new CompletableFuture<>();
                other.script.body = (vmctx, argument) -> vmctx.blockOn(new CompletableFuture<Long>());
                RunAsync run = other.runAsync(function, 1000).boundInstCount(100);
                CompletableFuture<RunResult> done = run.start(tasks::add);
                tasks.remove().run();
                switch (how) {
                    case "close the run" -> run.close();
                    case "reset the instance" -> other.instance.reset();
                    case "close the instance" -> other.instance.close();
                    default -> other.instance.killSwitch().kill();
                }
                while (!tasks.isEmpty()) {
                    tasks.remove().run();
                }
                assertThat(done).isCompletedExceptionally();
                assertThat(done.handle((result, failure) -> failure).join())
                        .isInstanceOfSatisfying(
                                GuestTerminatedException.class,
                                e -> assertThat(e.reason())
                                        .isEqualTo(
                                                how.equals("kill")
                                                        ? TerminationReason.KILLED
                                                        : TerminationReason.ABANDONED));
            }
        }
    }

    @Test
    void aThreadThatWaitsForARunIsToldThatOthersClosedIt() throws Exception {
        for (int round = 0; round < Rounds.of(300); round++) {
            boolean inBody = round % 2 == 0;
            CountDownLatch entered = new CountDownLatch(1);
            guest.script.tail = argument -> {
                entered.countDown();
                return new CompletableFuture<>();
            };
            guest.script.body = (vmctx, argument) -> {
                entered.countDown();
                return vmctx.blockOn(new CompletableFuture<Long>());
            };
            RunAsync run = guest.runAsync(inBody ? "body" : "tail", 1);
            CompletableFuture<Throwable> joined =
                    CompletableFuture.supplyAsync(run::join).handle((result, failure) -> failure.getCause());
            entered.await();
            run.close();
            assertThat(joined.get(1, TimeUnit.MINUTES)).isInstanceOf(GuestTerminatedException.class);
            guest.instance.recover();
        }
    }

    @Test
    void aCompletionThatMeetsACloseLeavesNoFutureBehind() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < Rounds.of(3000); round++) {
                CompletableFuture<Long> awaited = new CompletableFuture<>();
                CountDownLatch asked = new CountDownLatch(1);
                guest.script.tail = argument -> {
                    asked.countDown();
                    return awaited;
                };
                RunAsync run = guest.runAsync("tail", 1);
                CompletableFuture<RunResult> done = run.start(executor);
                asked.await();
                CompletableFuture<Boolean> completer = CompletableFuture.supplyAsync(() -> awaited.complete(1L));
                run.close();
                Object outcome = done.handle((result, failure) -> failure == null ? result : failure)
                        .get(1, TimeUnit.MINUTES);
                completer.join();
                if (outcome instanceof RunResult) {
                    assertThat(run.state()).isEqualTo(State.DONE);
                } else {
                    assertThat(outcome).isInstanceOf(GuestTerminatedException.class);
                    guest.instance.recover();
                }
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aRunWhoseStartWasRefusedMayBeStartedAgain() {
        guest.script.tail = argument -> future;
        RunAsync first = guest.runAsync("tail", 1);
        first.poll(() -> {});
        RunAsync second = guest.runAsync("plain", 2);
        assertThat(second.start(Runnable::run)
                        .handle((result, failure) -> failure)
                        .join())
                .isInstanceOf(InvalidStateException.class);
        assertThat(second.state()).isEqualTo(State.START);
        future.complete(1L);
        first.join();
        assertThat(ScriptedGuest.value(second.start(Runnable::run).join())).isEqualTo(2);
    }

    static Stream<Operation> operations() {
        return Stream.of(Operation.values());
    }

    @Test
    void theTableTellsOfEveryState() {
        assertThat(TABLE.rows()).hasSize(6);
        assertThat(TABLE.hasColumns(State.values())).isTrue();
    }

    private RunAsync bringTo(State state) {
        switch (state) {
            case START -> {
                return guest.runAsync("plain", 1);
            }
            case RESUME -> {
                guest.script.body = (vmctx, argument) -> {
                    vmctx.yieldNow();
                    return argument;
                };
                guest.instance.run("body", 1L).yielded();
                return guest.instance.resumeAsync();
            }
            case BLOCKED -> {
                guest.script.tail = argument -> future;
                RunAsync run = guest.runAsync("tail", 1);
                run.poll(() -> {});
                return run;
            }
            case BOUND_EXPIRED -> {
                RunAsync run = guest.runAsync("work", 100).boundInstCount(10);
                run.poll(() -> {});
                return run.boundInstCount(Long.MAX_VALUE);
            }
            case FAILED -> {
                RunAsync run = guest.instance.runAsync("trap", 1);
                run.start(Runnable::run).handle((result, failure) -> failure).join();
                return run;
            }
            case DONE -> {
                RunAsync run = guest.runAsync("plain", 1);
                run.join();
                return run;
            }
            case POLLING -> throw new IllegalArgumentException("brought about elsewhere");
        }
        throw new IllegalArgumentException(state.name());
    }
}
