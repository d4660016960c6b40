package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Pairs.Pair;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as several results: the type of a guest's import chooses. */
final class SeveralResultsTest {
    private final Pairs pairs = new Pairs();
    private final Region region = Region.create(1, Limits.compact());
    private Instance instance = instance(UnaryOperator.identity());

    private Instance instance(UnaryOperator<String> change) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module = WatGuest.load(SeveralResultsTest.class, "pairs-guest.wat", change, options);
        return region.newInstance(module, PairsHostcalls.of(pairs));
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private List<?> values(String function, Object... arguments) {
        return instance.run(function, arguments).returned().values();
    }

    @Test
    void aGuestReceivesARecordAsItsImportAsksFor() {
        assertThat(values("values", -5L, 1.5f)).isEqualTo(List.of(-5L, 1.5f));
        assertThat(values("in memory", -6L, 2.5f)).isEqualTo(List.of(-6L, 2.5f));
    }

    @Test
    void whatHasALengthOfItsOwnIsInMemoryAllTheSame() {
        List<?> values = values("named", 1);
        assertThat(values.subList(1, 4)).isEqualTo(List.of(4, 1, 7));
        assertThat(new String(instance.memory().readBytes((int) values.get(0), 4), StandardCharsets.UTF_8))
                .isEqualTo("text");
        assertThat(values.get(5)).isEqualTo(1);
        assertThat(instance.memory().readLong((int) values.get(4))).isEqualTo(1);
        assertThat(values("named", 0).subList(2, 4)).isEqualTo(List.of(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"later", "later in body"})
    void aRecordThatIsReadyIsReturned(String function) {
        pairs.later = CompletableFuture.completedFuture(new Pair(1, 2));
        assertThat(instance.runAsync(function).join().returned().values()).isEqualTo(List.of(1L, 2f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"later", "later in body"})
    void aRecordIsWaitedFor(String function) {
        CompletableFuture<RunResult> run = instance.runAsync(function).start(Runnable::run);
        assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
        pairs.later.complete(new Pair(3, 4));
        assertThat(run.join().returned().values()).isEqualTo(List.of(3L, 4f));
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void aRecordThatDoesNotComeEndsTheGuest() {
        CompletableFuture<RunResult> run = instance.runAsync("later").start(Runnable::run);
        pairs.later.complete(null);
        assertThat(run)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(GuestTerminatedException.class)
                .withMessageContaining("its future completed with null; it must complete with a value of Pairs.Pair");
    }

    @Test
    void anImportOfAnotherTypeIsToldAllForms() {
        instance.close();
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() ->
                        instance = instance(text -> text.replace("$later (result i64 f32)", "$later (result i64 f64)")
                                .replace(
                                        "\"later\") (result i64 f32) (call $later)",
                                        "\"later\") (result i64 f64) (call $later)")))
                .withMessageContaining(
                        "mistyped: pairs.later is imported as the function () -> (i64, f64), but given is the"
                                + " function (i32) -> () and the function () -> (i64, f32)");
    }
}
