package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TrapCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Defects of the ancestor that no other test provokes, and the page that lists them all. */
final class DefectsTest {
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void thePageNamesEveryDefectAndOnlyTestsThatExist() throws ReflectiveOperationException {
        Map<String, Map<String, String>> rows = DocumentedTable.read(
                        "defects.md", "# Defects that must not come back", "defect")
                .rows();
        assertThat(rows.keySet())
                .containsExactlyElementsOf(
                        Stream.concat(IntStream.rangeClosed(1, 25).mapToObj(i -> "B" + i), Stream.of("revert"))
                                .toList());
        int named = 0;
        for (Map<String, String> row : rows.values()) {
            Matcher name = TEST_NAME.matcher(row.get("here"));
            while (name.find()) {
                Class<?> test = Class.forName(DefectsTest.class.getPackageName() + "." + name.group(1));
                assertThat(Stream.of(test.getDeclaredMethods()).map(method -> method.getName()))
                        .contains(name.group(2));
                named++;
            }
        }
        assertThat(named).isGreaterThan(25);
    }

    @Test
    void aLockThatAnAbandonedHostcallHoldsIsReleased() throws InterruptedException { // B5
        ReentrantLock lock = new ReentrantLock();
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            guest.script.body = (vmctx, argument) -> {
                lock.lock();
                try {
                    return vmctx.blockOn(new CompletableFuture<Long>());
                } finally {
                    lock.unlock();
                }
            };
            for (int round = 0; round < 100; round++) {
                RunAsync run = guest.runAsync("body", 1);
                run.poll(() -> {});
                assertThat(lock.isLocked()).isTrue();
                run.close();
                assertThat(lock.tryLock(1, TimeUnit.MINUTES)).isTrue();
                lock.unlock();
                guest.instance.reset();
            }
            guest.worksAfterReset();
        }
    }

    /** Hands out a slice of its guest's memory with the future that is to fill it. */
    @HostcallModule("late")
    static final class LateHost {
        final CompletableFuture<Void> future = new CompletableFuture<>();
        final List<MemorySlice> slices = new ArrayList<>();

        @Hostcall
        CompletableFuture<Void> fill(MemorySlice into) {
            slices.add(into);
            return future.copy();
        }
    }

    private static final String FILLED = """
            (module
              (import "late" "fill" (func $fill (param i32 i32)))
              (memory (export "memory") 1)
              (func (export "fill") (call $fill (i32.const 16) (i32.const 8)))
              (func (export "read") (result i64) (i64.load (i32.const 16))))
            """;

    @Test
    void aFutureThatWritesAfterItsInstanceIsClosedIsRefusedAndHarmsNoSuccessor() { // B7
        GuestModule module = WatGuest.of(FILLED, "filled", CompilerOptions.defaults());
        try (Region region = Region.create(1, Limits.defaults())) {
            LateHost host = new LateHost();
            Instance gone = region.newInstance(module, DefectsTest_LateHostHostcalls.of(host));
            gone.runAsync("fill").poll(() -> {});
            gone.close();
            try (Instance successor = region.newInstance(module, DefectsTest_LateHostHostcalls.of(new LateHost()))) {
                assertThatExceptionOfType(InvalidStateException.class)
                        .isThrownBy(() -> host.slices.get(0).writeBytes(0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                        .withMessageContaining("closed");
                host.future.complete(null);
                assertThat(successor.run("read").returned().i64()).isZero();
            }
        }
    }

    @Test
    void aHostcallHasTheThreadsStackAndNotItsGuests() { // B10
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            long deeper = guest.region.limits().stackSize() / 20; // frames of more than 20 bytes each
            guest.script.plain = argument -> depth(deeper);
            assertThat(guest.run("plain", 1)).isEqualTo(deeper);
            guest.script.body = (vmctx, argument) -> depth(deeper);
            assertThat(guest.run("body", 1)).isEqualTo(deeper);
        }
    }

    private static long depth(long left) {
        return left == 0 ? 0 : depth(left - 1) + 1;
    }

    @Test
    void theLargestBoundsNeverOverflow() { // B14
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            guest.script.tail = argument -> CompletableFuture.supplyAsync(() -> argument);
            for (int run = 0; run < 20; run++) {
                RunAsync bounded = guest.runAsync("tail_many", 20)
                        .boundInstCount(Long.MAX_VALUE)
                        .totalBound(Long.MAX_VALUE);
                assertThat(ScriptedGuest.value(bounded.join())).isEqualTo(190);
                RunAsync nearly = guest.runAsync("tail_many", 20)
                        .boundInstCount(Long.MAX_VALUE - run)
                        .totalBound(Long.MAX_VALUE - 1);
                assertThat(ScriptedGuest.value(nearly.join())).isEqualTo(190);
            }
            assertThat(guest.instance.instructionCount().orElseThrow()).isBetween(1L, 100_000L);
        }
    }

    private static final String DESCENDING = """
            (module
              (import "script" "plain" (func $plain (param i64) (result i64)))
              (table funcref (elem $plain))
              (func $indirect (export "indirect") (param i64) (result i64)
                (drop (call_indirect (param i64) (result i64) (local.get 0) (i32.const 0)))
                (i64.add (call $indirect (i64.add (local.get 0) (i64.const 1))) (i64.const 1)))
              (func $direct (export "direct") (param i64) (result i64)
                (drop (call $plain (local.get 0)))
                (i64.add (call $direct (i64.add (local.get 0) (i64.const 1))) (i64.const 1))))
            """;

    @Test
    void hostcallsReachedThroughATableNeedNoMoreOfTheGuestsStackThanOthers() { // B18
        GuestModule module = WatGuest.of(DESCENDING, "descending", CompilerOptions.defaults());
        try (Region region = Region.create(1, Limits.defaults())) {
            long[] deepest = new long[1];
            Script script = new Script();
            script.plain = argument -> {
                deepest[0] = Math.max(deepest[0], argument);
                return depth(2000); // Java's frames do not lie on the guest's stack, however near its end it is
            };
            try (Instance instance = region.newInstance(module, ScriptHostcalls.of(script))) {
                for (String function : new String[] {"indirect", "direct"}) {
                    deepest[0] = 0;
                    assertThatExceptionOfType(GuestTrapException.class)
                            .isThrownBy(() -> instance.run(function, 0L))
                            .satisfies(trap -> assertThat(trap.code()).isEqualTo(TrapCode.STACK_OVERFLOW));
                    assertThat(deepest[0]).isGreaterThan(500);
                    instance.reset();
                }
            }
        }
    }
}
