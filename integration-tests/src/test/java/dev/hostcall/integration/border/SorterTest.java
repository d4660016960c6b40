package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Sorter.Session;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of guests as functional interfaces, and objects of Java's as external references. */
final class SorterTest {
    private final Sorter sorter = new Sorter();
    private final Region region = Region.create(1, Limits.compact());
    private Instance instance = instance(UnaryOperator.identity());

    private Instance instance(UnaryOperator<String> change) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module = WatGuest.load(SorterTest.class, "sorter-guest.wat", change, options);
        return region.newInstance(module, SorterHostcalls.of(sorter));
    }

    private void use(UnaryOperator<String> change) {
        instance.close();
        instance = instance(change);
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private int run(String function, Object... arguments) {
        return instance.run(function, arguments).returned().i32();
    }

    // ---- functions ----

    @Test
    void aFunctionIsAnIndexOfTheTableOrAReference() {
        assertThat(run("least", 1)).isEqualTo(2);
        assertThat(run("least", 2)).isEqualTo(9);
        assertThat(run("greatest by reference")).isEqualTo(9);
        assertThat(run("twice")).isEqualTo(1);
    }

    @Test
    void numbersOfEveryKindAreConverted() {
        assertThat(instance.run("mix").returned().f32()).isEqualTo((float) ((1L << 40) + 1 - 2 + 0.5));
    }

    @Test
    void aFunctionMayBeNullWhereTheParameterSaysSo() {
        assertThat(run("up to", 4, 4)).isEqualTo(10);
        assertThat(run("up to", 4, 0)).isEqualTo(10);
        assertThat(run("up to by reference", 2)).isEqualTo(13);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run("least", 0))
                .withMessageContaining(
                        "order of Sorter.least is a null reference; a parameter that may be one is annotated"
                                + " with @Nullable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | order of Sorter.least is a function of type (i32) -> (); it must be (i32, i32) -> i32",
                "8 | a pointer to a function is 8; the guest's table of functions has 8 elements",
                "-1 | a pointer to a function is 4294967295; the guest's table of functions has 8 elements",
            })
    void aPointerLeadsToAFunctionOfTheInterfacesType(int index, String message) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run("least", index))
                .withMessageContaining("sorter.least")
                .withMessageContaining(message);
    }

    @Test
    void aFunctionMayFailAndCallTheHost() {
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> run("least", 5));
        instance.reset();
        assertThat(run("least", 6)).isEqualTo(7);
    }

    @Test
    void aFunctionIsCalledWhileItsHostcallRunsOnly() {
        instance.run("keep");
        IntBinaryOperator kept = Objects.requireNonNull(sorter.kept);
        assertThatThrownBy(() -> kept.applyAsInt(1, 2))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage(
                        "cannot call operator of Sorter.keep: it is a function of the guest, and its hostcall has returned");
        assertThat(instance.runAsync("keep later").join().returned().i32()).isEqualTo(-1);
        assertThatThrownBy(() -> Objects.requireNonNull(sorter.kept).applyAsInt(1, 2))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageStartingWith("cannot call operator of Sorter.keepLater");
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void pointersNeedATableThatIsExported() {
        String table = "(table (export \"__indirect_function_table\") 8 8 funcref)";
        use(text -> text.replace(table, "(table (export \"mine\") 8 8 funcref)"));
        assertThat(run("least", 2)).isEqualTo(9);
        instance.close();
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> use(text -> text.replace(table, "(table 8 8 funcref)")))
                .withMessageContaining(
                        "missing: sorter.least is passed pointers to functions, which are indices of an exported table"
                                + " __indirect_function_table; the guest exports none");
        String two = "(table (export \"a\") (export \"b\") 8 8 funcref)";
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> use(text -> text.replace(table, two)))
                .withMessageContaining("the guest exports several: a, b");
        use(text -> text.replace(table, two.replace("\"b\"", "\"table\"")));
        assertThat(run("least", 2)).isEqualTo(9);
    }

    // ---- objects ----

    @Test
    void aGuestHoldsAnObjectByAReference() {
        assertThat(run("open")).isEqualTo(7);
        assertThat(run("none")).isEqualTo(-1);
    }

    @Test
    void anObjectOfAnotherClassEndsTheGuest() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run("wrong"))
                .withMessageContaining(
                        "session of Sorter.length is a reference to an object of class java.lang.Integer; it must be of "
                                + Session.class.getName());
    }

    @Test
    void anObjectIsWaitedFor() {
        CompletableFuture<RunResult> run = instance.runAsync("later").start(Runnable::run);
        sorter.later.complete(new Session("four"));
        assertThat(run.join().returned().i32()).isEqualTo(4);
        assertThat(instance.runAsync("later").join().returned().i32()).isEqualTo(4);
        sorter.later = new CompletableFuture<>();
        CompletableFuture<RunResult> none = instance.runAsync("later").start(Runnable::run);
        sorter.later.complete(null);
        assertThat(none.join().returned().i32()).isEqualTo(-1);
    }

    @Test
    void aGuestKeepsWhatItIsPassed() {
        Keeper keeper = KeeperGuest.of(instance, Runnable::run);
        assertThat(keeper.swap(1, "first")).isNull();
        assertThat(keeper.swap(2, null)).isEqualTo("first");
        assertThat(keeper.swap(3, 7)).isNull();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> keeper.swap(4, null))
                .withMessageContaining(
                        "a reference to an object of class java.lang.Integer; it must be of java.lang.String");
        instance.reset();
        Object object = new Object();
        assertThat(keeper.same(object)).isCompletedWithValue(object);
    }
}
