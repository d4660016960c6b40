package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestRun;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of an interface to a guest that wait for their turn. */
@Timeout(200)
final class QueueTest {
    private final Region region = Region.create(1, Limits.compact());
    private Supplier<CompletableFuture<List<?>>> answer = () -> CompletableFuture.completedFuture(List.of(42));
    private final Instance instance = instance();
    private final QueuedPlugin plugin = QueuedPluginGuest.of(instance, Runnable::run);
    private final List<String> order = new CopyOnWriteArrayList<>();

    private Instance instance() {
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withMetering(Metering.ON);
        GuestModule module = WatGuest.load(QueueTest.class, "plugin-guest.wat", options);
        return region.newInstance(
                module,
                HostImports.in("host")
                        .asyncFunction("answer", Signature.parse("i:i"), (memory, arguments) -> answer.get()));
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    /** The next answer, which is not there yet; later ones are. */
    private CompletableFuture<List<?>> pending() {
        CompletableFuture<List<?>> first = new CompletableFuture<>();
        answer = () -> {
            answer = () -> CompletableFuture.completedFuture(List.of(42));
            return first;
        };
        return first;
    }

    private CompletableFuture<String> later(String text) {
        return plugin.textLater(text).whenComplete((value, failure) -> order.add(text));
    }

    private Thread inAnotherThread(Runnable call) {
        Thread thread = new Thread(call);
        thread.start();
        return thread;
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void callsComeInTheOrderInWhichTheyWereMade() {
        CompletableFuture<List<?>> first = pending();
        List<CompletableFuture<String>> calls = List.of(later("a"), later("b"), later("c"));
        assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
        assertThat(order).isEmpty();
        first.complete(List.of(1));
        assertThat(calls).allMatch(CompletableFuture::isDone);
        assertThat(order).containsExactly("a", "b", "c");
    }

    @Test
    void aPlainCallParksItsThread() throws InterruptedException {
        CompletableFuture<List<?>> first = pending();
        CompletableFuture<String> before = later("before");
        Thread thread = inAnotherThread(() -> order.add("sum " + plugin.add(40, 2)));
        awaitParked(thread);
        CompletableFuture<String> behind = later("behind");
        first.complete(List.of(1));
        thread.join();
        assertThat(before).isCompletedWithValue("before");
        assertThat(behind.join()).isEqualTo("behind");
        assertThat(order).contains("before", "sum 42", "behind");
    }

    @Test
    void threadsThatCallAtOnceAllGetTheirResults() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            threads.add(inAnotherThread(() -> {
                for (int round = 0; round < 200; round++) {
                    order.add(
                            round % 2 == 0
                                    ? "" + plugin.add(number, round)
                                    : plugin.textLater("" + (number + round)).join());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).hasSize(1600);
        assertThat(order.stream().mapToInt(Integer::parseInt).sum()).isEqualTo(8 * 199 * 100 + 200 * 28);
    }

    @Test
    void manyCallsDoNotExhaustTheStack() {
        CompletableFuture<List<?>> first = pending();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            calls.add(plugin.textLater(""));
        }
        first.complete(List.of(1));
        assertThat(calls).allSatisfy(call -> assertThat(call).isCompletedWithValue(""));
    }

    @Test
    void aCallThatIsCancelledBeforeItsTurnIsNotMade() {
        CompletableFuture<List<?>> first = pending();
        CompletableFuture<String> before = plugin.textLater("before");
        CompletableFuture<String> cancelled = plugin.textLater("cancelled");
        CompletableFuture<String> behind = plugin.textLater("behind");
        cancelled.cancel(true);
        first.complete(List.of(1));
        assertThat(before).isCompletedWithValue("before");
        assertThat(behind).isCompletedWithValue("behind");
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void whatComesBehindACallThatIsCancelledWaitsUntilItsRunHasEnded() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        answer = () -> {
            answer = () -> CompletableFuture.completedFuture(List.of(42));
            entered.countDown();
            await(leave);
            return CompletableFuture.completedFuture(List.of(1));
        };
        CompletableFuture<String> cancelled =
                QueuedPluginGuest.of(instance, this::inAnotherThread).textLater("cancelled");
        entered.await();
        CompletableFuture<String> behind = later("behind");
        Thread plain = inAnotherThread(() -> {
            try {
                plugin.add(40, 2);
            } catch (InvalidStateException refusal) {
                order.add(refusal.getMessage());
            }
        });
        awaitParked(plain);
        cancelled.cancel(true);
        assertThat(instance.state()).isEqualTo(InstanceState.RUNNING);
        assertThat(behind).isNotDone();
        leave.countDown();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(behind::join)
                .withMessageContaining("TERMINATED");
        plain.join();
        assertThat(order)
                .containsExactly(
                        "behind",
                        "cannot run add: the instance of guest plugin-guest is TERMINATED; reset it, or recover it, first");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItsTaskRunsGivesItsTurnUpAtOnce() {
        CompletableFuture<String> cancelled =
                QueuedPluginGuest.of(instance, task -> {}).textLater("cancelled");
        CompletableFuture<String> behind = later("behind");
        assertThat(behind).isNotDone();
        cancelled.cancel(true);
        assertThat(behind).isCompletedWithValue("behind");
    }

    @Test
    void aCallWhoseExecutorRejectsItGivesItsTurnUpOnceItsGuestHasEnded() {
        CompletableFuture<List<?>> first = pending();
        AtomicBoolean isFull = new AtomicBoolean();
        CompletableFuture<String> rejected = QueuedPluginGuest.of(instance, task -> {
                    if (isFull.getAndSet(true)) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .textLater("rejected");
        CompletableFuture<String> behind = later("behind");
        first.complete(List.of(1));
        assertThat(rejected).isCompletedExceptionally();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(behind::join)
                .withMessageContaining("TERMINATED");
    }

    @Test
    void aRunThatIsDrivenAlreadyGivesItsTurnUp() {
        CompletableFuture<List<?>> first = pending();
        GuestRun<Integer> run = plugin.spin(10);
        CompletableFuture<String> before = later("before");
        CompletableFuture<Integer> once = run.start(Runnable::run);
        CompletableFuture<Integer> twice = run.start(Runnable::run);
        CompletableFuture<String> behind = later("behind");
        first.complete(List.of(1));
        assertThat(before).isCompletedWithValue("before");
        assertThat(once).isCompletedWithValue(7);
        assertThat(twice).isCompletedExceptionally();
        assertThat(behind).isCompletedWithValue("behind");
    }

    @Test
    void whatComesBehindACallThatEndsTheGuestIsRefusedWithItsState() {
        CompletableFuture<List<?>> first = pending();
        CompletableFuture<String> failing = plugin.textLater("failing");
        CompletableFuture<String> behind = plugin.textLater("behind");
        first.completeExceptionally(new IllegalStateException("no answer"));
        assertThat(failing).isCompletedExceptionally();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(behind::join)
                .withCauseInstanceOf(InvalidStateException.class)
                .withMessageContaining("TERMINATED");
    }

    @Test
    void aRunThatIsGivenWaitsWhenItIsDriven() throws InterruptedException {
        CompletableFuture<List<?>> first = pending();
        CompletableFuture<String> before = later("before");
        GuestRun<Integer> run = plugin.spin(10);
        CompletableFuture<Integer> started = plugin.spin(10).start(Runnable::run);
        assertThat(started).isNotDone();
        Thread thread = inAnotherThread(() -> order.add("joined " + run.join()));
        awaitParked(thread);
        first.complete(List.of(1));
        thread.join();
        assertThat(before).isCompletedWithValue("before");
        assertThat(started).isCompletedWithValue(7);
        assertThat(order).containsExactly("before", "joined 7");
    }

    @Test
    void twoObjectsOfAnInstanceHaveOneQueue() {
        CompletableFuture<List<?>> first = pending();
        CompletableFuture<String> before = plugin.textLater("before");
        CompletableFuture<String> behind =
                PartlyQueuedPluginGuest.of(instance, Runnable::run).textLater("behind");
        assertThat(behind).isNotDone();
        first.complete(List.of(1));
        assertThat(before).isCompletedWithValue("before");
        assertThat(behind).isCompletedWithValue("behind");
    }

    @Test
    void onlyWhatIsToWaitWaits() {
        CompletableFuture<List<?>> first = pending();
        PartlyQueuedPlugin partly = PartlyQueuedPluginGuest.of(instance, Runnable::run);
        CompletableFuture<String> before = partly.textLater("before");
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> partly.add(1, 2))
                .withMessageContaining("BLOCKED");
        first.complete(List.of(1));
        assertThat(before).isCompletedWithValue("before");
        assertThat(partly.add(1, 2)).isEqualTo(3);
    }

    @Test
    void aCallThatWouldWaitForItselfIsRefused() {
        answer = () -> CompletableFuture.completedFuture(List.of(plugin.add(1, 2)));
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> plugin.ask(1))
                .withMessageContaining("it is RUNNING on this thread, and the call would wait for itself")
                .withCauseInstanceOf(InvalidStateException.class);
    }

    @Test
    void aCallThatIsRunInAnotherWayDoesNotQueue() {
        CompletableFuture<List<?>> never = pending();
        CompletableFuture<?> other = instance.runAsync("ask", 1).start(Runnable::run);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> plugin.add(1, 2))
                .withMessageContaining("BLOCKED");
        other.cancel(true);
        assertThat(never).isCancelled();
    }
}
