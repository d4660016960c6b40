package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pointers and lengths that guests pass, honest and otherwise. */
final class ParametersTest {
    private static final int SIZE = 2 * Memory.PAGE;

    private final Values values = new Values();
    private final Region region = Region.create(1, Limits.compact());
    private final Instance instance = region.newInstance(ValuesTest.MODULE, ValuesHostcalls.of(values));
    private final Memory memory = instance.memory();

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private int measure(int pointer, int length) {
        return instance.run("measure_string", pointer, length).returned().i32();
    }

    private int write(int address, byte[] bytes) {
        memory.writeBytes(address, bytes);
        return bytes.length;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "hello", "Grüße", "日本語", "🙂🙃", "a\0b", "\u007f\u0080\u07ff\u0800\uffff", "\ufffd"})
    void aStringArrivesAsItIsWritten(String text) {
        int length = write(100, text.getBytes(StandardCharsets.UTF_8));
        assertThat(measure(100, length)).isEqualTo(text.length());
        assertThat(values.text).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 5000, SIZE})
    void aStringOfAnyLengthArrives(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        write(0, bytes);
        measure(0, length);
        assertThat(values.text).isEqualTo(new String(bytes, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SIZE - 1, SIZE})
    void anEmptyStringMayLieAnywhereUpToTheEnd(int pointer) {
        values.text = "not called";
        assertThat(measure(pointer, 0)).isZero();
        assertThat(values.text).isEmpty();
    }

    @Test
    void aStringMayEndWithTheMemory() {
        write(SIZE - 3, "end".getBytes(StandardCharsets.UTF_8));
        measure(SIZE - 3, 3);
        assertThat(values.text).isEqualTo("end");
    }

    @Test
    void aStringThatIsNoUtf8EndsTheGuestAndIsNotHandedOver() {
        byte[][] malformed = {
            {(byte) 0xff},
            {(byte) 0xc3},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {'o', 'k', (byte) 0x80},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82}
        };
        for (byte[] bytes : malformed) {
            values.text = "not called";
            write(0, bytes);
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .as(Arrays.toString(bytes))
                    .isThrownBy(() -> measure(0, bytes.length))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW))
                    .withMessageContaining("values.measure_string")
                    .withMessageContaining("not UTF-8");
            assertThat(values.text).isEqualTo("not called");
            instance.reset();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "131072, 1",
        "131071, 2",
        "131073, 0",
        "0, 131073",
        "-1, 0",
        "-1, 1",
        "-1, -1",
        "0, -1",
        "1, -1",
        "2147483647, 2147483647",
        "-2147483648, 0",
        "131072, -131072",
        "-131072, 131073"
    })
    void arrivesOutOfBoundsAsATrapThatTellsTheAddress(int pointer, int length) {
        values.text = "not called";
        for (String function : new String[] {"measure_string", "sum_bytes"}) {
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> instance.run(function, pointer, length))
                    .withMessageContaining("values." + function)
                    .withMessageContaining(Integer.toUnsignedString(length))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS);
                        assertThat(e.address()).hasValue(Integer.toUnsignedLong(pointer));
                    });
            assertThat(instance.state()).isEqualTo(InstanceState.FAULTED);
            instance.reset();
        }
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> instance.run("fill", pointer, length, 1));
        assertThat(values.text).isEqualTo("not called");
    }

    @Test
    void bytesAreACopy() {
        memory.writeBytes(10, new byte[] {1, 2, 3});
        assertThat(instance.run("sum_bytes", 10, 3).returned().i32()).isEqualTo(6);
        values.bytes[0] = 99;
        assertThat(memory.readByte(10)).isEqualTo((byte) 1);
    }

    @Test
    void aSliceIsTheGuestsOwnMemory() {
        instance.run("fill", SIZE - 4, 4, 9);
        assertThat(memory.readInt(SIZE - 4)).isEqualTo(0x09090909);
        assertThat(memory.readByte(SIZE - 5)).isZero();
        instance.run("fill", SIZE, 0, 9);
    }

    @Test
    void parametersOfAllKindsShareTheirSlotsInOrder() {
        write(0, "name".getBytes(StandardCharsets.UTF_8));
        long result =
                instance.run("describe", 0, 4, 64, 16, 1, 128, 5).returned().i64();
        assertThat(result).isEqualTo(4L << 32 | 5);
        assertThat(values.seen).containsExactly("name", (long) SIZE, 64L, 16, true, 5, 2L);
    }

    @Test
    void aHostcallThatReachesBeyondMemoryItselfEndsTheGuest() {
        assertThat(instance.run("touch", SIZE - 1).returned().i32()).isEqualTo(77);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run("touch", SIZE))
                .withCauseInstanceOf(MemoryAccessException.class);
        instance.reset();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run("touch", -1))
                .withCauseInstanceOf(MemoryAccessException.class)
                .withMessageContaining("4294967295");
    }

    @Test
    void randomRangesEitherArriveOrTrap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < Rounds.of(2000); round++) {
            int pointer = interesting(random);
            int length = interesting(random);
            boolean inside = Integer.toUnsignedLong(pointer) + Integer.toUnsignedLong(length) <= SIZE;
            boolean arrived;
            try {
                measure(pointer, length);
                arrived = true;
            } catch (GuestTrapException e) {
                arrived = false;
                instance.recover();
            }
            assertThat(arrived)
                    .as("seed %d: pointer %d, length %d", seed, pointer, length)
                    .isEqualTo(inside);
        }
    }

    private static int interesting(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(SIZE + 2);
            case 1 -> SIZE - random.nextInt(10) + 4;
            case 2 -> random.nextInt();
            default -> random.nextInt(20) - 10;
        };
    }
}
