package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunListener;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation in every state, against the table in {@code docs/states.md}. */
final class StatesTest {
    private static final Set<InstanceState> ALL = EnumSet.allOf(InstanceState.class);

    private static final DocumentedTable TABLE = DocumentedTable.read("states.md", "## Instances", "operation");

    /** What can be asked of an instance, by the row of the table that says what comes of it. */
    @SuppressWarnings("ImmutableEnumChecker") // the actions are methods
    enum Operation {
        RUN("run", instance -> instance.run("size")),
        CALL("GuestFunction.call", instance -> instance.function("size").call()),
        CALL_RAW(
                "GuestFunction.invokeRaw", instance -> instance.function("size").invokeRaw()),
        RUN_ASYNC(
                "first poll of `runAsync`",
                instance -> instance.runAsync("size").poll(() -> {})),
        MAKE_A_RUN("`runAsync`, not polled", instance -> instance.runAsync("size")),
        START("start", Instance::start),
        START_ASYNC(
                "first poll of `startAsync`", instance -> instance.startAsync().poll(() -> {})),
        RESUME("resume", Instance::resume),
        RESUME_ASYNC(
                "first poll of `resumeAsync`",
                instance -> instance.resumeAsync().poll(() -> {})),
        RESET("reset", Instance::reset),
        RECOVER("recover", Instance::recover),
        CLOSE("close", Instance::close),
        READ_MEMORY("reading memory", instance -> instance.memory().readByte(0)),
        WRITE_MEMORY("writing memory", instance -> instance.memory().writeLong(8, 1)),
        GROW_MEMORY("growing memory", instance -> instance.memory().grow(1)),
        COUNT("instructionCount", Instance::instructionCount),
        CONTEXT("putContext", instance -> instance.putContext(String.class, "a")),
        LISTEN("listener", instance -> instance.listener(RunListener.NONE)),
        LOOK("killSwitch", instance -> instance.killSwitch()),
        KILL("KillSwitch.kill", instance -> instance.killSwitch().kill());

        private final String row;
        private final Consumer<Instance> action;

        Operation(String row, Consumer<Instance> action) {
            this.row = row;
            this.action = action;
        }

        /** What the table says becomes of an instance; empty where it says that the operation is refused. */
        Optional<InstanceState> outcome(InstanceState before) {
            return TABLE.outcome(row, before);
        }

        void tryOn(Instance instance, Attempt<InstanceState> attempt) {
            attempt.of(
                    () -> {
                        try {
                            action.accept(instance);
                        } catch (GuestTerminatedException e) {
                            // the operation was allowed; the guest did not survive it
                        }
                    },
                    instance::state);
        }

        void check(Attempt<InstanceState> attempt, InstanceState before) {
            attempt.check(outcome(before), before);
            if (outcome(before).isEmpty()) {
                assertThat(attempt.message()).containsIgnoringCase(before.name());
            }
        }
    }

    @Test
    void theTableTellsOfEveryOperationAndEveryState() {
        assertThat(TABLE.rows()).hasSize(17);
        assertThat(TABLE.hasColumns(InstanceState.values())).isTrue();
    }

    static Stream<Arguments> allOperationsInAllStates() {
        return Stream.of(Operation.values())
                .flatMap(operation -> ALL.stream().map(state -> Arguments.of(operation, state)));
    }

    @ParameterizedTest
    @MethodSource("allOperationsInAllStates")
    void anOperationIsAllowedWhereTheTableSaysSo(Operation operation, InstanceState state) {
        Attempt<InstanceState> attempt = new Attempt<>();
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            if (state == InstanceState.RUNNING) {
                guest.instance.start();
                guest.script.plain = argument -> {
                    operation.tryOn(guest.instance, attempt);
                    return argument;
                };
                try {
                    guest.run("plain", 1);
                } catch (GuestTerminatedException killed) {
                    assertThat(operation).isEqualTo(Operation.KILL);
                }
            } else {
                bringTo(state, guest);
                assertThat(guest.instance.state()).isEqualTo(state);
                operation.tryOn(guest.instance, attempt);
            }
            operation.check(attempt, state);
        }
    }

    @ParameterizedTest
    @MethodSource("allOperations")
    void anInstanceThatAnotherThreadRunsIsRunning(Operation operation) throws InterruptedException {
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            guest.instance.start();
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            guest.script.plain = argument -> {
                inside.countDown();
                leave.await();
                return argument;
            };
            Thread other = new Thread(() -> {
                try {
                    guest.run("plain", 1);
                } catch (GuestTerminatedException killed) {
                    assertThat(operation).isEqualTo(Operation.KILL);
                }
            });
            other.start();
            inside.await();
            Attempt<InstanceState> attempt = new Attempt<>();
            operation.tryOn(guest.instance, attempt);
            leave.countDown();
            other.join();
            operation.check(attempt, InstanceState.RUNNING);
        }
    }

    static Stream<Operation> allOperations() {
        return Stream.of(Operation.values());
    }

    private static void bringTo(InstanceState state, ScriptedGuest guest) {
        if (state != InstanceState.NOT_STARTED) {
            guest.instance.start();
        }
        switch (state) {
            case NOT_STARTED, READY -> {}
            case YIELDED -> {
                guest.script.body = (vmctx, argument) -> {
                    vmctx.yieldNow();
                    return argument;
                };
                guest.instance.run("body", 1L).yielded();
            }
            case BLOCKED -> {
                guest.script.tail = argument -> new CompletableFuture<>();
                guest.runAsync("tail", 1).poll(() -> {});
            }
            case BOUND_EXPIRED -> guest.runAsync("work", 100).boundInstCount(10).poll(() -> {});
            case FAULTED ->
                assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.instance.run("trap", 1));
            case TERMINATED -> {
                guest.script.plain = argument -> {
                    throw new IllegalArgumentException("by the test");
                };
                assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> guest.run("plain", 1));
            }
            case CLOSED -> guest.instance.close();
            case RUNNING -> throw new IllegalArgumentException("brought about elsewhere");
        }
    }

    @ParameterizedTest
    @MethodSource("statesThatCanBeReset")
    void aResetInstanceIsAsNew(InstanceState state) {
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            bringTo(state, guest);
            guest.instance.memory().writeLong(0, 77);
            guest.instance.memory().grow(2);
            guest.instance.reset();
            assertThat(guest.instance.state()).isEqualTo(InstanceState.NOT_STARTED);
            assertThat(guest.instance.instructionCount()).hasValue(0);
            guest.script.body = (vmctx, argument) -> argument;
            guest.instance.start();
            assertThat(guest.instance.run("load", 0).returned().i64()).isZero();
            assertThat(guest.instance.run("size").returned().i64()).isEqualTo(2 * 65_536);
            assertThat(guest.instance.run("initialized").returned().i64()).isEqualTo(41);
            assertThat(guest.instance.run("number").returned().i64()).isZero();
            guest.worksAfterReset();
        }
    }

    static Stream<InstanceState> statesThatCanBeReset() {
        return ALL.stream().filter(state -> Operation.RESET.outcome(state).isPresent());
    }

    @Test
    void aRecoveredInstanceKeepsItsMemoryAndData() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            guest.instance.run("store", 8, 99L);
            guest.instance.run("set_number", 98L);
            bringToFault(guest);
            guest.instance.recover();
            assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
            assertThat(guest.instance.run("load", 8).returned().i64()).isEqualTo(99);
            assertThat(guest.instance.run("number").returned().i64()).isEqualTo(98);
            assertThat(guest.instance.run("initialized").returned().i64()).isEqualTo(41);
            for (int i = 0; i < 1000; i++) { // no stack is lost by it
                bringToFault(guest);
                guest.instance.recover();
            }
            assertThat(guest.run("recurse", 100)).isEqualTo(100);
        }
    }

    private static void bringToFault(ScriptedGuest guest) {
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.instance.run("overflow"));
    }

    @Test
    void aStartFunctionThatFaultsMustStillRunFirst() { // B25
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            guest.script.body = (vmctx, argument) -> {
                throw new IllegalStateException("by the test");
            };
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(guest.instance::start);
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> guest.instance.run("size"));
            guest.instance.recover();
            assertThat(guest.instance.state()).isEqualTo(InstanceState.NOT_STARTED);
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> guest.instance.run("size"))
                    .withMessageContaining("start");
            guest.script.body = (vmctx, argument) -> argument;
            guest.instance.start();
            guest.instance.run("size");
        }
    }

    @Test
    void aStartFunctionThatYieldsSaysSo() { // B23
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            guest.script.body = (vmctx, argument) -> vmctx.yieldValueExpecting("started", Long.class);
            assertThat(guest.instance.start().yielded().value(String.class)).hasValue("started");
            assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
            assertThat(guest.instance.resume(3L).returned().values()).isEmpty();
            assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
        }
    }

    @Test
    void aStartFunctionMayWait() {
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.body = (vmctx, argument) -> vmctx.blockOn(future);
            RunAsync start = guest.instance.startAsync();
            assertThat(start.poll(() -> {}).isReady()).isFalse();
            future.complete(1L);
            assertThat(start.join().returned().values()).isEmpty();
            assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
        }
    }

    @Test
    void startingAModuleWithoutAStartFunctionDoesNothing() { // B12
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            assertThat(guest.instance.start().returned().values()).isEmpty();
            assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
            RunAsync nothing = guest.instance.startAsync();
            assertThat(nothing.join().returned().values()).isEmpty();
            assertThat(nothing.state()).isEqualTo(RunAsync.State.DONE);
            assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        ScriptedGuest guest = ScriptedGuest.metered();
        guest.instance.close();
        assertThatCode(guest.instance::close).doesNotThrowAnyException();
        assertThat(guest.region.used()).isZero();
        guest.region.close();
        assertThatCode(guest.region::close).doesNotThrowAnyException();
        assertThatCode(guest.instance::close).doesNotThrowAnyException();
    }

    @Test
    void aRegionWithLiveInstancesIsNotClosedAndTheyGoOn() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(guest.region::close)
                    .withMessageContaining("1 instance");
            assertThat(guest.run("plain", 5)).isEqualTo(5);
        }
    }

    @Test
    void aClosedRegionMakesNoInstances() {
        ScriptedGuest guest = ScriptedGuest.metered();
        guest.close();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> guest.region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(guest.script)))
                .withMessageContaining("closed");
    }

    @Test
    void aRefusedPollMayBeTriedAgain() {
        try (ScriptedGuest guest = ScriptedGuest.starting()) {
            RunAsync run = guest.instance.runAsync("size");
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> run.poll(() -> {}));
            assertThat(run.state()).isEqualTo(RunAsync.State.START);
            guest.instance.start();
            assertThat(run.join().returned().i64()).isEqualTo(2 * 65_536);
        }
    }
}
