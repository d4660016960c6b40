package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RegionFullException;
import dev.hostcall.runtime.TrapCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear memory from both sides: bounds, growth, images, faults, and what the next tenant of a slot sees. */
final class MemoryTest {
    private static final int PAGE = Memory.PAGE;

    /** Slots with and without guard pages. */
    enum Slots {
        GUARDED,
        COMPACT;

        Limits limits() {
            return this == GUARDED ? Limits.defaults() : Limits.compact();
        }
    }

    private static GuestModule sized(int pages, int most, int image, int fill) {
        String source = """
                #include "guest.h"
                static const unsigned char image[IMAGE + 1] = {[0 ... IMAGE] = FILL};
                static void nothing(struct guest *guest) { (void)guest; }
                static const struct guest_export exports[] = {{"nothing", ":", nothing}};
                GUEST_DESCRIPTOR(.exports = exports, .export_count = 1, .memory_pages = PAGES,
                                 .memory_max_pages = MOST, .image = image, .image_size = IMAGE);
                """.replace("IMAGE", String.valueOf(image))
                .replace("PAGES", String.valueOf(pages))
                .replace("MOST", String.valueOf(most))
                .replace("FILL", String.valueOf(fill));
        return GuestModule.load(CGuest.compile(source, "sized.c", "-Wno-override-init"));
    }

    private static void refused(ThrowingCallable access) {
        assertThatExceptionOfType(MemoryAccessException.class).isThrownBy(access);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void everyAccessorEndsWithTheMemory(int pages) {
        for (Slots slots : Slots.values()) {
            try (Region region = Region.create(1, slots.limits());
                    Instance instance = region.newInstance(sized(pages, pages, 0, 0))) {
                Memory memory = instance.memory();
                long size = (long) pages * PAGE;
                assertThat(memory.size()).isEqualTo(size);
                check(size, 1, memory::readByte, at -> memory.writeByte(at, (byte) 1));
                check(size, 2, memory::readShort, at -> memory.writeShort(at, (short) 1));
                check(size, 4, memory::readInt, at -> memory.writeInt(at, 1));
                check(size, 8, memory::readLong, at -> memory.writeLong(at, 1));
                check(size, 4, memory::readFloat, at -> memory.writeFloat(at, 1));
                check(size, 8, memory::readDouble, at -> memory.writeDouble(at, 1));
                check(size, 5, at -> memory.readBytes(at, 5), at -> memory.writeBytes(at, new byte[5]));
                check(
                        size,
                        5,
                        at -> memory.readString(at, 5),
                        at -> memory.slice(at, 5).writeBytes(0, new byte[5]));
                assertThat(memory.readBytes(size, 0)).isEmpty();
                memory.writeBytes(size, new byte[0]);
                refused(() -> memory.readBytes(size + 1, 0));
                refused(() -> memory.readBytes(-1, 0));
                refused(() -> memory.readBytes(0, -1));
                refused(() -> memory.slice(0, -1));
            }
        }
    }

    private static void check(long size, int width, LongConsumer read, LongConsumer write) {
        for (LongConsumer access : List.of(read, write)) {
            if (size >= width) {
                access.accept(0);
                access.accept(size - width);
            }
            for (long at : new long[] {
                size - width + 1, size, size + 1, -1, -width, 1L << 32, (1L << 32) - 1, Long.MAX_VALUE, Long.MIN_VALUE
            }) {
                if (at < 0 || at > size - width) {
                    refused(() -> access.accept(at));
                }
            }
        }
    }

    @Test
    void aSliceIsBoundedByItself() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            MemorySlice slice = guest.instance.memory().slice(100, 8);
            slice.writeLong(0, 0x0807060504030201L);
            assertThat(slice.readByte(7)).isEqualTo((byte) 8);
            assertThat(slice.readInt(4)).isEqualTo(0x08070605);
            assertThat(slice.writeString("12345678")).isEqualTo(8);
            assertThat(slice.readString()).isEqualTo("12345678");
            for (int offset : new int[] {-1, 1, 8, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                refused(() -> slice.readLong(offset));
                refused(() -> slice.writeLong(offset, 1));
                refused(() -> slice.writeDouble(offset, 1));
            }
            refused(() -> slice.readByte(8));
            refused(() -> slice.writeBytes(1, new byte[8]));
            refused(() -> slice.writeString("123456789"));
            assertThat(slice.readString()).isEqualTo("12345678");
        }
    }

    @ParameterizedTest
    @EnumSource(Slots.class)
    void memoryGrowsToItsMaximumAndNotBeyond(Slots slots) {
        try (ScriptedGuest guest = ScriptedGuest.of(ScriptedGuest.METERED, slots.limits())) {
            Instance instance = guest.instance;
            refused(() -> instance.memory().readByte(2 * PAGE));
            assertThat(instance.run("grow", 0).returned().i32()).isEqualTo(2);
            assertThat(instance.run("grow", 3).returned().i32()).isEqualTo(2);
            instance.run("store", 5 * PAGE - 8, 7L);
            assertThat(instance.memory().readLong(5 * PAGE - 8)).isEqualTo(7);
            assertThat(instance.run("size").returned().i64()).isEqualTo(5 * PAGE);
            for (int pages : new int[] {4, 65_536, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThat(instance.run("grow", pages).returned().i32()).isEqualTo(-1);
            }
            assertThat(instance.memory().grow(-1)).isEqualTo(-1);
            assertThat(instance.memory().grow(Long.MAX_VALUE)).isEqualTo(-1);
            assertThat(instance.memory().grow(3)).isEqualTo(5);
            assertThat(instance.memory().pages()).isEqualTo(8);
            assertThat(instance.run("grow", 1).returned().i32()).isEqualTo(-1);
        }
    }

    @Test
    void theRegionsLimitCountsToo() {
        Limits limits = Limits.compact().withMemorySize(3 * PAGE);
        try (ScriptedGuest guest = ScriptedGuest.of(ScriptedGuest.METERED, limits)) {
            assertThat(guest.instance.memory().grow(2)).isEqualTo(-1);
            assertThat(guest.instance.memory().grow(1)).isEqualTo(2);
        }
        try (Region region = Region.create(1, limits)) {
            GuestModule large = sized(4, 4, 0, 0);
            assertThatExceptionOfType(LimitsExceededException.class)
                    .isThrownBy(() -> region.newInstance(large).close())
                    .withMessageContaining(String.valueOf(4 * PAGE))
                    .withMessageContaining(String.valueOf(3 * PAGE));
            assertThat(region.used()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Slots.class)
    void theNextTenantSeesItsOwnImageAndZerosElsewhere(Slots slots) {
        // Small images are copied, large ones mapped; every order of the two.
        List<GuestModule> modules = List.of(
                sized(4, 8, 0, 0),
                sized(2, 8, 100, 17),
                sized(3, 8, 2 * PAGE + 5, 18),
                sized(8, 8, 7 * PAGE, 19),
                sized(1, 8, 16 * 1024, 20));
        try (Region region = Region.create(1, slots.limits())) {
            for (int i = 0; i < modules.size() * modules.size(); i++) {
                for (GuestModule module : List.of(modules.get(i / 5), modules.get(i % 5))) {
                    try (Instance instance = region.newInstance(module)) {
                        checkImageAndSoil(instance);
                        instance.reset();
                        checkImageAndSoil(instance);
                    }
                }
            }
        }
    }

    private static void checkImageAndSoil(Instance instance) {
        Memory memory = instance.memory();
        memory.grow(8 - memory.pages());
        byte[] contents = memory.readBytes(0, 8 * PAGE);
        byte fill = contents[0];
        int end = 0;
        while (end < contents.length && fill != 0 && contents[end] == fill) {
            end++;
        }
        byte[] rest = Arrays.copyOfRange(contents, end, contents.length);
        assertThat(Arrays.equals(rest, new byte[rest.length])).isTrue();
        int expected = switch (fill) {
            case 17 -> 100;
            case 18 -> 2 * PAGE + 5;
            case 19 -> 7 * PAGE;
            case 20 -> 16 * 1024;
            default -> 0;
        };
        assertThat(end).isEqualTo(expected);
        Arrays.fill(contents, (byte) 0x55);
        memory.writeBytes(0, contents);
    }

    @ParameterizedTest
    @EnumSource(Slots.class)
    void theNextTenantSeesNothingOfTheLastOnesDataAndStack(Slots slots) {
        Script script = new Script();
        try (Region region = Region.create(1, slots.limits())) {
            for (int i = 0; i < 3; i++) {
                try (Instance instance = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script))) {
                    assertThat(instance.instructionCount()).hasValue(0);
                    assertThat(instance.run("number").returned().i64()).isZero();
                    assertThat(instance.run("initialized").returned().i64()).isEqualTo(41);
                    instance.run("set_number", 5L);
                    instance.run("recurse", 500L);
                }
            }
        }
    }

    // ---- faults ----

    @Test
    void aFaultInGuardedMemoryTellsItsOffset() {
        try (ScriptedGuest guest = ScriptedGuest.of(ScriptedGuest.GUARDED, Limits.defaults())) {
            for (int offset : new int[] {2 * PAGE, 2 * PAGE + 12_345, -8, Integer.MIN_VALUE}) {
                for (String function : new String[] {"load", "store"}) {
                    assertThatExceptionOfType(GuestTrapException.class)
                            .isThrownBy(() -> {
                                if (function.equals("load")) {
                                    guest.instance.run("load", offset);
                                } else {
                                    guest.instance.run("store", offset, 1L);
                                }
                            })
                            .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS))
                            .satisfies(e -> assertThat(e.address()).hasValue(Integer.toUnsignedLong(offset)));
                    guest.instance.recover();
                }
            }
            guest.instance.memory().grow(1);
            guest.instance.run("store", 2 * PAGE, 3L);
            guest.worksAfterReset();
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.instance.run("load", 2 * PAGE));
        }
    }

    @Test
    void aWildPointerIsATrapThatTellsTheAddress() {
        try (ScriptedGuest guest = ScriptedGuest.wild()) {
            for (long address : new long[] {0x1000, 0, 0x7fffffffff000L}) {
                assertThatExceptionOfType(GuestTrapException.class)
                        .isThrownBy(() -> guest.instance.run("wild", address))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS))
                        .satisfies(e -> {
                            if (address == 0x1000) {
                                assertThat(e.address()).hasValue(address);
                            }
                        });
                assertThat(guest.instance.state()).isEqualTo(InstanceState.FAULTED);
                guest.worksAfterReset();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Slots.class)
    void anExhaustedStackIsATrapAndTheGuestRunsAgain(Slots slots) {
        try (ScriptedGuest guest = ScriptedGuest.of(ScriptedGuest.METERED, slots.limits())) {
            for (int i = 0; i < 50; i++) {
                assertThatExceptionOfType(GuestTrapException.class)
                        .isThrownBy(() -> guest.instance.run("overflow"))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.STACK_OVERFLOW))
                        .satisfies(e -> assertThat(e.address()).isEmpty());
                if (i % 2 == 0) {
                    guest.instance.reset();
                } else {
                    guest.instance.recover();
                }
                assertThat(guest.run("recurse", 100)).isEqualTo(100);
            }
        }
    }

    @Test
    void aDivisionByZeroAndAnUnknownInstructionAreTraps() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            assertThat(guest.instance.run("divide", 7, -2).returned().i32()).isEqualTo(-3);
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> guest.instance.run("divide", 7, 0))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.INTEGER_DIVIDE_BY_ZERO));
            guest.worksAfterReset();
        }
        try (ScriptedGuest guest = ScriptedGuest.wild()) {
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> guest.instance.run("illegal"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.ILLEGAL_INSTRUCTION));
            guest.worksAfterReset();
        }
    }

    @ParameterizedTest
    @EnumSource(TrapCode.class)
    void everyTrapKeepsItsCode(TrapCode code) {
        try (ScriptedGuest guest = ScriptedGuest.wild()) {
            int number = List.of(TrapCode.values()).indexOf(code) + 1;
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> guest.runAsync("plain", 1)
                            .join()
                            .returned()
                            .values()
                            .forEach(ignored -> guest.instance.run("trap", number)))
                    .withMessageContaining(code.toString())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(code));
            assertThat(guest.instance.instructionCount()).hasValue(2);
        }
    }

    // ---- closed instances ----

    @Test
    void nothingOfAClosedInstancesMemoryCanBeTouched() {
        ScriptedGuest guest = ScriptedGuest.metered();
        Memory memory = guest.instance.memory();
        MemorySlice slice = memory.slice(0, 16);
        guest.instance.close();
        try (Instance next = guest.region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(guest.script))) {
            next.memory().writeLong(0, 42);
            for (ThrowingCallable access : List.<ThrowingCallable>of(
                    () -> memory.readByte(0),
                    () -> memory.writeLong(0, 1),
                    () -> memory.readBytes(0, 4),
                    () -> memory.writeBytes(0, new byte[4]),
                    () -> memory.grow(1),
                    () -> slice.readLong(0),
                    () -> slice.writeString("no"),
                    slice::readBytes)) {
                assertThatExceptionOfType(InvalidStateException.class)
                        .isThrownBy(access)
                        .withMessageContaining("closed");
            }
            assertThat(next.memory().readLong(0)).isEqualTo(42);
            assertThat(next.memory().pages()).isEqualTo(2);
        }
        guest.region.close();
    }

    @ParameterizedTest
    @EnumSource(Slots.class)
    void anAccessThatMeetsACloseNeverReachesTheNextTenant(Slots slots) throws Exception {
        Script script = new Script();
        try (Region region = Region.create(1, slots.limits())) {
            for (int round = 0; round < Rounds.of(500); round++) {
                Instance first = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script));
                Memory stale = first.memory();
                MemorySlice slice = stale.slice(64, 8);
                AtomicBoolean begun = new AtomicBoolean();
                CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                    try {
                        while (true) {
                            stale.writeLong(0, 0x5555);
                            slice.writeLong(0, 0x5555);
                            begun.set(true);
                        }
                    } catch (InvalidStateException closed) {
                        begun.set(true);
                    }
                });
                while (!begun.get()) {
                    Thread.onSpinWait();
                }
                first.close();
                try (Instance next = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script))) {
                    writer.get();
                    assertThat(next.memory().readLong(0)).isZero();
                    assertThat(next.memory().readLong(64)).isZero();
                }
            }
        }
    }

    @Test
    void anAccessThatMeetsAResetIsInsideOrRefused() throws Exception {
        try (ScriptedGuest guest = ScriptedGuest.of(ScriptedGuest.METERED, Limits.defaults())) {
            Memory memory = guest.instance.memory();
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    try {
                        memory.readLong(7 * PAGE);
                    } catch (MemoryAccessException shrunk) {
                        // not grown yet, or reset
                    }
                }
            });
            for (int round = 0; round < Rounds.of(2000); round++) {
                memory.grow(6);
                guest.instance.reset();
            }
            stop.set(true);
            reader.get();
        }
    }

    // ---- regions ----

    @Test
    void aFullRegionRefusesAndAClosedInstanceMakesRoom() {
        Script script = new Script();
        try (Region region = Region.create(2, Limits.compact())) {
            Instance first = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script));
            Instance second = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script));
            assertThatExceptionOfType(RegionFullException.class)
                    .isThrownBy(() -> region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script)))
                    .withMessageContaining("2 slots");
            first.close();
            region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script))
                    .close();
            second.close();
            assertThat(region.used()).isZero();
        }
    }

    @Test
    void aRegionBeyondAllAddressSpaceIsRefused() {
        for (int capacity : new int[] {1_000_000, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(LimitsExceededException.class)
                    .isThrownBy(() -> Region.create(capacity, Limits.defaults()));
        }
    }

    @Test
    void instancesComeAndGoOnManyThreads() throws Exception {
        Script script = new Script();
        try (Region region = Region.create(4, Limits.compact())) {
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                threads.add(CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < Rounds.of(500); round++) {
                        try (Instance instance =
                                region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(script))) {
                            assertThat(instance.run("number").returned().i64()).isZero();
                            instance.run("set_number", 1L);
                            assertThat(instance.run("mix", 9L).returned()).isNotNull();
                        } catch (GuestTerminatedException needsAsync) {
                            // mix has tails
                        }
                    }
                }));
            }
            for (CompletableFuture<Void> thread : threads) {
                thread.get();
            }
            assertThat(region.used()).isZero();
        }
    }
}
