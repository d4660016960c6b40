package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images of memory begin anywhere, as where the first megabyte is the stack's: before the data is nothing but zeros. */
final class ImagePlacesTest {
    private static final int PAGE = Memory.PAGE;

    /** A module of so many pages with data in one place, and how it is compiled for a kind of slots. */
    private record Data(long at, int size, int pages) {

        GuestModule module(MemoryTest.Slots slots) {
            BoundsMode bounds = slots == MemoryTest.Slots.GUARDED ? BoundsMode.GUARD : BoundsMode.EXPLICIT;
            return WatGuest.of(
                    "(module (memory (export \"memory\") %d 65536) (data (i32.const %d) \"%s\")"
                                    .formatted(pages, at, "d".repeat(size))
                            + "(func (export \"load\") (param i32) (result i32) (i32.load8_u (local.get 0))))",
                    "data-%d-%d".formatted(at, size),
                    CompilerOptions.defaults().withBounds(bounds));
        }

        byte[] memory() {
            byte[] contents = new byte[pages * PAGE];
            Arrays.fill(contents, (int) at, (int) at + size, (byte) 'd');
            return contents;
        }
    }

    @ParameterizedTest
    @EnumSource(MemoryTest.Slots.class)
    void tenantsWithImagesAtDifferentPlacesFindNothingButTheirOwn(MemoryTest.Slots slots) {
        List<Data> tenants = List.of(
                new Data(20 * PAGE + 5, 300, 22),
                new Data(3, 2 * PAGE, 3),
                new Data(PAGE + 1, 3 * PAGE, 5),
                new Data(7 * PAGE, 20 * PAGE, 28),
                new Data(0, 1, 1));
        Random random = new Random(5);
        try (Region region = Region.create(1, slots.limits().withMemorySize(4 << 20))) {
            for (int round = 0; round < 60; round++) {
                Data data = tenants.get(random.nextInt(tenants.size()));
                byte[] expected = data.memory();
                int last = expected.length - 1;
                try (Instance instance = region.newInstance(data.module(slots))) {
                    Memory memory = instance.memory();
                    assertThat(memory.size()).isEqualTo(expected.length);
                    for (int again = 0; again < 2; again++) {
                        assertThat(memory.readBytes(0, expected.length))
                                .as("round %d", round)
                                .isEqualTo(expected);
                        assertThat(instance.run("load", last).returned().i32()).isEqualTo(expected[last]);
                        assertThatExceptionOfType(GuestTrapException.class)
                                .isThrownBy(() -> instance.run("load", expected.length));
                        memory.writeBytes(0, new byte[expected.length]);
                        memory.writeByte(last, (byte) 9);
                        instance.reset();
                    }
                }
            }
        }
    }

    @Test
    void dataMayLieInAnyWindowOfMemory() {
        Data data = new Data((3L << 30) + 12_345, 100, 60_000);
        try (Region region = Region.create(1, Limits.defaults().withMemorySize(4L << 30));
                Instance instance = region.newInstance(data.module(MemoryTest.Slots.GUARDED))) {
            assertThat(instance.memory().readString(data.at(), 100)).isEqualTo("d".repeat(100));
            assertThat(instance.memory().readByte(data.at() - 1)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(MemoryTest.Slots.class)
    void tenantsThatWriteHereAndThereLeaveNothingToTheNext(MemoryTest.Slots slots) {
        List<Data> tenants = List.of(
                new Data(20 * PAGE + 5, 300, 22),
                new Data(PAGE + 1, 3 * PAGE, 22),
                new Data(7 * PAGE, 15 * PAGE, 22),
                new Data(0, 1, 22));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Region region = Region.create(1, slots.limits().withMemorySize(4 << 20))) {
            for (int round = 0; round < 200; round++) {
                Data data = tenants.get(random.nextInt(tenants.size()));
                byte[] expected = data.memory();
                try (Instance instance = region.newInstance(data.module(slots))) {
                    for (int again = 0; again < 2; again++) {
                        assertThat(instance.memory().readBytes(0, expected.length))
                                .as("seed %d, round %d", seed, round)
                                .isEqualTo(expected);
                        for (int writes = random.nextInt(1 << (1 + round % 6)); writes > 0; writes--) {
                            instance.memory().writeByte(random.nextInt(expected.length), (byte) 'x');
                        }
                        if (again == 0) {
                            instance.reset();
                        }
                    }
                }
            }
        }
    }
}
