package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests on an event loop. */
@Timeout(200)
final class VertxTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Region region = Shopper.region(1000);
    private volatile Handler<Message<Long>> counter = question -> question.reply(question.body());

    @BeforeEach
    void openTheShop() throws Exception {
        get(vertx.eventBus()
                .<Long>consumer("prices", question -> counter.handle(question))
                .completion());
    }

    @AfterEach
    void everyInstanceWasClosed() throws Exception {
        get(vertx.close());
        assertThat(region.used()).isZero();
        region.close();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(100, TimeUnit.SECONDS);
    }

    private ShopperVerticle deployed(Hostcalls shop) throws Exception {
        ShopperVerticle verticle = new ShopperVerticle(region, shop);
        get(vertx.deployVerticle(verticle));
        return verticle;
    }

    private Hostcalls shop() {
        return VertxShopHostcalls.of(new VertxShop(vertx));
    }

    /** Calls the verticle where it lives. */
    private static Future<Long> run(ShopperVerticle verticle, String function, long count) {
        Promise<Long> done = Promise.promise();
        verticle.where().runOnContext(none -> verticle.run(function, count).onComplete(done));
        return done.future();
    }

    private static Thread thread(ShopperVerticle verticle) throws Exception {
        Promise<Thread> thread = Promise.promise();
        verticle.where().runOnContext(none -> thread.complete(Thread.currentThread()));
        return get(thread.future());
    }

    /** Waits until the shop was asked so often. */
    private static void awaitAsked(int times, Queue<?> asked) {
        while (asked.size() < times) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aRequestIsAnsweredByAGuest() throws Exception {
        deployed(shop());
        assertThat(get(vertx.eventBus().<Long>request("totals", 10L)).body()).isEqualTo(45);
    }

    @Test
    void aFailureOfASourceIsTheCause() throws Exception {
        counter = question -> question.fail(404, "no such item");
        Future<Long> run = run(deployed(shop()), "total", 1);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(run))
                .withCauseInstanceOf(GuestTerminatedException.class)
                .satisfies(e -> assertThat(e.getCause())
                        .hasCauseInstanceOf(ReplyException.class)
                        .hasStackTraceContaining("no such item"));
    }

    @Test
    void aTrapIsTheFailure() throws Exception {
        Future<Long> run = run(deployed(shop()), "fault", 1);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(run))
                .withCauseInstanceOf(GuestTrapException.class);
    }

    @Test
    void guestAndHostcallsRunOnTheEventLoopOfTheirVerticleWithoutAHop() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<Context> contexts = ConcurrentHashMap.newKeySet();
        ShopperVerticle verticle = deployed(OwningShopHostcalls.of(new OwningShop(item -> {
            threads.add(Thread.currentThread());
            contexts.add(Vertx.currentContext());
            CompletableFuture<Long> price = vertx.eventBus()
                    .<Long>request("prices", item)
                    .map(Message::body)
                    .toCompletionStage()
                    .toCompletableFuture();
            return price.whenComplete((value, failure) -> threads.add(Thread.currentThread()));
        })));
        assertThat(get(run(verticle, "total", 100))).isEqualTo(Shopper.sumBelow(100));
        assertThat(threads).containsExactly(thread(verticle));
        assertThat(contexts).containsExactly(verticle.where());
    }

    @Test
    void anAnswerFromAnotherThreadIsDeliveredOnTheEventLoop() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        ShopperVerticle verticle = deployed(OwningShopHostcalls.of(new OwningShop(item -> {
            threads.add(Thread.currentThread());
            return CompletableFuture.supplyAsync(() -> item);
        })));
        assertThat(get(run(verticle, "total", 100))).isEqualTo(Shopper.sumBelow(100));
        assertThat(threads).containsExactly(thread(verticle));
    }

    @Test
    void aBodyRunsInAThreadOfItsOwnWhichHasNoContext() throws Exception {
        Queue<String> contexts = new ConcurrentLinkedQueue<>();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        ShopperVerticle verticle = deployed(BodyShopHostcalls.of(new BodyShop((vmctx, item) -> {
            contexts.add("" + Vertx.currentContext());
            threads.add(Thread.currentThread().toString());
            return vmctx.blockOn(vertx.eventBus()
                    .<Long>request("prices", item)
                    .map(Message::body)
                    .toCompletionStage());
        })));
        assertThat(get(run(verticle, "total", 10))).isEqualTo(45);
        assertThat(contexts).hasSize(10).containsOnly("null");
        assertThat(threads).isNotEmpty().allMatch(name -> name.contains("hostcall-coroutine"));
        if (Runtime.version().feature() >= 21) { // carried by the event loop
            String loop = thread(verticle).getName();
            assertThat(threads).allMatch(name -> name.endsWith("@" + loop));
        }
    }

    @Test
    void undeployingEndsTheGuestsAndCancelsWhatTheyWaitFor() throws Exception {
        VertxTimerShop shop = new VertxTimerShop(vertx, 1_000_000);
        ShopperVerticle verticle = deployed(VertxTimerShopHostcalls.of(shop));
        List<Future<Long>> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            runs.add(run(verticle, "total", 1));
        }
        while (shop.started.get() < 10) {
            Thread.onSpinWait();
        }
        get(vertx.undeploy(verticle.deploymentID()));
        for (Future<Long> run : runs) {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(run));
        }
        assertThat(shop.cancelled).hasValue(10);
        assertThat(region.used()).isZero();
    }

    @Test
    void aGuestThatWaitsForATimerGoesOnWhenItFires() throws Exception {
        ShopperVerticle verticle = deployed(VertxTimerShopHostcalls.of(new VertxTimerShop(vertx, 1)));
        assertThat(get(run(verticle, "total", 5))).isEqualTo(10);
    }

    @Test
    void aGuestThatIsKilledCancelsWhatItWaitsFor() throws Exception {
        VertxTimerShop shop = new VertxTimerShop(vertx, 1_000_000);
        Context context = vertx.getOrCreateContext();
        try (Instance instance = region.newInstance(Shopper.MODULE, VertxTimerShopHostcalls.of(shop))) {
            CompletableFuture<RunResult> done =
                    instance.runAsync("total", 1L).start(task -> context.runOnContext(none -> task.run()));
            while (shop.started.get() < 1) {
                Thread.onSpinWait();
            }
            instance.killSwitch().kill();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> done.get(100, TimeUnit.SECONDS))
                    .withCauseInstanceOf(GuestTerminatedException.class);
            assertThat(shop.cancelled).hasValue(1);
        }
    }

    @Test
    void aTimeoutOfAFutureEndsNothing() throws Exception {
        Queue<Message<Long>> asked = new ConcurrentLinkedQueue<>();
        counter = asked::add;
        ShopperVerticle verticle = deployed(shop());
        Future<Long> run = run(verticle, "total", 1);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(run.timeout(1, TimeUnit.MILLISECONDS)))
                .withCauseInstanceOf(TimeoutException.class);
        awaitAsked(1, asked);
        asked.forEach(question -> question.reply(6L));
        assertThat(get(run)).isEqualTo(6);
    }

    @Test
    void aThousandGuestsWaitAtOnceOnOneEventLoopAndAgain() throws Exception {
        ShopperVerticle verticle = deployed(shop());
        for (int round = 0; round < 3; round++) {
            Queue<Message<Long>> asked = new ConcurrentLinkedQueue<>();
            counter = asked::add;
            List<Future<Long>> runs = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                runs.add(run(verticle, "total", 2));
            }
            awaitAsked(1000, asked);
            assertThat(region.used()).isEqualTo(1000);
            counter = question -> question.reply(question.body());
            asked.forEach(question -> question.reply(5L));
            get(Future.all(runs));
            assertThat(runs).allMatch(run -> run.result() == 6);
            assertThat(region.used()).isZero();
        }
    }

    @Test
    void anEndlessGuestLeavesRoomForOthersOnItsEventLoop() throws Exception {
        ShopperVerticle verticle = deployed(shop());
        Future<Long> endless = run(verticle, "spin", -1);
        for (int i = 0; i < 100; i++) {
            assertThat(get(vertx.eventBus().<Long>request("totals", 10L)).body())
                    .isEqualTo(45);
        }
        assertThat(endless.isComplete()).isFalse();
        get(vertx.undeploy(verticle.deploymentID()));
        assertThat(endless.failed()).isTrue();
    }
}
