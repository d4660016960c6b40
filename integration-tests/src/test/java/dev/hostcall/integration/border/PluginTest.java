package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.integration.Rounds;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Shapes.Circle;
import dev.hostcall.integration.border.Shapes.Dot;
import dev.hostcall.integration.border.Shapes.Label;
import dev.hostcall.integration.border.Shapes.No;
import dev.hostcall.integration.border.Shapes.Numbers;
import dev.hostcall.integration.border.Shapes.Picture;
import dev.hostcall.integration.border.Shapes.Point;
import dev.hostcall.integration.border.Shapes.Reason;
import dev.hostcall.integration.border.Shapes.Refused;
import dev.hostcall.integration.border.Shapes.Yes;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestRun;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TerminationReason;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interface of Java whose methods a guest exports. */
final class PluginTest {
    private final Region region = Region.create(1, Limits.compact());
    private CompletableFuture<List<?>> answer = CompletableFuture.completedFuture(List.of(42));
    private Instance instance = instance(UnaryOperator.identity());
    private final Plugin plugin = PluginGuest.of(instance, Runnable::run);

    private Instance instance(UnaryOperator<String> change) {
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withMetering(Metering.ON);
        GuestModule module = WatGuest.load(PluginTest.class, "plugin-guest.wat", change, options);
        return region.newInstance(
                module,
                HostImports.in("host").asyncFunction("answer", Signature.parse("i:i"), (memory, arguments) -> answer));
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

    @Test
    void numbersArePassedAsTheyAre() {
        assertThat(plugin.add(40, 2)).isEqualTo(42);
        assertThat(plugin.last((byte) 200)).isEqualTo((byte) 200);
        assertThat(plugin.other(new Yes())).isEqualTo(new No());
        assertThat(plugin.twice(21)).isEqualTo(42);
    }

    @Test
    void theCasesOfASealedInterfaceShareTheirValues() {
        plugin.keep(new Circle(1.5, (byte) 255));
        assertThat(instance.memory().readInt(128)).isEqualTo(1);
        assertThat(instance.memory().readLong(136)).isEqualTo(Double.doubleToRawLongBits(1.5));
        assertThat(instance.memory().readInt(144)).isEqualTo(255);
        plugin.keep(new Label("text", new Point(7, -8)));
        assertThat(instance.memory().readInt(128)).isEqualTo(2);
        long at = instance.memory().readLong(136);
        assertThat(at).isBetween(0x8000L, 0x1_0000L);
        assertThat(instance.memory().readByte(at)).isEqualTo((byte) 't');
        assertThat(instance.memory().readInt(144)).isEqualTo(4);
        assertThat(instance.memory().readInt(152)).isEqualTo(-8);
        plugin.keep(new Dot());
        assertThat(instance.memory().readInt(128)).isZero();
        assertThat(instance.memory().readLong(136)).isZero();
    }

    @Test
    void whatIsLongerComesBackFromMemory() {
        assertThat(plugin.point(new Point(3, -4))).isEqualTo(new Point(3, -4));
        assertThat(plugin.text("Grüße")).isEqualTo("Grüße");
        assertThat(plugin.text("")).isEmpty();
        assertThat(plugin.points(List.of(new Point(1, 2), new Point(3, 4))))
                .containsExactly(new Point(1, 2), new Point(3, 4));
        assertThat(plugin.optional(Optional.of(-1L))).contains(-1L);
        assertThat(plugin.optional(Optional.empty())).isEmpty();
    }

    @Test
    void randomValuesGoThereAndBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < Rounds.of(100); round++) {
            Picture picture = (Picture) RandomValues.of(Picture.class, random);
            Numbers numbers = (Numbers) RandomValues.of(Numbers.class, random);
            assertThat(plugin.first(picture, EchoTest.PICTURE))
                    .as("seed %d", seed)
                    .usingRecursiveComparison()
                    .isEqualTo(picture);
            assertThat(plugin.numbers(numbers, numbers)).as("seed %d", seed).isEqualTo(numbers);
            instance.reset();
        }
    }

    @Test
    void theGuestIsToldWhenItsResultHasBeenRead() {
        plugin.text("text");
        assertThat(instance.global("posted").orElseThrow().get()).isEqualTo(64);
    }

    @Test
    void anErrorIsThrown() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> plugin.mayRefuse(""))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(Reason.DENIED));
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> plugin.mayRefuseLater("").join())
                .withCauseInstanceOf(Refused.class);
    }

    @Test
    void whatIsNotRefusedIsReturned() throws Refused {
        assertThat(plugin.mayRefuse("yes")).isEqualTo("yes");
        assertThat(plugin.mayRefuseLater("later").join()).isEqualTo("later");
    }

    // ---- waiting ----

    @Test
    void aPlainMethodWaitsOnTheCallingThread() {
        answer = new CompletableFuture<>();
        Thread answering = new Thread(() -> {
            while (instance.state() != InstanceState.BLOCKED) {
                Thread.onSpinWait();
            }
            answer.complete(List.of(5));
        });
        answering.start();
        assertThat(plugin.ask(1)).isEqualTo(5);
    }

    @Test
    void aFutureIsDoneWhenTheGuestIs() {
        answer = new CompletableFuture<>();
        CompletableFuture<String> later = plugin.textLater("later");
        assertThat(later).isNotDone();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> plugin.add(1, 2))
                .withMessageContaining("BLOCKED");
        answer.complete(List.of(1));
        assertThat(later).isCompletedWithValue("later");
    }

    @Test
    void cancellingAFutureAbandonsTheRun() {
        answer = new CompletableFuture<>();
        plugin.textLater("later").cancel(true);
        assertThat(instance.state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(answer).isCancelled();
    }

    // ---- control ----

    @Test
    void aRunIsGivenToBeLimited() {
        assertThat(plugin.spin(10).join()).isEqualTo(7);
        assertThat(plugin.spin(10).start(Runnable::run)).isCompletedWithValue(7);
        GuestRun<Integer> endless = plugin.spin(0);
        endless.run().totalBound(1_000_000);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(endless::join)
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.TOTAL_BOUND_EXPIRED));
    }

    // ---- what the caller does wrong ----

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void aMistakeOfTheCallersIsTheCallersAndLeavesTheGuestAlone() {
        assertThatThrownBy(() -> plugin.text("\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half of a surrogate pair");
        assertThatThrownBy(() -> plugin.text(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> plugin.point(null)).isInstanceOf(NullPointerException.class);
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
        assertThat(plugin.text("text")).isEqualTo("text");
    }

    // ---- what the guest does wrong ----

    @Test
    void everyExportThatIsMissingOrOfAnotherTypeIsNamedAtOnce() {
        use(text -> text.replace("(export \"text\")", "(export \"texts\")")
                .replace("(export \"point\")", "")
                .replace("(export \"add\") (param i32 i32)", "(export \"add\") (param i32 i32 i32)"));
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> PluginGuest.of(instance, Runnable::run))
                .satisfies(refused -> assertThat(refused.problems())
                        .hasSize(3)
                        .anyMatch(
                                problem -> problem.startsWith("missing: the function text(i32, i32) -> i32 is declared")
                                        && problem.endsWith("did you mean texts?"))
                        .anyMatch(problem -> problem.startsWith("missing: the function point(i32, i32) -> i32"))
                        .anyMatch(problem ->
                                problem.equals("mistyped: add is declared as (i32, i32) -> i32, but the guest exports"
                                        + " it as (i32, i32, i32) -> i32")));
    }

    @Test
    void aGuestThatTakesMemoryHasAnAllocator() {
        use(text -> text.replace("(export \"cabi_realloc\")", ""));
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> PluginGuest.of(instance, Runnable::run))
                .withMessageContaining("missing: a call of keep gives the guest memory");
    }

    @Test
    void aResultOutsideOfMemoryIsATrap() {
        use(text -> text.replace(
                "(i32.const 68) (local.get 1))\n    (i32.const 64))",
                "(i32.const 68) (local.get 1))\n    (i32.const -8))"));
        Plugin bad = PluginGuest.of(instance, Runnable::run);
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> bad.text("text"))
                .withMessageContaining("at export text")
                .satisfies(trap -> assertThat(trap.address()).hasValue(0xffff_fff8L));
        assertThat(instance.state()).isEqualTo(InstanceState.FAULTED);
    }

    @Test
    void aResultThatIsNoValueEndsTheGuest() {
        use(text -> text.replace(
                "(func (export \"other\") (param i32) (result i32) (i32.sub (i32.const 1) (local.get 0)))",
                "(func (export \"other\") (param i32) (result i32) (i32.const 2))"));
        Plugin bad = PluginGuest.of(instance, Runnable::run);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> bad.other(new Yes()))
                .withMessageContaining("export other returned no value of its type")
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.NO_VALUE));
        assertThat(instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void anAllocatorThatTrapsEndsTheGuest() {
        use(text -> text.replace("(local $at i32)\n", "(local $at i32) unreachable\n"));
        Plugin bad = PluginGuest.of(instance, Runnable::run);
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> bad.text("text"))
                .satisfies(trap -> assertThat(trap.backtrace().get(0).guest()).isEqualTo("plugin-guest"));
        assertThat(instance.state()).isEqualTo(InstanceState.FAULTED);
        instance.recover();
        assertThat(bad.add(1, 2)).isEqualTo(3);
    }
}
