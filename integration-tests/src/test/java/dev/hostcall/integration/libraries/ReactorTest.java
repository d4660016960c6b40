package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Guests between Monos. */
@Timeout(200)
final class ReactorTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    private final Scheduler loop = Schedulers.newSingle("guests");
    private final Never never = new Never();

    @RegisterExtension
    final Home home = new Home(loop::schedule, loop::dispose);

    private ReactorShopper shopper(LongFunction<Mono<Long>> prices) {
        return new ReactorShopper(
                home.region, loop, context -> ReactorShopHostcalls.of(new ReactorShop(prices, context)));
    }

    private Mono<Long> noPrice(long item) {
        return Mono.<Long>never()
                .doOnSubscribe(subscription -> never.asked.countDown())
                .doOnCancel(never.cancelled::countDown);
    }

    @Test
    void aMonoOfAGuestIsItsResult() {
        assertThat(shopper(Mono::just).run("total", 10).block(LONG)).isEqualTo(45);
        assertThat(shopper(item -> Mono.delay(Duration.ofMillis(1)).map(tick -> item))
                        .run("total", 10)
                        .block(LONG))
                .isEqualTo(45);
    }

    @Test
    void nothingHappensBeforeASubscriptionAndEachIsARunOfItsOwn() {
        AtomicInteger asked = new AtomicInteger();
        Mono<Long> total =
                shopper(item -> Mono.just((long) asked.getAndIncrement())).run("total", 3);
        assertThat(asked).hasValue(0);
        assertThat(total.block(LONG)).isEqualTo(3);
        assertThat(total.block(LONG)).isEqualTo(3 + 4 + 5);
    }

    @Test
    void aFailureOfASourceIsTheCauseAndCanBeRetried() {
        IllegalStateException closed = new IllegalStateException("the shop is closed");
        AtomicInteger asked = new AtomicInteger();
        Mono<Long> total = shopper(item -> asked.getAndIncrement() == 2 ? Mono.error(closed) : Mono.just(item))
                .run("total", 5);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> total.block(LONG))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW))
                .withCause(closed);
        asked.set(0);
        assertThat(total.retry(1).block(LONG)).isEqualTo(10);
    }

    @Test
    void aTrapIsTheError() {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> shopper(Mono::just).run("fault", 0).block(LONG));
    }

    @Test
    void anEmptyMonoIsNoPrice() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> shopper(item -> Mono.empty()).run("total", 1).block(LONG))
                .withCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void disposingEndsTheGuestAndCancelsWhatItWaitsFor() throws Exception {
        Disposable run = shopper(this::noPrice).run("total", 1).subscribe();
        never.asked.await();
        run.dispose();
        never.awaitCancelled();
    }

    @Test
    void aTimeoutEndsTheGuestAndCancelsWhatItWaitsFor() throws Exception {
        for (int limit = 5; never.asked.getCount() > 0; limit *= 2) { // until it was long enough to ask for a price
            Mono<Long> limited = shopper(this::noPrice).run("total", 1).timeout(Duration.ofMillis(limit));
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> limited.block(LONG))
                    .withCauseInstanceOf(TimeoutException.class);
        }
        never.awaitCancelled();
        home.awaitClosed();
    }

    @Test
    void aGuestThatIsKilledCancelsWhatItWaitsFor() throws Exception {
        try (Instance instance = home.region.newInstance(
                Shopper.MODULE,
                ReactorShopHostcalls.of(new ReactorShop(this::noPrice, reactor.util.context.Context.empty())))) {
            CompletableFuture<RunResult> done = instance.runAsync("total", 1L).start(loop::schedule);
            never.asked.await();
            instance.killSwitch().kill();
            never.awaitCancelled();
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> Mono.fromFuture(done).block(LONG));
        }
    }

    @Test
    void guestCodeRunsOnTheSchedulerWhoeverAnswers() {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        Queue<String> answering = new ConcurrentLinkedQueue<>();
        assertThat(shopper(item -> {
                            threads.add(Thread.currentThread().getName());
                            return Mono.just(item)
                                    .publishOn(Schedulers.parallel())
                                    .doOnNext(price ->
                                            answering.add(Thread.currentThread().getName()));
                        })
                        .run("total", 100)
                        .block(LONG))
                .isEqualTo(Shopper.sumBelow(100));
        assertThat(threads).hasSize(100).allMatch(name -> name.startsWith("guests"));
        assertThat(threads.stream().distinct()).hasSize(1);
        assertThat(answering).hasSize(100).allMatch(name -> name.startsWith("parallel"));
    }

    @Test
    void theContextOfTheSubscriberReachesTheSource() {
        LongFunction<Mono<Long>> prices =
                item -> Mono.deferContextual(context -> Mono.just(item * context.<Long>get("rate")));
        assertThat(shopper(prices)
                        .run("total", 4)
                        .contextWrite(context -> context.put("rate", 10L))
                        .block(LONG))
                .isEqualTo(60);
    }

    @Test
    void reactorRefusesToBlockInAHostcallThatReturnsAFuture() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> shopper(item -> Mono.just(Mono.just(item)
                                .delayElement(Duration.ofMillis(1))
                                .blockOptional()
                                .orElseThrow()))
                        .run("total", 1)
                        .block(LONG))
                .withCauseInstanceOf(IllegalStateException.class)
                .satisfies(e -> assertThat(e.getCause()).hasMessageContaining("blocking"));
    }

    @Test
    void aBodyRunsInAThreadOfItsOwnWhichReactorDoesNotKnow() {
        CompletableFuture<Boolean> known = new CompletableFuture<>();
        ReactorShopper shopper = new ReactorShopper(
                home.region,
                loop,
                context -> BodyShopHostcalls.of(new BodyShop((vmctx, item) -> {
                    known.complete(Schedulers.isInNonBlockingThread());
                    return vmctx.blockOn(
                            Mono.just(item).delayElement(Duration.ofMillis(1)).toFuture());
                })));
        assertThat(shopper.run("total", 3).block(LONG)).isEqualTo(3);
        assertThat(known.join()).isFalse();
    }

    @Test
    void aThousandGuestsWaitAtOnceOnOneThreadAndAgain() throws Exception {
        for (int round = 0; round < 3; round++) {
            Sinks.Many<Long> opened = Sinks.many().replay().latest();
            CountDownLatch waiting = new CountDownLatch(1000);
            Mono<Long> sum = Flux.range(0, 1000)
                    .flatMap(
                            guest -> shopper(item -> {
                                        waiting.countDown();
                                        return opened.asFlux().next();
                                    })
                                    .run("total", 2),
                            1000)
                    .reduce(0L, Long::sum);
            CompletableFuture<Long> done = sum.toFuture();
            waiting.await();
            assertThat(home.region.used()).isEqualTo(1000);
            assertThat(opened.tryEmitNext(5L)).isEqualTo(Sinks.EmitResult.OK);
            assertThat(done.get(100, TimeUnit.SECONDS)).isEqualTo(10_000);
        }
    }

    @Test
    void whatIsDisposedWhileItIsSubscribedLeavesNoInstanceBehind() throws Exception {
        for (int round = 0; round < 1000; round++) {
            BaseSubscriber<Long> subscriber = new BaseSubscriber<>() {};
            CompletableFuture<Void> subscribing = CompletableFuture.runAsync(
                    () -> shopper(Mono::just).run("total", 10).subscribe(subscriber));
            subscriber.dispose();
            subscribing.get(100, TimeUnit.SECONDS);
        }
        home.awaitClosed();
    }

    @Test
    void anEndlessGuestLeavesRoomForOthersAndIsDisposedAtAnyMoment() throws Exception {
        Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            for (int round = 0; round < 100; round++) {
                Disposable endless = shopper(Mono::just).run("spin", -1).subscribe();
                assertThat(shopper(Mono::just).run("total", 10).block(LONG)).isEqualTo(45);
                endless.dispose(); // a poll may be under way
                home.drain();
                assertThat(home.region.used()).isZero();
            }
        } finally {
            Hooks.resetOnErrorDropped();
        }
        assertThat(dropped).isEmpty();
    }
}
