package dev.hostcall.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.internal.memory.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Turns of calls, by what is to be run and what says that it is over. */
final class CallQueueTest {
    private final CallQueue queue = new CallQueue("guest", new Gate());
    private final List<Runnable> overs = new ArrayList<>();
    private final List<CompletableFuture<Integer>> calls = new ArrayList<>();

    private CompletableFuture<Integer> start() {
        return queue.start(over -> {
            overs.add(over);
            CompletableFuture<Integer> call = new CompletableFuture<>();
            calls.add(call);
            return call;
        });
    }

    @Test
    void aCallThatCannotBeStartedFailsAndGivesItsTurnUp() {
        CompletableFuture<Integer> first = start();
        IllegalStateException failure = new IllegalStateException("no memory");
        CompletableFuture<Integer> failing = queue.start(over -> {
            throw failure;
        });
        CompletableFuture<Integer> behind = start();
        overs.get(0).run();
        calls.get(0).complete(1);
        assertThat(first).isCompletedWithValue(1);
        assertThat(failing.handle((value, thrown) -> thrown).join()).isSameAs(failure);
        assertThat(calls).hasSize(2);
        overs.get(1).run();
        calls.get(1).complete(2);
        assertThat(behind).isCompletedWithValue(2);
        assertThat(queue.call(() -> 3)).isEqualTo(3);
    }

    @Test
    void aCallHoldsItsTurnUntilItIsOverWhateverHasBecomeOfItsFuture() {
        CompletableFuture<Integer> cancelled = start();
        CompletableFuture<Integer> behind = start();
        cancelled.cancel(true);
        assertThat(calls.get(0)).isCancelled();
        assertThat(calls).hasSize(1);
        overs.get(0).run();
        assertThat(calls).hasSize(2);
        overs.get(0).run();
        CompletableFuture<Integer> last = start();
        assertThat(calls).as("a second end of the first changes nothing").hasSize(2);
        overs.get(1).run();
        assertThat(calls).as("who called is told before another call begins").hasSize(2);
        calls.get(1).complete(2);
        assertThat(behind).isCompletedWithValue(2);
        assertThat(calls).hasSize(3);
        assertThat(last).isNotDone();
    }
}
