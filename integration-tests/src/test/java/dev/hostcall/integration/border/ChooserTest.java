package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TerminationReason;
import java.util.Objects;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pointers to functions that a guest returns to its interface, and is passed. */
final class ChooserTest {
    private static final int LESS = 1;
    private static final int MORE = 2;

    private final Region region = Region.create(2, Limits.compact());
    private final Instance instance = instance();
    private final Chooser chooser = ChooserGuest.of(instance, Runnable::run);

    private Instance instance() {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module = WatGuest.load(SorterTest.class, "sorter-guest.wat", options);
        return region.newInstance(module, SorterHostcalls.of(new Sorter()));
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    @Test
    void aPointerThatIsReturnedIsCalledAsAFunctionOfJavas() throws Chooser.None {
        IntBinaryOperator less = chooser.pick(LESS);
        IntBinaryOperator more = chooser.pickLater(MORE).join();
        assertThat(less.applyAsInt(50, 8)).isEqualTo(42);
        assertThat(more.applyAsInt(50, 8)).isEqualTo(-42);
        assertThat(Objects.requireNonNull(chooser.pickMaybe(LESS)).applyAsInt(1, 2))
                .isEqualTo(-1);
        assertThat(chooser.pickOr(MORE).applyAsInt(1, 2)).isEqualTo(1);
        assertThat(chooser.pickMixed(3).mix(true, (byte) -2, 1L << 40, 0.5))
                .isEqualTo((float) ((1L << 40) + 1 - 2 + 0.5));
        chooser.pickListener(4).number(7);
        assertThat(instance.global("sum").orElseThrow().get()).isEqualTo(7);
    }

    @Test
    void aFunctionThatCallsTheHostIsARunOfItsOwn() {
        IntBinaryOperator callsHost = chooser.pick(6);
        assertThat(callsHost.applyAsInt(0, 0)).isEqualTo(2);
        IntBinaryOperator fails = chooser.pick(5);
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> fails.applyAsInt(1, 2));
        assertThatThrownBy(() -> callsHost.applyAsInt(0, 0))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("FAULTED");
        instance.reset();
        assertThat(callsHost.applyAsInt(0, 0)).isEqualTo(2);
        instance.close();
        assertThatThrownBy(() -> callsHost.applyAsInt(0, 0))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("CLOSED");
    }

    @Test
    void aNullPointerIsNullWhereTheMethodSaysSoAndAnErrorIsAnError() {
        assertThat(chooser.pickMaybe(0)).isNull();
        assertThatExceptionOfType(Chooser.None.class)
                .isThrownBy(() -> chooser.pickOr(0))
                .satisfies(none -> assertThat(none.error()).isEqualTo(404));
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | the result of Chooser.pick is a null pointer; a method that may return one is annotated with @Nullable",
                "4 | the result of Chooser.pick is a function of type (i32) -> (); it must be (i32, i32) -> i32",
                "8 | a pointer to a function is 8; the guest's table of functions has 8 elements",
                "-1 | a pointer to a function is 4294967295; the guest's table of functions has 8 elements",
            })
    void aPointerThatLeadsToNoSuchFunctionEndsTheGuest(int pointer, String message) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> chooser.pick(pointer))
                .withMessageContaining(message)
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.NO_VALUE));
    }

    @Test
    void aReferenceIsPassedBackAsThePointerThatItCameBy() {
        FunctionReference more = chooser.reference(MORE);
        assertThat(chooser.pointer(more)).isEqualTo(MORE);
        assertThat(chooser.pointer(chooser.reference(LESS))).isEqualTo(LESS);
        assertThat(chooser.pointer(null)).isZero();
        assertThat(chooser.apply(more, 2, 44)).isEqualTo(42);
        assertThat(chooser.applyOfMany(more, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 44))
                .isEqualTo(42);
        assertThat(instance.functionOf(more).call(2, 44).returned().i32()).isEqualTo(42);
    }

    @Test
    void aReferenceThatIsInNoTableOfTheGuestsIsRefusedAndTheGuestIsReady() {
        FunctionReference more = chooser.reference(MORE);
        instance.table("__indirect_function_table").orElseThrow().set(MORE, null);
        assertThatThrownBy(() -> chooser.apply(more, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(more + " is at no index of the guest's table of functions, so no pointer leads to it");
        try (Instance other = instance()) {
            FunctionReference foreign = ChooserGuest.of(other, Runnable::run).reference(LESS);
            assertThatThrownBy(() -> chooser.pointer(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not linked to the function's own instance");
        }
        assertThatThrownBy(() -> chooser.apply(nothing(), 1, 2)).isInstanceOf(NullPointerException.class);
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
        assertThat(chooser.pick(LESS).applyAsInt(5, 3)).isEqualTo(2);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller passes by mistake
    private static <T> T nothing() {
        return null;
    }

    @Test
    void pointersNeedATableThatIsExported() {
        String text = """
                (module (memory (export "memory") 1 1) (table 8 8 funcref)
                  (func (export "pick") (param i32) (result i32) (local.get 0)))
                """;
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        try (Instance without = region.newInstance(WatGuest.of(text, "tableless", options))) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> ChooserGuest.of(without, Runnable::run))
                    .withMessageContaining(
                            "missing: pick takes or returns pointers to functions, which are indices of an exported table"
                                    + " __indirect_function_table; the guest exports none");
        }
    }
}
