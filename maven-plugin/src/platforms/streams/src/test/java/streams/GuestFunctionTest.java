package streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

final class GuestFunctionTest {
    private static final int ITEMS = 60_000;
    private static final int SLOTS = 2;

    private static final AtomicInteger MOST_WAITING = new AtomicInteger();
    private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

    /** The cluster is in this process, and so are its slots. */
    private static final class Counted extends GuestFunction {
        @Override
        public void asyncInvoke(Long item, ResultFuture<Long> answer) {
            super.asyncInvoke(item, answer);
            MOST_WAITING.accumulateAndGet(waiting(), Math::max);
        }
    }

    /** Behind the guests, in their slot: sees that answers are of this slot's guests, and fails once, after a checkpoint. */
    private static final class Checked extends RichMapFunction<Long, Long> implements CheckpointListener {
        private transient boolean isToFail;

        @Override
        public Long map(Long answer) {
            int slot = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            if (answer / 1_000_000 != slot) {
                throw new AssertionError("slot " + slot + " was given " + answer);
            }
            if (isToFail && HAS_FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("this task fails once");
            }
            return answer % 1_000_000;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            isToFail = true;
        }
    }

    @Test
    void thousandsOfGuestsWaitInEachSlotAndEachItemIsAnsweredOnceThoughATaskFails() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(SLOTS, configuration);
        flink.enableCheckpointing(200);
        List<Long> answers = new ArrayList<>();
        try (CloseableIterator<Long> all = AsyncDataStream.unorderedWait(
                        flink.fromSequence(1, ITEMS), new Counted(), 1, TimeUnit.MINUTES, GuestFunction.CAPACITY)
                .map(new Checked())
                .executeAndCollect()) {
            all.forEachRemaining(answers::add);
        }
        answers.sort(null);
        assertEquals(LongStream.rangeClosed(1, ITEMS).map(item -> item * 3).boxed().toList(), answers);
        assertTrue(HAS_FAILED.get());
        assertTrue(MOST_WAITING.get() > 1_900, "only " + MOST_WAITING + " guests waited at once");
    }
}
