package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.KillSwitch;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that wait on their memory: in an asynchronous run, until they are notified from Java or the time is up. */
final class WaitTest {
    private static final int NOTIFIED = 0;
    private static final int NOT_AS_EXPECTED = 1;
    private static final int TIME_IS_UP = 2;
    private static final int PLACE = 32;
    private static final String WAITING = """
            (module
              (memory (export "memory") 1 2 shared)
              (func $wait (export "wait") (param i32 i32 i64) (result i32)
                (memory.atomic.wait32 offset=8 (local.get 0) (local.get 1) (local.get 2)))
              (func (export "wait_long") (param i32 i64 i64) (result i32)
                (memory.atomic.wait64 offset=8 (local.get 0) (local.get 1) (local.get 2)))
              (func (export "notify") (param i32 i32) (result i32)
                (memory.atomic.notify offset=8 (local.get 0) (local.get 1)))
              (func (export "until") (param $expected i32) (result i32) (local $waits i32)
                (loop $again
                  (if (i32.ne (i32.atomic.load (i32.const 32)) (local.get $expected))
                    (then
                      (drop (call $wait (i32.const 24) (i32.atomic.load (i32.const 32)) (i64.const -1)))
                      (local.set $waits (i32.add (local.get $waits) (i32.const 1)))
                      (br $again))))
                (local.get $waits))
              (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
              (func (export "wait_then_load") (param i32) (result i32)
                (drop (memory.atomic.wait32 (i32.const 32) (i32.const 0) (i64.const -1)))
                (i32.load (local.get 0))))
            """;
    private static final CompilerOptions EXPLICIT =
            CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withMetering(Metering.ON);

    private final Region region = Region.create(3, Limits.compact());
    private final Instance guest = region.newInstance(module(WAITING));
    private final Memory memory = guest.memory();

    private static GuestModule module(String text) {
        return WatGuest.of(text, "waiting", EXPLICIT);
    }

    @AfterEach
    void close() {
        if (guest.state() != InstanceState.CLOSED) {
            guest.reset();
            assertThat(guest.run("wait", PLACE - 8, 1, -1L).returned().i32()).isEqualTo(NOT_AS_EXPECTED);
            guest.close();
        }
        region.close();
    }

    private RunAsync waiting(Object... arguments) {
        RunAsync run = guest.runAsync("wait", arguments);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(run.state()).isEqualTo(RunAsync.State.BLOCKED);
        assertThat(guest.state()).isEqualTo(InstanceState.BLOCKED);
        return run;
    }

    private static int result(Poll<RunResult> poll) {
        return ((Poll.Ready<RunResult>) poll).value().returned().i32();
    }

    @Test
    void aNotificationWakesTheRunThatWaits() {
        AtomicInteger wakes = new AtomicInteger();
        RunAsync run = guest.runAsync("wait", PLACE - 8, 0, -1L);
        assertThat(run.poll(wakes::incrementAndGet).isReady()).isFalse();
        assertThat(memory.notify(PLACE + 4, 1)).isZero();
        assertThat(memory.notify(PLACE, 0)).isZero();
        assertThat(wakes).hasValue(0);
        assertThat(memory.notify(PLACE, 9)).isEqualTo(1);
        assertThat(wakes).hasValue(1);
        assertThat(memory.notify(PLACE, 9)).isZero();
        assertThat(result(run.poll(() -> {}))).isEqualTo(NOTIFIED);
        assertThat(guest.instructionCount()).hasValue(4);
    }

    @Test
    void theGuestIsWokenOnceForEachWait() {
        CompletableFuture<RunResult> done = guest.runAsync("until", 3).start(Runnable::run);
        for (int value = 1; value <= 3; value++) {
            assertThat(done).isNotDone();
            memory.writeInt(PLACE, value);
            assertThat(memory.notify(PLACE, Integer.MAX_VALUE)).isEqualTo(1);
        }
        assertThat(done.join().returned().i32()).isEqualTo(3);
    }

    @Test
    void whatIsNotAsExpectedIsNotWaitedFor() {
        memory.writeLong(PLACE, 0x1_0000_0005L);
        assertThat(guest.run("wait", PLACE - 8, 6, -1L).returned().i32()).isEqualTo(NOT_AS_EXPECTED);
        assertThat(guest.runAsync("wait", PLACE - 8, 6, -1L).join().returned().i32())
                .isEqualTo(NOT_AS_EXPECTED);
        assertThat(guest.run("wait_long", PLACE - 8, 5L, -1L).returned().i32()).isEqualTo(NOT_AS_EXPECTED);
        waiting(PLACE - 8, 5, -1L).close();
    }

    @Test
    void aWaitOf64BitsComparesAllOfThem() {
        memory.writeLong(PLACE, 0x1_0000_0005L);
        CompletableFuture<RunResult> done =
                guest.runAsync("wait_long", PLACE - 8, 0x1_0000_0005L, -1L).start(Runnable::run);
        assertThat(memory.notify(PLACE, 1)).isEqualTo(1);
        assertThat(done.join().returned().i32()).isEqualTo(NOTIFIED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 3_000_000})
    void aWaitEndsWhenItsTimeIsUp(long nanos) {
        assertThat(guest.runAsync("wait", PLACE - 8, 0, nanos).join().returned().i32())
                .isEqualTo(TIME_IS_UP);
        assertThat(memory.notify(PLACE, 1)).isZero();
    }

    @Test
    void aWaitOfNoTimeDoesNotBlock() {
        assertThat(guest.run("wait", PLACE - 8, 0, 0L).returned().i32()).isEqualTo(TIME_IS_UP);
        assertThat(guest.runAsync("wait", PLACE - 8, 0, 0L).poll(() -> {}).isReady())
                .isTrue();
    }

    @Test
    void aWaitThatWouldBlockEndsAGuestThatIsNotRunAsynchronously() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.run("wait", PLACE - 8, 0, -1L))
                .withMessage("guest waiting was terminated in memory.atomic.wait: block-on needs async: it waits to be"
                        + " notified; start the guest with runAsync, not run")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
        assertThat(memory.notify(PLACE, 1)).isZero();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> {
                    guest.recover();
                    guest.run("wait", PLACE - 8, 0, 1L);
                })
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
    }

    @Test
    void aGuestThatNotifiesWakesNobodyAsItIsAlone() {
        assertThat(guest.run("notify", PLACE - 8, -1).returned().i32()).isZero();
    }

    private void assertTraps(Instance instance, TrapCode code, String function, Object... arguments) {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> instance.run(function, arguments))
                .satisfies(trap -> assertThat(trap.code()).isEqualTo(code));
        instance.recover();
    }

    @Test
    void aPlaceOutOfBoundsOrNotAlignedTraps() {
        assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "wait", 65528, 0, 0L);
        assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "wait_long", 65528, 0L, 0L);
        assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "notify", -8, 0);
        assertTraps(guest, TrapCode.UNALIGNED_ATOMIC, "wait", PLACE + 2, 0, 0L);
        assertTraps(guest, TrapCode.UNALIGNED_ATOMIC, "wait_long", PLACE + 4, 0L, 0L);
        assertTraps(guest, TrapCode.UNALIGNED_ATOMIC, "notify", PLACE + 1, 0);
        assertThat(guest.instructionCount()).hasValue(4 + 4 + 3 + 4 + 4 + 3);
    }

    @Test
    void aMemoryThatIsNotSharedIsNotWaitedFor() {
        try (Instance alone = region.newInstance(module(WAITING.replace(" shared", "")))) {
            assertTraps(alone, TrapCode.EXPECTED_SHARED_MEMORY, "wait", PLACE - 8, 1, 0L);
            assertTraps(alone, TrapCode.EXPECTED_SHARED_MEMORY, "wait_long", PLACE - 8, 1L, 0L);
            assertThat(alone.run("notify", PLACE - 8, 1).returned().i32()).isZero();
            assertThat(alone.memory().notify(PLACE, 1)).isZero();
        }
    }

    @Test
    void whatJavaMayNotNotifyIsRefused() {
        assertThatThrownBy(() -> memory.notify(PLACE, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count is -1; it must be at least 0");
        assertThatThrownBy(() -> memory.notify(PLACE + 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address is 34; guests wait at multiples of 4");
        for (long address : new long[] {65536, 65534, -4, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> memory.notify(address, 1)).isInstanceOf(MemoryAccessException.class);
        }
        guest.close();
        assertThatThrownBy(() -> memory.notify(PLACE, 1)).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aWaitThatIsKilledIsNotNotifiedAnyMore() {
        CompletableFuture<RunResult> done =
                guest.runAsync("wait", PLACE - 8, 0, -1L).start(Runnable::run);
        guest.killSwitch().kill();
        assertThat(memory.notify(PLACE, 1)).isZero();
        assertThat(done).isCompletedExceptionally();
        assertThat(guest.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aWaitThatIsAbandonedResetOrClosedIsNotNotifiedAnyMore() {
        waiting(PLACE - 8, 0, 60_000_000_000L).close();
        assertThat(guest.state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(memory.notify(PLACE, 1)).isZero();
        guest.recover();
        waiting(PLACE - 8, 0, -1L);
        guest.reset();
        assertThat(memory.notify(PLACE, 1)).isZero();
        waiting(PLACE - 8, 0, -1L);
        guest.close();
    }

    @Test
    void aDeadlineEndsAWait() {
        RunAsync run = guest.runAsync("wait", PLACE - 8, 0, -1L).deadline(Duration.ofMillis(2));
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(run::join)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.DEADLINE_EXPIRED));
        assertThat(memory.notify(PLACE, 1)).isZero();
    }

    @Test
    void aMemoryThatGrowsMeanwhileHasItsNewSizeBehindTheWait() {
        CompletableFuture<RunResult> done =
                guest.runAsync("wait_then_load", 65536 + 8).start(Runnable::run);
        assertThat(memory.grow(1)).isEqualTo(1);
        memory.writeInt(65536 + 8, 77);
        memory.notify(PLACE, 1);
        assertThat(done.join().returned().i32()).isEqualTo(77);
    }

    @Test
    void aGuestWaitsInsideOfAHostcallThatCallsIt() {
        String calling = WAITING.replace("(module", """
                (module
                  (import "host" "ask" (func $ask (result i32)))
                  (func (export "nested") (result i32) (i32.add (call $ask) (i32.const 100)))
                """);
        HostImports host = HostImports.in("host")
                .function(
                        "ask",
                        Signature.parse(":i"),
                        (vmctx, arguments) -> List.of(
                                vmctx.call("wait", PLACE - 8, 0, -1L).returned().i32()));
        try (Instance nesting = region.newInstance(module(calling), host)) {
            CompletableFuture<RunResult> done = nesting.runAsync("nested").start(Runnable::run);
            assertThat(nesting.state()).isEqualTo(InstanceState.BLOCKED);
            assertThat(nesting.memory().notify(PLACE, 1)).isEqualTo(1);
            assertThat(done.join().returned().i32()).isEqualTo(100);
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> nesting.run("nested"))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
        }
    }

    @Test
    void anInstanceWaitsThatAnotherOneCalls() {
        String calling = """
                (module
                  (import "other" "wait" (func $wait (param i32 i32 i64) (result i32)))
                  (func (export "call") (result i32)
                    (i32.add (call $wait (i32.const 24) (i32.const 0) (i64.const -1)) (i32.const 7))))
                """;
        try (Instance caller = region.newInstance(module(calling), guest.exportsAs("other"))) {
            CompletableFuture<RunResult> done = caller.runAsync("call").start(Runnable::run);
            assertThat(done).isNotDone();
            assertThat(memory.notify(PLACE, 1)).isEqualTo(1);
            assertThat(done.join().returned().i32()).isEqualTo(7);
            CompletableFuture<RunResult> killed = caller.runAsync("call").start(Runnable::run);
            caller.killSwitch().kill();
            assertThatThrownBy(killed::join).isInstanceOf(CompletionException.class);
            assertThat(memory.notify(PLACE, 1)).isZero();
        }
    }

    /** Whoever writes and then notifies is never missed, wherever the guest is between looking and waiting. */
    @Test
    void aNotificationAfterAWriteIsNeverLost() throws Exception {
        int rounds = Rounds.of(20_000);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            for (int round = 1; round <= rounds; round++) {
                CompletableFuture<RunResult> done =
                        guest.runAsync("until", round).start(executor);
                memory.writeInt(PLACE, round);
                memory.notify(PLACE, 1);
                assertThat(done.get().returned().i32()).isLessThanOrEqualTo(1);
            }
        } finally {
            executor.shutdown();
        }
    }

    /** What ends a wait: one of a notification, the time and a kill, and each who asks is told the same. */
    @Test
    void aNotificationTheTimeAndAKillExcludeEachOther() throws Exception {
        int rounds = Rounds.of(4_000);
        Random random = new Random(64);
        ExecutorService executor = Executors.newFixedThreadPool(3);
        int[] ends = new int[4];
        try {
            for (int round = 0; round < rounds; round++) {
                long nanos = random.nextInt(4) == 0 ? -1 : 1 + random.nextInt(60_000);
                boolean kills = nanos < 0 || random.nextBoolean();
                CyclicBarrier begin = new CyclicBarrier(3);
                Future<Integer> notified = executor.submit(() -> {
                    begin.await();
                    return memory.notify(PLACE, 1);
                });
                KillSwitch killSwitch = guest.killSwitch();
                Future<KillSwitch.Outcome> killed = executor.submit(() -> {
                    begin.await();
                    return kills ? killSwitch.kill() : KillSwitch.Outcome.TOO_LATE;
                });
                CompletableFuture<RunResult> done =
                        guest.runAsync("wait", PLACE - 8, 0, nanos).start(executor);
                begin.await();
                boolean told = notified.get() == 1;
                killed.get();
                try {
                    int end = done.get().returned().i32();
                    assertThat(end).isEqualTo(told ? NOTIFIED : TIME_IS_UP);
                    ends[end]++;
                } catch (ExecutionException e) {
                    assertThat(kills).isTrue();
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    GuestTerminatedException.class,
                                    end -> assertThat(end.reason()).isEqualTo(TerminationReason.KILLED));
                    ends[3]++;
                    guest.recover();
                }
                assertThat(memory.notify(PLACE, 1)).isZero();
            }
        } finally {
            executor.shutdown();
        }
        assertThat(ends[NOTIFIED]).as("rounds that a notification has ended").isPositive();
        assertThat(ends[TIME_IS_UP]).as("rounds that the time has ended").isPositive();
        assertThat(ends[3]).as("rounds that a kill has ended").isPositive();
    }
}
