package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
    static final GuestModule MODULE = WatGuest.load(
            ValuesTest.class, "values-guest.wat", CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT));

    private final Values values = new Values();
    private final Region region = Region.create(1, Limits.compact());
    private final Instance instance = region.newInstance(MODULE, ValuesHostcalls.of(values));

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 42, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x80, 0xff, 0x10000})
    void anI32GoesInAndOut(int value) {
        assertThat(instance.run("i32", value).returned().i32()).isEqualTo(value);
        assertThat(instance.run("negate_int", value).returned().i32()).isEqualTo(-value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 0xffffffffL, -(1L << 31)})
    void anI64GoesInAndOut(long value) {
        assertThat(instance.run("i64", value).returned().i64()).isEqualTo(value);
        assertThat(instance.run("negate_long", value).returned().i64()).isEqualTo(-value);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0f, 1.5f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY})
    void anF32GoesInAndOut(float value) {
        assertThat(instance.run("f32", value).returned().f32()).isEqualTo(value);
        assertThat(instance.run("negate_float", value).returned().f32()).isEqualTo(-value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0d, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
    void anF64GoesInAndOut(double value) {
        assertThat(instance.run("f64", value).returned().f64()).isEqualTo(value);
        assertThat(instance.run("negate_double", value).returned().f64()).isEqualTo(-value);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 0", "256, 0"})
    void anythingButZeroIsTrue(int given, int returned) {
        assertThat(instance.run("not", given).returned().i32()).isEqualTo(returned);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fc00000, 0x7fc12345, 0xffc00001, 0x7fffffff})
    void theBitsOfAFloatThatIsNotANumberSurvive(int bits) {
        float nan = Float.intBitsToFloat(bits);
        assertThat(Float.floatToRawIntBits(instance.run("f32", nan).returned().f32()))
                .isEqualTo(bits);
        assertThat(Float.floatToRawIntBits(
                        instance.run("echo_float", nan).returned().f32()))
                .isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7ff8000000000000L, 0x7ff8123456789abcL, 0xfff8000000000001L, 0x7ff0000000000001L})
    void theBitsOfADoubleThatIsNotANumberSurvive(long bits) {
        double nan = Double.longBitsToDouble(bits);
        assertThat(Double.doubleToRawLongBits(
                        instance.run("f64", nan).returned().f64()))
                .isEqualTo(bits);
        assertThat(Double.doubleToRawLongBits(
                        instance.run("echo_double", nan).returned().f64()))
                .isEqualTo(bits);
    }

    @Test
    void severalResultsComeInTheirOrder() {
        RunResult.Returned result = instance.run("reverse", 1, 2L, 3f, 4d).returned();
        assertThat(result.values()).containsExactly(4d, 3f, 2L, 1);
    }

    @Test
    void oneOfSeveralResultsCannotBeTakenForTheOnlyOne() {
        RunResult.Returned result = instance.run("reverse", 1, 2L, 3f, 4d).returned();
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(result::f64);
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> instance.run("nothing").returned().i32());
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> instance.run("i64", 1L).returned().i32());
    }

    @Test
    void twentyParametersAndResultsKeepTheirOrder() {
        Object[] arguments = twentyArguments(new Random(7));
        assertThat(instance.run("all_twenty", arguments).returned().values()).containsExactly(arguments);
    }

    @Test
    void aHostcallGetsTwentyParametersInTheirOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Object[] arguments = twentyArguments(random);
            assertThat(instance.run("twenty", arguments).returned().f64())
                    .as("seed %d", seed)
                    .isEqualTo(arguments[19]);
            assertThat(values.seen).as("seed %d", seed).containsExactly(arguments);
        }
    }

    private static Object[] twentyArguments(Random random) {
        Object[] arguments = new Object[20];
        for (int i = 0; i < arguments.length; i += 4) {
            arguments[i] = random.nextInt();
            arguments[i + 1] = random.nextLong();
            arguments[i + 2] = random.nextFloat();
            arguments[i + 3] = random.nextDouble();
        }
        return arguments;
    }

    @Test
    void futuresOfEveryKindThatAreDoneAreTheirValues() {
        values.later.complete(null);
        assertEveryFutureIsItsValue();
    }

    @Test
    void futuresOfEveryKindThatAreNotDoneAreTheirValuesLater() {
        assertEveryFutureIsItsValue();
    }

    private void assertEveryFutureIsItsValue() {
        assertThat(finish("later_int", 41).i32()).isEqualTo(42);
        assertThat(finish("later_long", 1L << 40).i64()).isEqualTo((1L << 40) + 1);
        assertThat(finish("later_float", 1.5f).f32()).isEqualTo(2.5f);
        assertThat(finish("later_double", -1.5).f64()).isEqualTo(-0.5);
        assertThat(finish("later_boolean", 0).i32()).isEqualTo(1);
        assertThat(finish("later_boolean", 7).i32()).isEqualTo(0);
        assertThat(finish("later_nothing", 7).values()).isEmpty();
        assertThat(values.nothingHappened).isTrue();
    }

    private RunResult.Returned finish(String function, Object argument) {
        boolean done = values.later.isDone();
        RunAsync run = instance.runAsync(function, argument);
        Poll<RunResult> poll = run.poll(() -> {});
        if (!done) {
            assertThat(poll.isReady()).isFalse();
            assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
            values.later.complete(null);
            poll = run.poll(() -> {});
            values.later = new CompletableFuture<>();
        }
        assertThat(poll.isReady()).isTrue();
        return ((Poll.Ready<RunResult>) poll).value().returned();
    }

    @Test
    void aDoubleSurvivesASuspension() {
        assertThat(finish("add_across", 1.25).f64()).isEqualTo(1.25 * 3 + 2);
    }

    @Test
    void anUnknownExportIsRefusedWithTheNamesOfThoseThatExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance.run("no_such"))
                .withMessageContaining("no_such")
                .withMessageContaining("negate_int(i32) -> i32")
                .withMessageContaining("add_across");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance.runAsync("no_such"))
                .withMessageContaining("negate_int");
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aWrongNumberOfArgumentsIsRefused() {
        for (Object[] arguments : List.of(new Object[] {}, new Object[] {1, 2})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> instance.run("i32", arguments))
                    .withMessageContaining("i32(i32) -> i32")
                    .withMessageContaining("1 arguments")
                    .withMessageContaining(arguments.length + " were given");
            assertThatIllegalArgumentException().isThrownBy(() -> instance.runAsync("i32", arguments));
        }
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void anArgumentOfAnotherTypeIsRefusedByItsPosition() {
        for (Object wrong : new Object[] {2, 2f, 2d, "2", 'c', (short) 2, true}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> instance.run("reverse", 1, wrong, 3f, 4d))
                    .withMessageContaining("argument 2")
                    .withMessageContaining("i64 takes a Java Long")
                    .withMessageContaining(wrong.getClass().getSimpleName());
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what the test is about
    void aNullArgumentIsRefusedByItsPosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance.run("i32", (Object) null))
                .withMessageContaining("argument 1")
                .withMessageContaining("null");
        assertThatIllegalArgumentException().isThrownBy(() -> instance.runAsync("i32", (Object) null));
    }

    @Test
    void argumentsOfAnAsynchronousRunAreThoseOfTheTimeItWasMade() {
        Object[] arguments = {5};
        RunAsync run = instance.runAsync("i32", arguments);
        arguments[0] = 6;
        assertThat(run.join().returned().i32()).isEqualTo(5);
    }
}
