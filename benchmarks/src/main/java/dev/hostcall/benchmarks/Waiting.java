package dev.hostcall.benchmarks;

import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Waker;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Hostcalls that wait. */
public class Waiting extends PerCall {
    private final Queue queue = new Queue();
    private final Flag waker = new Flag();

    /** The future is done when the hostcall returns it. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object asyncReady() {
        return guest.runAsync("ready_loop", (long) CALLS).join();
    }

    /** The hostcall returns a future that is completed, by this thread, when the guest waits: poll, wake, poll. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object pendingTail() {
        return pollToTheEnd(guest.runAsync("later_loop", (long) CALLS));
    }

    /** The hostcall blocks in its body: its Java frames are put away and brought back. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object pendingBody() {
        return pollToTheEnd(guest.runAsync("later_in_body_loop", (long) CALLS));
    }

    private RunResult pollToTheEnd(RunAsync run) {
        while (true) {
            if (run.poll(waker) instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            host.answer();
            if (!waker.take()) {
                throw new IllegalStateException("the answer has not woken the run");
            }
        }
    }

    /** As {@link #pendingTail}, driven by an executor. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object pendingTailOnExecutor() {
        CompletableFuture<RunResult> result =
                guest.runAsync("later_loop", (long) CALLS).start(queue);
        while (!result.isDone()) {
            queue.runNext();
            host.answer();
        }
        return result.join();
    }

    /** What that executor costs by itself. */
    @Benchmark
    public boolean executorAlone() {
        queue.execute(waker);
        queue.runNext();
        return waker.take();
    }

    /** What a future costs that is waited for, without a guest. */
    @Benchmark
    @SuppressWarnings("FutureReturnValueIgnored") // as in the runtime
    public Object futureAlone() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        future.whenComplete((value, failure) -> waker.wake());
        future.complete(1L);
        return future;
    }

    /** Start to result of a function that does nothing. */
    @Benchmark
    public Object runAsyncEmpty() {
        return guest.runAsync("empty").join();
    }

    /** What a manual driver needs to be woken, and a trivial task. */
    private static final class Flag implements Waker, Runnable {
        private boolean woken;

        @Override
        public void wake() {
            woken = true;
        }

        @Override
        public void run() {
            woken = true;
        }

        boolean take() {
            boolean was = woken;
            woken = false;
            return was;
        }
    }

    /** The least an executor can do: it runs tasks later, on this thread. */
    private static final class Queue implements Executor {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runNext() {
            tasks.remove().run();
        }
    }
}
