package dev.hostcall.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.KillSwitch.Outcome;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class FuseTest {
    @Test
    void aKillThatComesFirstEndsTheRun() {
        Fuse fuse = new Fuse();
        assertThat(fuse.kill()).isEqualTo(Outcome.WILL_END);
        assertThat(fuse.kill()).isEqualTo(Outcome.WILL_END);
        assertThat(fuse.burn()).isFalse();
        assertThat(fuse.kill()).isEqualTo(Outcome.ENDED);
    }

    @Test
    void aKillThatComesLateDoesNothing() {
        Fuse fuse = new Fuse();
        assertThat(fuse.burn()).isTrue();
        assertThat(fuse.kill()).isEqualTo(Outcome.TOO_LATE);
        assertThat(fuse.burn()).isTrue();
    }

    @Test
    void ofAKillAndAnEndAtOnceOneComesFirst() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        CyclicBarrier start = new CyclicBarrier(2);
        try {
            for (int round = 0; round < 3_000; round++) {
                Fuse fuse = new Fuse();
                Future<Outcome> kill = other.submit(() -> {
                    start.await();
                    return fuse.kill();
                });
                start.await();
                boolean returned = fuse.burn();
                assertThat(kill.get() == Outcome.TOO_LATE).isEqualTo(returned);
            }
        } finally {
            other.shutdownNow();
        }
    }
}
