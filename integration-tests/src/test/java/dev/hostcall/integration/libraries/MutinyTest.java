package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests between Unis. */
@Timeout(200)
final class MutinyTest {
    private static final Object RATE = Currency.getInstance("EUR");
    private static final Duration LONG = Duration.ofSeconds(100);

    @RegisterExtension
    final Home home = Home.onAThread();

    private final Never never = new Never();

    private MutinyShopper shopper(LongFunction<Uni<Long>> prices) {
        return new MutinyShopper(
                home.region, home.loop, context -> MutinyShopHostcalls.of(new MutinyShop(prices, context)));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    private static Uni<Long> item(long item) {
        return Uni.createFrom().item(item);
    }

    private Uni<Long> noPrice(long item) {
        return Uni.createFrom()
                .<Long>nothing()
                .onSubscription()
                .invoke(never.asked::countDown)
                .onCancellation()
                .invoke(never.cancelled::countDown);
    }

    @Test
    void aUniOfAGuestIsItsResult() {
        assertThat(await(shopper(MutinyTest::item).run("total", 10))).isEqualTo(45);
        assertThat(await(shopper(item -> item(item).onItem().delayIt().by(Duration.ofMillis(1)))
                        .run("total", 10)))
                .isEqualTo(45);
    }

    @Test
    void nothingHappensBeforeASubscriptionAndEachIsARunOfItsOwn() {
        AtomicInteger asked = new AtomicInteger();
        Uni<Long> total = shopper(item -> item(asked.getAndIncrement())).run("total", 3);
        assertThat(asked).hasValue(0);
        assertThat(await(total)).isEqualTo(3);
        assertThat(await(total)).isEqualTo(3 + 4 + 5);
    }

    @Test
    void aFailureOfASourceIsTheCauseAndCanBeRetried() {
        IllegalStateException closed = new IllegalStateException("the shop is closed");
        AtomicInteger asked = new AtomicInteger();
        Uni<Long> total = shopper(
                        item -> asked.getAndIncrement() == 2 ? Uni.createFrom().failure(closed) : item(item))
                .run("total", 5);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> await(total))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW))
                .withCause(closed);
        asked.set(0);
        assertThat(await(total.onFailure().retry().atMost(1))).isEqualTo(10);
    }

    @Test
    void aTrapIsTheFailure() {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> await(shopper(MutinyTest::item).run("fault", 0)));
    }

    @Test
    void cancellingEndsTheGuestAndCancelsWhatItWaitsFor() throws Exception {
        Cancellable run = shopper(this::noPrice).run("total", 1).subscribe().with(result -> {});
        never.asked.await();
        run.cancel();
        never.awaitCancelled();
    }

    @Test
    void aTimeoutEndsTheGuestAndCancelsWhatItWaitsFor() throws Exception {
        for (int limit = 5; never.asked.getCount() > 0; limit *= 2) { // until it was long enough to ask for a price
            Uni<Long> limited = shopper(this::noPrice)
                    .run("total", 1)
                    .ifNoItem()
                    .after(Duration.ofMillis(limit))
                    .fail();
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> await(limited));
        }
        never.awaitCancelled();
        home.awaitClosed();
    }

    @Test
    void aGuestThatIsKilledCancelsWhatItWaitsFor() throws Exception {
        try (Instance instance = home.region.newInstance(
                Shopper.MODULE, MutinyShopHostcalls.of(new MutinyShop(this::noPrice, Context.empty())))) {
            CompletableFuture<RunResult> done = instance.runAsync("total", 1L).start(home.loop);
            never.asked.await();
            instance.killSwitch().kill();
            never.awaitCancelled();
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> await(Uni.createFrom().completionStage(done)));
        }
    }

    @Test
    void guestCodeRunsOnTheExecutorWhoeverAnswers() {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        Queue<String> answering = new ConcurrentLinkedQueue<>();
        assertThat(await(shopper(item -> {
                            threads.add(Thread.currentThread().getName());
                            return item(item)
                                    .emitOn(Infrastructure.getDefaultExecutor())
                                    .onItem()
                                    .invoke(price ->
                                            answering.add(Thread.currentThread().getName()));
                        })
                        .run("total", 100)))
                .isEqualTo(Shopper.sumBelow(100));
        assertThat(threads).hasSize(100).containsOnly("guests");
        assertThat(answering).hasSize(100).doesNotContain("guests");
    }

    @Test
    void theContextOfTheSubscriberReachesTheSource() {
        LongFunction<Uni<Long>> prices =
                item -> Uni.createFrom().context(context -> item(item * context.<Long>get(RATE)));
        assertThat(shopper(prices)
                        .run("total", 4)
                        .awaitUsing(Context.of(RATE, 10L))
                        .atMost(LONG))
                .isEqualTo(60);
    }

    @Test
    void aThousandGuestsWaitAtOnceOnOneThreadAndAgain() throws Exception {
        for (int round = 0; round < 3; round++) {
            CompletableFuture<Long> opened = new CompletableFuture<>();
            CountDownLatch waiting = new CountDownLatch(1000);
            MutinyShopper shopper = shopper(item -> {
                waiting.countDown();
                return Uni.createFrom().completionStage(opened.copy());
            });
            CompletableFuture<List<Long>> done = Multi.createFrom()
                    .range(0, 1000)
                    .onItem()
                    .transformToUni(guest -> shopper.run("total", 2))
                    .merge(1000)
                    .collect()
                    .asList()
                    .subscribeAsCompletionStage();
            waiting.await();
            assertThat(home.region.used()).isEqualTo(1000);
            opened.complete(5L);
            assertThat(done.get(100, TimeUnit.SECONDS)).hasSize(1000).containsOnly(10L);
            home.awaitClosed();
        }
    }

    @Test
    void whatIsCancelledWhileItIsSubscribedLeavesNoInstanceBehind() throws Exception {
        for (int round = 0; round < 1000; round++) {
            CountDownLatch subscribed = new CountDownLatch(1);
            Cancellable run = shopper(MutinyTest::item)
                    .run("total", 10)
                    .runSubscriptionOn(
                            task -> Infrastructure.getDefaultExecutor().execute(() -> {
                                task.run();
                                subscribed.countDown();
                            }))
                    .subscribe()
                    .with(result -> {});
            run.cancel();
            subscribed.await();
        }
        home.awaitClosed();
    }

    @Test
    void anEndlessGuestLeavesRoomForOthersAndIsCancelledAtAnyMoment() throws Exception {
        for (int round = 0; round < 100; round++) {
            Cancellable endless =
                    shopper(MutinyTest::item).run("spin", -1).subscribe().with(result -> {});
            assertThat(await(shopper(MutinyTest::item).run("total", 10))).isEqualTo(45);
            endless.cancel(); // a poll may be under way
            home.awaitClosed();
        }
    }
}
