package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Conversions.OrderId;
import dev.hostcall.integration.border.Conversions.Soon;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Types that guests do not know, in both directions. */
final class ConversionsTest {
    private final Registry registry = new Registry();
    private final Region region = Region.create(1, Limits.compact());
    private final Instance instance = instance();
    private final Ledger ledger = LedgerGuest.of(instance, Runnable::run);

    private Instance instance() {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module = WatGuest.load(ConversionsTest.class, "registry-guest.wat", options);
        return region.newInstance(module, RegistryHostcalls.of(registry));
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private List<?> run(String function, Object... arguments) {
        return instance.run(function, arguments).returned().values();
    }

    // ---- hostcalls ----

    @Test
    void anIdIsTwoNumbersToTheGuest() {
        assertThat(run("call next", 7L, 8L)).isEqualTo(List.of(7L, 9L));
        assertThat(registry.seen).containsExactly(new UUID(7, 8));
    }

    @Test
    void aTimeIsItsMilliseconds() {
        assertThat(run("call later", 1_000L, 500L)).isEqualTo(List.of(1_500L));
    }

    @Test
    void aTypeIsConvertedInsideOfOthersAndByTwoConverters() {
        assertThat(run("call orders", 1, 2L, 3L)).isEqualTo(List.of(2));
        assertThat(registry.seen).containsExactly(Optional.of(new OrderId(new UUID(2, 3))));
        assertThat(instance.memory().readLong(0x8000 + 16)).isEqualTo(2);
        assertThat(instance.memory().readLong(0x8000 + 24)).isEqualTo(3);
    }

    @Test
    void anErrorIsConvertedToo() {
        assertThat(run("call take", 77L)).isEqualTo(List.of(77L));
    }

    @Test
    void whatAConverterThrowsOfAnArgumentEndsTheGuest() {
        assertThat(run("call is_positive", 5)).isEqualTo(List.of(1));
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run("call is_positive", 6))
                .withMessageContaining("registry.is_positive")
                .withCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void whatAConverterThrowsOfAResultEndsTheGuest() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run("call orders", 0, 0L, 0L))
                .withMessageContaining("no order has the id 0");
    }

    @Test
    void aConverterReturnsAValue() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> run("call orders", 1, -1L, 0L))
                .withMessageContaining("fromGuest of Conversions.OrderIdConverter returned null");
    }

    // ---- futures of other libraries ----

    private CompletableFuture<RunResult> start(String function) {
        return instance.runAsync(function).start(Runnable::run);
    }

    @Test
    void aMonoThatIsReadyIsItsValue() {
        assertThat(start("call price").join().returned().i32()).isEqualTo(42);
        assertThat(registry.seen).containsExactly(new UUID(3, 4));
    }

    @Test
    void aMonoIsWaitedFor() {
        Sinks.One<Integer> price = Sinks.one();
        registry.price = price.asMono();
        CompletableFuture<RunResult> run = start("call price");
        assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
        price.tryEmitValue(7).orThrow();
        assertThat(run.join().returned().i32()).isEqualTo(7);
    }

    @Test
    void aGuestThatIsAbandonedCancelsTheSubscription() {
        AtomicInteger cancelled = new AtomicInteger();
        registry.price = Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet);
        RunAsync run = instance.runAsync("call price");
        run.start(Runnable::run).cancel(true);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aGuestThatIsKilledCancelsTheSubscription() {
        AtomicInteger cancelled = new AtomicInteger();
        registry.price = Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet);
        CompletableFuture<RunResult> run = start("call price");
        instance.killSwitch().kill();
        assertThat(run).isCompletedExceptionally();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aMonoThatFailsEndsTheGuest() {
        registry.price = Mono.error(new IllegalStateException("sold out"));
        assertThatThrownBy(() -> instance.runAsync("call price").join())
                .isInstanceOf(GuestTerminatedException.class)
                .hasMessageContaining("sold out");
    }

    @Test
    void noMonoIsNoResult() {
        registry.price = null;
        assertThatThrownBy(() -> instance.runAsync("call price").join())
                .isInstanceOf(GuestTerminatedException.class)
                .hasMessageContaining("it must be a value of a future");
    }

    @Test
    void aUniIsItsValueAndIsCancelledWithItsGuest() {
        assertThat(instance.runAsync("call first").join().returned().i64()).isEqualTo(56);
        AtomicInteger cancelled = new AtomicInteger();
        registry.first = Uni.createFrom().<OrderId>nothing().onCancellation().invoke(cancelled::incrementAndGet);
        start("call first").cancel(true);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aSingleIsItsValueAndIsDisposedOfWithItsGuest() {
        assertThat(instance.runAsync("call stock").join().returned().i32()).isEqualTo(3);
        AtomicInteger disposed = new AtomicInteger();
        registry.stock = Single.<Integer>never().doOnDispose(disposed::incrementAndGet);
        start("call stock").cancel(true);
        assertThat(disposed).hasValue(1);
    }

    @Test
    void aFutureOfOnesOwnIsItsValueAndIsCancelledWithItsGuest() {
        CompletableFuture<RunResult> run = start("call soon");
        registry.soon.set(Instant.ofEpochMilli(9));
        assertThat(run.join().returned().i64()).isEqualTo(9);
        registry.soon = new Soon<>();
        start("call soon").cancel(true);
        assertThat(registry.soon.isGivenUp()).isTrue();
    }

    // ---- an interface to a guest ----

    @Test
    void argumentsAndResultsOfAGuestsFunctionsAreConverted() {
        assertThat(ledger.same(new UUID(1, 2))).isEqualTo(new UUID(1, 2));
        assertThat(ledger.order(new OrderId(new UUID(3, 4)))).isEqualTo(new OrderId(new UUID(3, 4)));
        assertThat(ledger.count(List.of(new OrderId(new UUID(1, 1)), new OrderId(new UUID(2, 2)))))
                .isEqualTo(2);
        assertThat(ledger.sooner(Instant.ofEpochSecond(5))).isEqualTo(Instant.ofEpochSecond(4));
        assertThat(ledger.amount(new BigDecimal("3.75"))).isEqualTo(new BigDecimal("3.7"));
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void whatAConverterThrowsOfAnArgumentIsTheCallers() {
        assertThatThrownBy(() -> ledger.order(new OrderId(new UUID(0, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no order has the id 0");
        assertThatThrownBy(() -> ledger.same(null)).isInstanceOf(NullPointerException.class);
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void whatAConverterThrowsOfWhatAGuestReturnsEndsTheGuest() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> ledger.amount(new BigDecimal("7")))
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.NO_VALUE))
                .withCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void aCallOfAGuestIsAMono() {
        assertThat(ledger.price(new UUID(0, 1)).block()).isEqualTo(42);
        AtomicInteger cancelled = new AtomicInteger();
        registry.price = Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet);
        Disposable call = ledger.price(new UUID(0, 1)).subscribe();
        assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
        call.dispose();
        assertThat(instance.state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aCallOfAGuestIsAFutureOfOnesOwn() {
        Soon<Instant> soon = ledger.wake();
        assertThat(soon.now()).isNull();
        registry.soon.set(Instant.ofEpochMilli(3));
        assertThat(soon.now()).isEqualTo(Instant.ofEpochMilli(3));
    }
}
