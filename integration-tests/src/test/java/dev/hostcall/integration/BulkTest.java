package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TrapCode;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bulk operators on ranges that are moved in several slices. */
class BulkTest {
    private static final int PAGES = 1_024;
    private static final int SLICE = 1 << 20;
    private static final String TEXT = """
            (module
              (memory (export "memory") 1024)
              (table $t 400000 funcref)
              (elem declare func $some)
              (func $some)
              (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
              (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
              (func (export "fillTable") (param i32 i32)
                (table.fill $t (local.get 0) (ref.func $some) (local.get 1)))
              (func (export "copyTable") (param i32 i32 i32)
                (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
              (func (export "isNull") (param i32) (result i32) (ref.is_null (table.get $t (local.get 0)))))
            """;

    private final Region region = Region.create(1, Limits.defaults());
    private final Instance guest = region.newInstance(
            WatGuest.of(TEXT, "bulk", CompilerOptions.defaults().withOptimization(0)));

    @AfterEach
    void close() {
        guest.close();
        region.close();
    }

    @Test
    void aFillIsInterruptedInTheMiddleAndCountsTheSame() {
        int size = 40 * SLICE + 100;
        RunAsync run = guest.runAsync("fill", 3, 7, size).boundInstCount(SLICE / 64 * 10);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(guest.instructionCount().orElseThrow()).isBetween(10L * SLICE / 64, 11L * SLICE / 64);
        assertThat(guest.memory().readByte(3)).isEqualTo((byte) 7);
        assertThat(guest.memory().readByte(3 + 20L * SLICE)).isZero();
        run.boundInstCount(Long.MAX_VALUE).join();
        assertThat(guest.instructionCount()).hasValue(4 + size / 64);
        assertThat(guest.memory().readByte(2)).isZero();
        assertThat(guest.memory().readByte(3L + size - 1)).isEqualTo((byte) 7);
        assertThat(guest.memory().readByte(3L + size)).isZero();
    }

    @Test
    void aKillDoesNotWaitForTheEndOfAFill() {
        RunAsync run = guest.runAsync("fill", 0, 7, PAGES << 16).boundInstCount(SLICE / 64);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        guest.killSwitch().kill();
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(run::join);
        assertThat(guest.memory().readByte((long) (PAGES << 16) - 1)).isZero();
    }

    @Test
    void aFillThatWouldLeaveMemoryWritesNothing() {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> guest.run("fill", 1, 7, PAGES << 16))
                .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS));
        assertThat(guest.instructionCount()).hasValue(4);
        assertThat(guest.memory().readByte(1)).isZero();
    }

    @Test
    void rangesThatOverlapAreCopiedAsIfAtOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = new byte[3 * SLICE + 1000];
        random.nextBytes(bytes);
        for (int shift : new int[] {-SLICE - 1, -7, 7, SLICE + 1, 2 * SLICE}) {
            guest.reset();
            int from = 4 * SLICE;
            guest.memory().writeBytes(from, bytes);
            guest.run("copy", from + shift, from, bytes.length);
            assertThat(guest.memory().readBytes((long) from + shift, bytes.length))
                    .as("shift %d, seed %d", shift, seed)
                    .isEqualTo(bytes);
            assertThat(guest.instructionCount()).hasValue(4 + bytes.length / 64);
        }
    }

    @Test
    void tablesAreFilledAndCopiedInSlices() {
        int size = 250_000;
        guest.run("fillTable", 0, size);
        assertThat(guest.instructionCount()).hasValue(4 + size / 8);
        assertThat(isNull(size - 1)).isFalse();
        assertThat(isNull(size)).isTrue();
        guest.run("copyTable", 5, 0, size);
        assertThat(isNull(size + 4)).isFalse();
        assertThat(isNull(size + 5)).isTrue();
        guest.run("copyTable", 0, size + 5, 149_000);
        assertThat(isNull(148_999)).isTrue();
        assertThat(isNull(149_000)).isFalse();
    }

    private boolean isNull(int element) {
        return guest.run("isNull", element).returned().i32() == 1;
    }
}
