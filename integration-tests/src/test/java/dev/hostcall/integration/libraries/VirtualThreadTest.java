package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunListener;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests and virtual threads. */
@Timeout(200)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads")
final class VirtualThreadTest {
    private final Region region = Shopper.region(1000);

    @AfterEach
    void everyInstanceWasClosed() {
        assertThat(region.used()).isZero();
        region.close();
    }

    private static long get(Future<Long> run) throws Exception {
        return run.get(100, TimeUnit.SECONDS);
    }

    private VirtualThreadShopper shopper(OwningShop shop) {
        return new VirtualThreadShopper(region, OwningShopHostcalls.of(shop));
    }

    private static boolean isVirtual(Thread thread) {
        return thread.toString().startsWith("VirtualThread[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"futures", "bodies", "blocking", "endless"})
    void aThousandGuestsWaitAtOnceOnOneCarrier(String program) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-classpath",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OneCarrier.class.getName(),
                program);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo("" + Shopper.sumBelow(1000));
    }

    @Test
    void aHostcallRunsInTheVirtualThreadThatJoins() throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        VirtualThreadShopper shopper = shopper(new OwningShop(item -> {
            threads.add(Thread.currentThread());
            return CompletableFuture.supplyAsync(() -> item);
        }));
        assertThat(get(shopper.join("total", 100))).isEqualTo(Shopper.sumBelow(100));
        assertThat(threads).hasSize(100).allMatch(VirtualThreadTest::isVirtual);
        assertThat(threads.stream().distinct()).hasSize(1);
    }

    @Test
    void aStartedRunIsPolledByAVirtualThreadOfItsOwnEachTime() throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Semaphore askedAndPolled = new Semaphore(0);
        CompletableFuture<?>[] prices = new CompletableFuture<?>[1];
        OwningShop shop = new OwningShop(item -> {
            threads.add(Thread.currentThread());
            CompletableFuture<Long> price = new CompletableFuture<>();
            prices[0] = price;
            return price.thenApply(open -> item);
        });
        try (Instance instance = region.newInstance(Shopper.MODULE, OwningShopHostcalls.of(shop))) {
            instance.listener(new RunListener() {
                @Override
                public void pollEnded(Instance ended, PollOutcome outcome) {
                    askedAndPolled.release();
                }
            });
            CompletableFuture<RunResult> done = shopper(shop).start(instance, "total", 10);
            for (int i = 0; i < 10; i++) {
                askedAndPolled.acquire();
                prices[0].complete(null);
            }
            assertThat(done.get(100, TimeUnit.SECONDS).returned().i64()).isEqualTo(45);
        }
        assertThat(threads).hasSize(10).allMatch(VirtualThreadTest::isVirtual);
        assertThat(threads.stream().distinct()).hasSize(10);
    }

    @Test
    void thousandsOfGuestsRunBackToBack() throws Exception {
        VirtualThreadShopper shopper = shopper(new OwningShop(item -> CompletableFuture.supplyAsync(() -> item)));
        for (int round = 0; round < 5; round++) {
            List<Future<Long>> runs = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                runs.add(shopper.join("total", 5));
            }
            for (Future<Long> run : runs) {
                assertThat(get(run)).isEqualTo(10);
            }
        }
    }

    @Test
    void anInterruptDoesNotEndAJoinButAKillDoes() throws Exception {
        CompletableFuture<Thread> joining = new CompletableFuture<>();
        CompletableFuture<Long> never = new CompletableFuture<>();
        OwningShop shop = new OwningShop(item -> {
            joining.complete(Thread.currentThread());
            return never;
        });
        try (Instance instance = region.newInstance(Shopper.MODULE, OwningShopHostcalls.of(shop))) {
            var virtual = new VirtualThreadShopper(region, OwningShopHostcalls.of(shop));
            Future<Long> run = virtual.submit(
                    () -> instance.runAsync("total", 1L).join().returned().i64());
            joining.get(100, TimeUnit.SECONDS).interrupt();
            assertThat(run.isDone()).isFalse();
            instance.killSwitch().kill();
            assertThatThrownBy(() -> get(run))
                    .cause()
                    .isInstanceOfSatisfying(
                            GuestTerminatedException.class,
                            e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED));
            assertThat(never).isCancelled();
        }
    }
}
