package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests in chains of {@link CompletableFuture}. */
@Timeout(200) // what is never closed would be awaited for ever
final class FutureTest {
    @RegisterExtension
    final Home home = Home.onAThread();

    private static Hostcalls known() {
        return FutureShopHostcalls.of(new FutureShop(CompletableFuture::completedFuture));
    }

    private FutureShopper shopper(Hostcalls shop) {
        return new FutureShopper(home.region, shop, home.loop);
    }

    private static long value(RunResult result) {
        return result.returned().i64();
    }

    @Test
    void oneGuestFollowsAnother() throws Exception {
        try (Instance first = home.region.newInstance(Shopper.MODULE, known());
                Instance second = home.region.newInstance(Shopper.MODULE, known())) {
            assertThat(oneAfterTheOther(first, second)
                            .get(100, TimeUnit.SECONDS)
                            .returned()
                            .i64())
                    .isEqualTo(Shopper.sumBelow(5));
        }
    }

    private CompletableFuture<RunResult> oneAfterTheOther(Instance first, Instance second) {
        var executor = home.loop;
        // On the page
        CompletableFuture<RunResult> both = first.runAsync("total", 5L)
                .start(executor)
                .thenCompose(total ->
                        second.runAsync("price_of", total.returned().i64()).start(executor));
        // To here
        return both;
    }

    @Test
    void aThousandGuestsWaitAtOnceAndAgain() throws Exception {
        for (int round = 0; round < 3; round++) {
            Queue<CompletableFuture<Long>> asked = new ConcurrentLinkedQueue<>();
            FutureShopper shopper = shopper(FutureShopHostcalls.of(new FutureShop(item -> {
                CompletableFuture<Long> price = new CompletableFuture<>();
                asked.add(price);
                return price;
            })));
            List<CompletableFuture<RunResult>> runs = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                runs.add(shopper.start(1));
            }
            home.drain();
            assertThat(asked).hasSize(1000);
            asked.forEach(price -> price.complete(7L));
            // On the page
            CompletableFuture<Long> sum = CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new))
                    .thenApply(all -> runs.stream()
                            .mapToLong(run -> run.join().returned().i64())
                            .sum());
            // To here
            assertThat(sum.get(100, TimeUnit.SECONDS)).isEqualTo(7000);
            home.awaitClosed();
        }
    }

    @Test
    void aTimeoutOfTheFutureEndsTheGuest() throws Exception {
        CompletableFuture<Long> never = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        FutureShopper shopper = shopper(OwningShopHostcalls.of(new OwningShop(item -> {
            asked.countDown();
            return never;
        })));
        for (long limit = 5; asked.getCount() > 0; limit *= 2) { // until it was long enough to ask for a price
            // On the page
            CompletableFuture<RunResult> done = shopper.start("total", 5).orTimeout(limit, TimeUnit.MILLISECONDS);
            // To here
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(done::join)
                    .withCauseInstanceOf(TimeoutException.class);
        }
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> never.get(100, TimeUnit.SECONDS));
        home.awaitClosed();
    }

    @Test
    void aTimeoutOfADependentFutureEndsNothing() throws Exception {
        CompletableFuture<Long> price = new CompletableFuture<>();
        CompletableFuture<RunResult> done =
                shopper(OwningShopHostcalls.of(new OwningShop(item -> price))).start(1);
        CompletableFuture<Long> dependent = done.thenApply(FutureTest::value).orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(dependent::join)
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(price.complete(3L)).isTrue();
        assertThat(value(done.get(100, TimeUnit.SECONDS))).isEqualTo(3);
    }

    @Test
    void aDeadlineOfTheRunEndsTheGuestToo() {
        CompletableFuture<Long> never = new CompletableFuture<>();
        try (Instance instance =
                home.region.newInstance(Shopper.MODULE, OwningShopHostcalls.of(new OwningShop(item -> never)))) {
            CompletableFuture<RunResult> done = instance.runAsync("total", 5L)
                    .deadline(Duration.ofMillis(500))
                    .start(home.loop);
            assertThatThrownBy(done::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            GuestTerminatedException.class,
                            e -> assertThat(e.reason()).isEqualTo(TerminationReason.DEADLINE_EXPIRED));
            assertThat(never).isCancelled();
        }
    }

    @Test
    void aFailureOfASourceIsTheCause() {
        IllegalStateException closed = new IllegalStateException("the shop is closed");
        CompletableFuture<RunResult> done = shopper(
                        FutureShopHostcalls.of(new FutureShop(item -> CompletableFuture.failedFuture(closed))))
                .start(1);
        assertThatThrownBy(done::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(GuestTerminatedException.class)
                .cause()
                .isSameAs(closed);
    }

    @Test
    void aTrapIsTheCause() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> shopper(known()).start("fault", 0).join())
                .withCauseInstanceOf(GuestTrapException.class);
    }

    @Test
    void anEndOfOneGuestLeavesAFutureThatOthersWaitForAlone() throws Exception {
        CompletableFuture<Long> shared = new CompletableFuture<>();
        FutureShopper shopper = shopper(FutureShopHostcalls.of(new FutureShop(item -> shared)));
        CompletableFuture<RunResult> one = shopper.start(1);
        CompletableFuture<RunResult> other = shopper.start(1);
        home.drain();
        one.cancel(false);
        assertThat(shared).isNotDone();
        shared.complete(4L);
        assertThat(value(other.get(100, TimeUnit.SECONDS))).isEqualTo(4);
    }

    @Test
    void aGuestIsEndedOnTheThreadThatCancelsIfItWaits() throws Exception {
        CompletableFuture<Long> never = new CompletableFuture<>();
        CompletableFuture<Thread> unwound = never.handle((value, failure) -> Thread.currentThread());
        CompletableFuture<RunResult> done =
                shopper(OwningShopHostcalls.of(new OwningShop(item -> never))).start(1);
        home.drain();
        done.cancel(false);
        assertThat(unwound.get(100, TimeUnit.SECONDS)).isSameAs(Thread.currentThread());
    }

    @Test
    void guestCodeRunsOnTheExecutorWhoeverCompletes() throws Exception {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        FutureShopper shopper = shopper(FutureShopHostcalls.of(new FutureShop(item -> {
            threads.add(Thread.currentThread().getName());
            return CompletableFuture.supplyAsync(() -> item);
        })));
        assertThat(value(shopper.start(100).get(100, TimeUnit.SECONDS))).isEqualTo(Shopper.sumBelow(100));
        assertThat(threads).hasSize(100).containsOnly("guests");
    }

    @Test
    void aBodyThatMustNotLeaveItsSourceBehindCancelsIt() throws Exception {
        CompletableFuture<Long> price = new CompletableFuture<>();
        CompletableFuture<RunResult> done = shopper(BodyShopHostcalls.of(new BodyShop((vmctx, item) -> {
                    // On the page
                    try {
                        return vmctx.blockOn(price);
                    } finally {
                        price.cancel(false); // does nothing if it is done
                    }
                    // To here
                })))
                .start(1);
        home.drain();
        done.cancel(false);
        assertThat(price).isCancelled();
    }

    @Test
    void anEndlessGuestLeavesRoomForOthersAndIsCancelledAtAnyMoment() throws Exception {
        FutureShopper shopper = shopper(known());
        for (int round = 0; round < 100; round++) {
            CompletableFuture<RunResult> endless = shopper.start("spin", -1);
            assertThat(value(shopper.start(10).get(100, TimeUnit.SECONDS))).isEqualTo(45);
            endless.cancel(false); // a poll may be under way
            home.drain();
        }
        home.awaitClosed();
    }

    @Test
    void aGuestThatIsCancelledWhileItIsWokenIsClosedAllTheSame() throws Exception {
        for (int round = 0; round < 1000; round++) {
            CompletableFuture<Long> price = new CompletableFuture<>();
            CompletableFuture<RunResult> done = shopper(OwningShopHostcalls.of(new OwningShop(item -> price)))
                    .start(2);
            Thread waking = new Thread(() -> price.complete(1L));
            waking.start();
            done.cancel(false);
            waking.join();
            home.awaitClosed();
            assertThat(done).isDone();
        }
    }

    @Test
    void aGuestThatIsKilledCancelsWhatItWaitsFor() throws Exception {
        CompletableFuture<Long> never = new CompletableFuture<>();
        try (Instance instance =
                home.region.newInstance(Shopper.MODULE, OwningShopHostcalls.of(new OwningShop(item -> never)))) {
            CompletableFuture<RunResult> done = instance.runAsync("total", 5L).start(home.loop);
            home.drain();
            instance.killSwitch().kill();
            assertThatExceptionOfType(CompletionException.class).isThrownBy(done::join);
            assertThat(never).isCancelled();
            assertThat(instance.state()).isEqualTo(InstanceState.TERMINATED);
        }
    }
}
