package dev.hostcall.runtime.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.internal.coroutine.Coroutine.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kinds of coroutines, where this JVM has both. */
final class CoroutineTest {
    private @Nullable Coroutine coroutine;

    static Stream<Named<Function<Runnable, Coroutine>>> kinds() {
        Stream<Named<Function<Runnable, Coroutine>>> threads = Stream.of(Named.of("threads", ThreadCoroutine::new));
        return VirtualThreadCoroutine.isAvailable()
                ? Stream.concat(threads, Stream.of(Named.of("virtual threads", VirtualThreadCoroutine::new)))
                : threads;
    }

    private Coroutine make(Function<Runnable, Coroutine> kind, Runnable body) {
        Coroutine made = kind.apply(body);
        coroutine = made;
        return made;
    }

    private void suspend() {
        Coroutine present = coroutine;
        if (present == null) {
            throw new AssertionError("no coroutine");
        }
        present.suspend();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theBodyBeginsAtTheFirstResumption(Function<Runnable, Coroutine> kind) {
        List<String> events = new ArrayList<>();
        Coroutine made = make(kind, () -> events.add("body"));
        assertThat(events).isEmpty();
        assertThat(made.resume()).isEqualTo(Progress.ENDED);
        assertThat(events).containsExactly("body");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothSidesTakeTurns(Function<Runnable, Coroutine> kind) {
        List<Integer> events = new ArrayList<>(); // of no thread-safe kind
        Coroutine made = make(kind, () -> {
            for (int i = 1; i < 20_000; i += 2) {
                events.add(i);
                suspend();
            }
        });
        for (int i = 0; i < 20_000; i += 2) {
            events.add(i);
            assertThat(made.resume()).isEqualTo(Progress.SUSPENDED);
        }
        assertThat(made.resume()).isEqualTo(Progress.ENDED);
        for (int i = 0; i < 20_000; i++) {
            assertThat(events.get(i)).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @SuppressWarnings("LockNotBeforeTry") // held on purpose
    void theBodyKeepsItsFramesItsThreadItsLocksAndItsThreadLocals(Function<Runnable, Coroutine> kind) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        ThreadLocal<String> local = new ThreadLocal<>();
        CompletableFuture<String> result = new CompletableFuture<>();
        Coroutine made = make(kind, () -> {
            Thread self = Thread.currentThread();
            local.set("mine");
            lock.lock();
            int sum = 0;
            for (int i = 0; i < 100; i++) {
                sum += i;
                suspend();
            }
            boolean same = self == Thread.currentThread() && lock.isHeldByCurrentThread();
            lock.unlock();
            result.complete(same + " " + sum + " " + local.get());
        });
        AtomicInteger resumptions = new AtomicInteger();
        boolean ended = false;
        while (!ended) {
            CompletableFuture<Progress> progress = new CompletableFuture<>();
            Thread resumer = new Thread(() -> {
                assertThat(lock.isHeldByCurrentThread()).isFalse();
                progress.complete(made.resume());
            });
            resumer.start();
            ended = progress.get() == Progress.ENDED;
            resumptions.incrementAndGet();
        }
        assertThat(resumptions).hasValue(101);
        assertThat(result).isCompletedWithValue("true 4950 mine");
        assertThat(local.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @SuppressWarnings("ThreadPriorityCheck") // a yield of the thread is none of the coroutine
    void aBodyThatBlocksByOtherMeansHoldsItsResumer(Function<Runnable, Coroutine> kind) {
        CompletableFuture<Thread> body = new CompletableFuture<>();
        AtomicInteger unparked = new AtomicInteger();
        Coroutine made = make(kind, () -> {
            body.complete(Thread.currentThread());
            while (unparked.get() == 0) {
                LockSupport.park();
            }
            Thread.yield();
            suspend();
            Thread.yield();
        });
        CompletableFuture<Void> unparking = body.thenAcceptAsync(thread -> {
            unparked.set(1);
            LockSupport.unpark(thread);
        });
        assertThat(made.resume()).isEqualTo(Progress.SUSPENDED);
        unparking.join();
        assertThat(made.resume()).isEqualTo(Progress.ENDED);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aResumerThatIsInterruptedKeepsItsInterrupt(Function<Runnable, Coroutine> kind) {
        Coroutine made = make(kind, this::suspend);
        Thread.currentThread().interrupt();
        assertThat(made.resume()).isEqualTo(Progress.SUSPENDED);
        assertThat(made.resume()).isEqualTo(Progress.ENDED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void coroutinesNest(Function<Runnable, Coroutine> kind) {
        List<String> events = new ArrayList<>();
        Coroutine[] inner = new Coroutine[1];
        inner[0] = kind.apply(() -> {
            events.add("inner 1");
            inner[0].suspend();
            events.add("inner 2");
        });
        Coroutine outer = make(kind, () -> {
            inner[0].resume();
            events.add("outer 1");
            suspend();
            inner[0].resume();
            events.add("outer 2");
        });
        outer.resume();
        assertThat(outer.resume()).isEqualTo(Progress.ENDED);
        assertThat(events).containsExactly("inner 1", "outer 1", "inner 2", "outer 2");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aThousandMayBeSuspendedAtOnce(Function<Runnable, Coroutine> kind) {
        List<Coroutine> all = new ArrayList<>();
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            Coroutine[] self = new Coroutine[1];
            self[0] = kind.apply(() -> {
                self[0].suspend();
                ended.incrementAndGet();
            });
            self[0].resume();
            all.add(self[0]);
        }
        assertThat(ended).hasValue(0);
        all.forEach(Coroutine::resume);
        assertThat(ended).hasValue(1000);
    }
}
