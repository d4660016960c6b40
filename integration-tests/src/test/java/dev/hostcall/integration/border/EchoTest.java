package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.integration.Rounds;
import dev.hostcall.integration.border.Shapes.Circle;
import dev.hostcall.integration.border.Shapes.Color;
import dev.hostcall.integration.border.Shapes.Dot;
import dev.hostcall.integration.border.Shapes.Failed;
import dev.hostcall.integration.border.Shapes.Label;
import dev.hostcall.integration.border.Shapes.No;
import dev.hostcall.integration.border.Shapes.Numbers;
import dev.hostcall.integration.border.Shapes.Only;
import dev.hostcall.integration.border.Shapes.Picture;
import dev.hostcall.integration.border.Shapes.Point;
import dev.hostcall.integration.border.Shapes.Reason;
import dev.hostcall.integration.border.Shapes.Refused;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type to a host function and back, through a guest. */
final class EchoTest {
    private static final int RESULT = 64;
    private static final int FREE = 512;

    static final Picture PICTURE = new Picture(
            "Grüße",
            Optional.of(new Point(1, -2)),
            List.of(new Dot(), new Circle(1.5, (byte) -1), new Label("l", new Point(5, 6))),
            EnumSet.of(Color.RED, Color.BLUE),
            Color.GREEN,
            new long[] {1, Long.MIN_VALUE},
            List.of(List.of("a", ""), List.of()));

    private final Echo echo = new Echo();
    private final Region region = Region.create(1, Limits.compact());
    private final Instance instance = region.newInstance(EchoGuest.with(EchoGuest.ALLOCATOR), EchoHostcalls.of(echo));
    private final Memory memory = instance.memory();

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("point", new Point(3, -4)),
                Arguments.of("i8", (byte) -3),
                Arguments.of("u8", (byte) -3),
                Arguments.of("i16", (short) -3),
                Arguments.of("u16", (short) -3),
                Arguments.of("letter", 0x1f600),
                Arguments.of("color", Color.BLUE),
                Arguments.of("colors", EnumSet.of(Color.RED, Color.BLUE)),
                Arguments.of("colors", EnumSet.noneOf(Color.class)),
                Arguments.of("only", new Only((short) -9)),
                Arguments.of("answer", new No()),
                Arguments.of("shape", new Dot()),
                Arguments.of("shape", new Circle(-0.5, (byte) 200)),
                Arguments.of("shape", new Label("text", new Point(7, 8))),
                Arguments.of(
                        "numbers",
                        new Numbers(
                                true,
                                (byte) -1,
                                (byte) -1,
                                (short) -2,
                                (short) -2,
                                3,
                                -3,
                                4L << 40,
                                -4,
                                5.5f,
                                -6.25,
                                'z')),
                Arguments.of("picture", PICTURE),
                Arguments.of("string", ""),
                Arguments.of("string", "日本語🙂?"),
                Arguments.of("string", "x".repeat(1000)),
                Arguments.of("bytes", new byte[] {1, -1, 0}),
                Arguments.of("bools", new boolean[] {true, false, true}),
                Arguments.of("shorts", new short[] {1, -1}),
                Arguments.of("ints", new int[] {1, -1}),
                Arguments.of("letters", new int[] {'a', 0x10ffff}),
                Arguments.of("longs", new long[] {}),
                Arguments.of("floats", new float[] {1.5f}),
                Arguments.of("doubles", new double[] {1.5, -0.0, Double.MIN_VALUE}),
                Arguments.of("strings", List.of("a", "", "ß")),
                Arguments.of("optional", Optional.of((byte) -7)),
                Arguments.of("optional", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueArrivesAndComesBackAsItIs(String function, Object value) {
        Object back = call(function, value);
        assertThat(echo.seen).usingRecursiveComparison().isEqualTo(value);
        assertThat(back).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void randomValuesArriveAndComeBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < Rounds.of(100); round++) {
            for (String function : List.of("picture", "numbers", "shape", "strings", "optional", "colors")) {
                Object value = RandomValues.of(type(function), random);
                Object back = call(function, value);
                assertThat(echo.seen)
                        .as("seed %d", seed)
                        .usingRecursiveComparison()
                        .isEqualTo(value);
                assertThat(back).as("seed %d", seed).usingRecursiveComparison().isEqualTo(value);
                instance.reset();
            }
        }
    }

    /** As the guest that imports it does. */
    private Object call(String function, Object value) {
        Canonical guest = new Canonical(memory, FREE);
        Type type = type(function);
        List<Long> flat = new ArrayList<>(guest.flatten(type, value));
        Signature signature = instance.function(function).signature();
        boolean inMemory = signature.results().isEmpty();
        if (inMemory) {
            flat.add((long) RESULT);
        }
        assertThat(signature.parameters()).hasSameSizeAs(flat);
        RunResult.Returned returned =
                instance.run(function, numbers(signature, flat)).returned();
        if (!inMemory) {
            guest.store(long.class, bits(returned), RESULT);
        }
        return guest.load(type, RESULT);
    }

    private static long bits(RunResult.Returned returned) {
        return ((Number) returned.values().get(0)).longValue();
    }

    static Object[] numbers(Signature signature, List<Long> flat) {
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < flat.size(); i++) {
            long bits = flat.get(i);
            ValueType type = signature.parameters().get(i);
            if (type == ValueType.I32) {
                numbers.add((int) bits);
            } else if (type == ValueType.I64) {
                numbers.add(bits);
            } else if (type == ValueType.F32) {
                numbers.add(Float.intBitsToFloat((int) bits));
            } else {
                numbers.add(Double.longBitsToDouble(bits));
            }
        }
        return numbers.toArray();
    }

    private static Type type(String function) {
        return Arrays.stream(Echo.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(function))
                .map(Method::getGenericReturnType)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"i8, 511, -1", "u8, 511, 255", "i16, 131071, -1", "u16, 131071, 65535"})
    void aSmallIntegerIsItsLowestBitsAndFillsAllOfItsResult(String function, int passed, int returned) {
        assertThat(instance.run(function, passed).returned().i32()).isEqualTo(returned);
    }

    @Test
    void moreThanSixteenValuesAreReadFromMemory() {
        Canonical guest = new Canonical(memory, FREE);
        long at = guest.take(8 + 2 * CanonicalTypes.size(Picture.class), 8);
        guest.store(int.class, 1, at);
        guest.store(Picture.class, PICTURE, at + 4);
        guest.store(Picture.class, PICTURE, at + 4 + CanonicalTypes.size(Picture.class));
        assertThat(CanonicalTypes.alignment(Picture.class)).isEqualTo(4);
        instance.run("picture_twice", (int) at, RESULT);
        assertThat(echo.seen).usingRecursiveComparison().isEqualTo(PICTURE);
        assertThat(guest.load(Picture.class, RESULT)).usingRecursiveComparison().isEqualTo(PICTURE);
    }

    // ---- errors ----

    @Test
    void anErrorThatIsThrownIsAResult() {
        instance.run("may_refuse", 0, 0, RESULT);
        assertThat(memory.readByte(RESULT)).isEqualTo((byte) 1);
        assertThat(memory.readByte(RESULT + 4)).isEqualTo((byte) 1);
        memory.writeByte(0, (byte) 'k');
        instance.run("may_refuse", 0, 1, RESULT);
        assertThat(memory.readByte(RESULT)).isZero();
        assertThat(new Canonical(memory, FREE).load(String.class, RESULT + 4)).isEqualTo("k");
    }

    @Test
    void anErrorThatTellsNothingIsANumber() {
        assertThat(instance.run("may_fail", -1).returned().i32()).isEqualTo(1);
        assertThat(instance.run("may_fail", 1).returned().i32()).isZero();
    }

    // ---- to come ----

    private RunResult.Returned runLater(Object value, String function, Object... arguments) {
        echo.later = new CompletableFuture<>();
        try (RunAsync run = instance.runAsync(function, arguments)) {
            assertThat(run.poll(() -> {})).isInstanceOf(Poll.Pending.class);
            complete(value);
            RunResult.Returned pending = run.join().returned();
            try (RunAsync again = instance.runAsync(function, arguments)) {
                assertThat(again.join().returned()).as("ready at once").isEqualTo(pending);
            }
            return pending;
        }
    }

    @SuppressWarnings("unchecked") // as the hostcall has it
    private void complete(Object value) {
        if (value instanceof Exception failure) {
            echo.later.completeExceptionally(failure);
        } else {
            ((CompletableFuture<Object>) echo.later).complete(value);
        }
    }

    @Test
    void whatAFutureHoldsComesBackLikeAnyOtherResult() {
        assertThat(runLater((byte) -5, "later_i8", 1).i32()).isEqualTo(-5);
        assertThat(runLater(Color.GREEN, "later_color", 0).i32()).isEqualTo(1);
        runLater("later", "later_string", 0, 0, RESULT);
        assertThat(new Canonical(memory, FREE).load(String.class, RESULT)).isEqualTo("later");
        Canonical guest = new Canonical(memory, FREE);
        List<Long> flat = new ArrayList<>(guest.flatten(Picture.class, PICTURE));
        flat.add((long) RESULT);
        Object[] arguments = numbers(instance.function("later_picture").signature(), flat);
        runLater(PICTURE, "later_picture", arguments);
        assertThat(guest.load(Picture.class, RESULT)).usingRecursiveComparison().isEqualTo(PICTURE);
    }

    @Test
    void anErrorThatAFutureCompletesWithIsAResult() {
        runLater(new Refused(Reason.DENIED), "later_may_refuse", 0, 0, RESULT);
        assertThat(memory.readByte(RESULT)).isEqualTo((byte) 1);
        assertThat(memory.readByte(RESULT + 4)).isEqualTo((byte) 1);
        runLater("value", "later_may_refuse", 0, 0, RESULT);
        assertThat(memory.readByte(RESULT)).isZero();
        assertThat(runLater(new Failed(), "later_may_fail", 0).i32()).isEqualTo(1);
        echo.later = CompletableFuture.completedFuture(null);
        assertThat(instance.runAsync("later_may_fail", 0).join().returned().i32())
                .isZero();
    }

    @Test
    void otherFailuresEndTheGuest() {
        echo.later = CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() ->
                        instance.runAsync("later_may_refuse", 0, 0, RESULT).join())
                .withCause(new IllegalStateException("broken"))
                .withMessageContaining("echo.later_may_refuse");
    }
}
