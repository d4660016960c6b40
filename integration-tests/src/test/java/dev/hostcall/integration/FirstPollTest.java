package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunAsync;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the first poll of a run meets: another first poll, its end, closing. The run begins once, or never. */
final class FirstPollTest {
    private static final int ROUNDS = Rounds.of(3_000);

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final CyclicBarrier start = new CyclicBarrier(2);
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stopTheOtherThread() {
        other.shutdownNow();
    }

    private enum Outcome {
        RETURNED,
        REFUSED,
        ENDED
    }

    private Outcome poll(RunAsync run) throws Exception {
        start.await();
        try {
            assertThat(run.poll(() -> {})).isInstanceOf(Poll.Ready.class);
            return Outcome.RETURNED;
        } catch (InvalidStateException refusal) {
            return Outcome.REFUSED;
        } catch (GuestTerminatedException end) {
            return Outcome.ENDED;
        }
    }

    private ScriptedGuest counting() {
        ScriptedGuest guest = ScriptedGuest.metered();
        guest.script.plain = argument -> {
            calls.incrementAndGet();
            return argument;
        };
        return guest;
    }

    @Test
    void twoFirstPollsAtOnceBeginTheRunOnce() throws Exception {
        try (ScriptedGuest guest = counting()) {
            for (int round = 1; round <= ROUNDS; round++) {
                RunAsync run = guest.runAsync("plain", round);
                Future<Outcome> first = other.submit(() -> poll(run));
                Outcome second = poll(run);
                assertThat(second).isNotEqualTo(first.get());
                assertThat(calls).hasValue(round);
                assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
                assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
            }
        }
    }

    @Test
    void ofTwoRunsPolledAtOnceTheOneThatIsRefusedMayBePolledLater() throws Exception {
        try (ScriptedGuest guest = counting()) {
            for (int round = 1; round <= ROUNDS; round++) {
                RunAsync one = guest.runAsync("plain", 1);
                RunAsync two = guest.runAsync("plain", 2);
                Future<Outcome> first = other.submit(() -> poll(one));
                if (poll(two) == Outcome.REFUSED) {
                    assertThat(first.get()).isEqualTo(Outcome.RETURNED);
                    assertThat(two.state()).isEqualTo(RunAsync.State.START);
                    two.join();
                } else if (first.get() == Outcome.REFUSED) {
                    assertThat(one.state()).isEqualTo(RunAsync.State.START);
                    one.join();
                }
                assertThat(calls).hasValue(2 * round);
            }
        }
    }

    @Test
    void closingARunWhileItIsPolledFirstLeavesItsInstanceAloneOrEndsIt() throws Exception {
        try (ScriptedGuest guest = counting()) {
            for (int round = 1; round <= ROUNDS; round++) {
                calls.set(0);
                RunAsync run = guest.runAsync("plain", round);
                Future<Outcome> polled = other.submit(() -> poll(run));
                start.await();
                run.close();
                switch (polled.get()) {
                    case REFUSED -> {
                        assertThat(calls).hasValue(0);
                        assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
                        assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
                    }
                    case RETURNED -> {
                        assertThat(calls).hasValue(1);
                        assertThat(run.state()).isEqualTo(RunAsync.State.DONE);
                    }
                    case ENDED -> {
                        assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
                        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
                        guest.instance.reset();
                    }
                }
            }
        }
    }
}
