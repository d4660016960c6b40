package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TrapCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What guests and other threads grow at the same time: memory and tables. Nothing is lost, and what is told is there. */
final class SharedGrowthTest {
    private static final int ROUNDS = Rounds.of(10);
    private static final int GROWS = 1000;

    private static final String GUEST = """
            (module
              (memory (export "memory") 1 2500)
              (table $table (export "table") 1 100000 externref)
              (func (export "grow") (param $times i32) (result i32) (local $old i32) (local $sum i32)
                (loop $again
                  (local.set $old (memory.grow (i32.const 1)))
                  (if (i32.ne (local.get $old) (i32.const -1))
                    (then
                      (local.set $sum (i32.add (local.get $sum) (i32.const 1)))
                      (i32.store (i32.mul (local.get $old) (i32.const 65536)) (i32.const 7))))
                  (local.set $times (i32.sub (local.get $times) (i32.const 1)))
                  (br_if $again (local.get $times)))
                (local.get $sum))
              (func (export "growTable") (param $times i32) (result i32) (local $sum i32)
                (loop $again
                  (if (i32.ne (table.grow $table (ref.null extern) (i32.const 1)) (i32.const -1))
                    (then (local.set $sum (i32.add (local.get $sum) (i32.const 1)))))
                  (local.set $times (i32.sub (local.get $times) (i32.const 1)))
                  (br_if $again (local.get $times)))
                (local.get $sum))
              (func (export "touchWhenGrown") (param $page i32) (result i32)
                (loop $again (br_if $again (i32.le_u (memory.size) (local.get $page))))
                (i32.store (i32.mul (local.get $page) (i32.const 65536)) (i32.const 9))
                (i32.load (i32.mul (local.get $page) (i32.const 65536))))
              (func (export "touchWhenTold") (param $page i32) (result i32)
                (loop $again (br_if $again (i32.eqz (i32.load (i32.const 8)))))
                (i32.store (i32.mul (local.get $page) (i32.const 65536)) (i32.const 9))
                (i32.load (i32.mul (local.get $page) (i32.const 65536))))
              (func (export "lookWhenGrown") (param $size i32) (result i32)
                (loop $again (br_if $again (i32.lt_u (table.size $table) (local.get $size))))
                (ref.is_null (table.get $table (i32.sub (local.get $size) (i32.const 1)))))
              (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
              (func (export "spinAndStore") (param $times i32) (param $address i32) (result i32)
                (loop $again
                  (local.set $times (i32.sub (local.get $times) (i32.const 1)))
                  (br_if $again (local.get $times)))
                (i32.store (local.get $address) (i32.const 3))
                (i32.load (local.get $address))))
            """;

    private static GuestModule guest(BoundsMode bounds) {
        return WatGuest.of(GUEST, "growing", CompilerOptions.defaults().withBounds(bounds));
    }

    private static Region region(BoundsMode bounds) {
        return Region.create(
                1,
                bounds == BoundsMode.GUARD
                        ? Limits.defaults()
                        : Limits.compact().withMemorySize(2500L * Memory.PAGE).withTableElements(100_000));
    }

    /** Runs an action some times on a thread of its own; how often it gave something other than -1. */
    private static CompletableFuture<Integer> count(CountDownLatch begin, int times, IntSupplier action) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        begin.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    int done = 0;
                    for (int i = 0; i < times; i++) {
                        done += action.getAsInt() == -1 ? 0 : 1;
                    }
                    return done;
                },
                task -> new Thread(task, "grower").start());
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void pagesThatGuestAndHostAddAtOnceSumUpAndCanBeAccessed(BoundsMode bounds) {
        try (Region region = region(bounds);
                Instance instance = region.newInstance(guest(bounds))) {
            for (int round = 0; round < ROUNDS; round++) {
                Memory memory = instance.memory();
                CountDownLatch begin = new CountDownLatch(1);
                CompletableFuture<Integer> host = count(begin, GROWS, () -> {
                    int old = (int) memory.grow(1);
                    long size = memory.size();
                    return memory.readByte(size - 1) == 0 && memory.contains(0, size) ? old : 1_000_000;
                });
                CompletableFuture<Integer> other = count(begin, GROWS, () -> (int) memory.grow(1));
                begin.countDown();
                int guest = instance.run("grow", GROWS).returned().i32();
                int all = 1 + host.join() + other.join() + guest;
                assertThat(memory.pages()).isEqualTo(all).isEqualTo(2500);
                assertThat(memory.grow(1)).isEqualTo(-1);
                memory.readByte(memory.size() - 1);
                instance.reset();
                assertThat(instance.memory().pages()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void aGuestThatSeesAPageCanAccessIt(BoundsMode bounds) throws Exception {
        try (Region region = region(bounds);
                Instance instance = region.newInstance(guest(bounds))) {
            for (int page = 1; page <= 200; page++) {
                int seen = page;
                CompletableFuture<Integer> run = CompletableFuture.supplyAsync(
                        () -> instance.run("touchWhenGrown", seen).returned().i32());
                instance.memory().grow(1);
                assertThat(run.get()).isEqualTo(9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void aGuestThatIsToldOfAPageCanAccessIt(BoundsMode bounds) throws Exception {
        try (Region region = region(bounds);
                Instance instance = region.newInstance(guest(bounds))) {
            Memory memory = instance.memory();
            for (int page = 1; page <= 200; page++) {
                int told = page;
                memory.writeInt(8, 0);
                CompletableFuture<Integer> run = CompletableFuture.supplyAsync(
                        () -> instance.run("touchWhenTold", told).returned().i32());
                memory.grow(1);
                memory.writeInt(8, 1);
                assertThat(run.get()).isEqualTo(9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void memoryThatIsGrownWhileABoundIsSpentIsThere(BoundsMode bounds) {
        for (int level = 0; level <= 2; level += 2) {
            GuestModule module = WatGuest.of(
                    GUEST,
                    "growing",
                    CompilerOptions.defaults().withBounds(bounds).withOptimization(level));
            try (Region region = region(bounds);
                    Instance instance = region.newInstance(module)) {
                RunAsync run =
                        instance.runAsync("spinAndStore", 100_000, 131_072).boundInstCount(1000);
                assertThat(run.poll(() -> {}).isReady()).isFalse();
                assertThat(instance.state()).isEqualTo(InstanceState.BOUND_EXPIRED);
                assertThat(instance.memory().grow(3)).isEqualTo(1);
                assertThat(run.boundInstCount(Long.MAX_VALUE).join().returned().i32())
                        .isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void anAccessBeyondTheGrownMemoryStillTraps(BoundsMode bounds) {
        try (Region region = region(bounds);
                Instance instance = region.newInstance(guest(bounds))) {
            instance.memory().grow(1);
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> instance.run("load", 131_069))
                    .satisfies(trap -> assertThat(trap.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS));
        }
    }

    @Test
    void elementsThatGuestAndHostAddAtOnceSumUp() {
        try (Region region = region(BoundsMode.GUARD);
                Instance instance = region.newInstance(guest(BoundsMode.GUARD))) {
            for (int round = 0; round < ROUNDS; round++) {
                GuestTable table = instance.table("table").orElseThrow();
                CountDownLatch begin = new CountDownLatch(1);
                CompletableFuture<Integer> host = count(begin, GROWS, () -> {
                    int old = table.grow(1, "x");
                    return "x".equals(table.get(old)) ? old : -1;
                });
                begin.countDown();
                int guest = instance.run("growTable", GROWS).returned().i32();
                assertThat(1 + guest + host.join()).isEqualTo(table.size()).isEqualTo(1 + 2 * GROWS);
                instance.reset();
            }
        }
    }

    @Test
    void aGuestThatSeesAnElementFindsWhatItHolds() throws Exception {
        try (Region region = region(BoundsMode.GUARD);
                Instance instance = region.newInstance(guest(BoundsMode.GUARD))) {
            GuestTable table = instance.table("table").orElseThrow();
            for (int size = 2; size <= 200; size++) {
                int seen = size;
                CompletableFuture<Integer> run = CompletableFuture.supplyAsync(
                        () -> instance.run("lookWhenGrown", seen).returned().i32());
                table.grow(1, "x");
                assertThat(run.get()).isZero();
            }
        }
    }
}
