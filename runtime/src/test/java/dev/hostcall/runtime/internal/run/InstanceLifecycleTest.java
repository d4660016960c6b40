package dev.hostcall.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class InstanceLifecycleTest {
    private final InstanceLifecycle life = new InstanceLifecycle("guest");

    @Test
    void aRunIsGoneOnWithByItsOwnNumberAndFromASuspensionOnly() {
        assertThat(life.begin(InstanceState.READY)).isTrue();
        long first = life.run();
        assertThat(life.goOn(first)).as("it runs").isFalse();
        life.become(InstanceState.BLOCKED);
        assertThat(life.goOn(first + 1)).isFalse();
        assertThat(life.goOn(first)).isTrue();
        assertThat(life.is(first, InstanceState.RUNNING)).isTrue();
        life.becomeUnfenced(InstanceState.READY);
        assertThat(life.begin(InstanceState.READY)).isTrue();
        life.become(InstanceState.BOUND_EXPIRED);
        assertThat(life.goOn(first)).as("another run is suspended").isFalse();
        assertThat(life.goOn(life.run())).isTrue();
    }

    @Test
    void onlyBeginningMakesAnotherRun() {
        assertThat(life.begin(InstanceState.READY)).isTrue();
        long run = life.run();
        life.become(InstanceState.TERMINATED);
        assertThat(life.is(run, InstanceState.TERMINATED)).isTrue();
        life.take("recover", InstanceState.FAULTED, InstanceState.TERMINATED);
        life.become(InstanceState.READY);
        assertThat(life.run()).isEqualTo(run);
        life.begin("run f", InstanceState.READY);
        assertThat(life.run()).isEqualTo(run + 1);
    }

    @Test
    void whatIsRefusedChangesNothingAndNamesTheState() {
        life.begin("run f", InstanceState.READY);
        life.become(InstanceState.BLOCKED);
        assertThatThrownBy(() -> life.begin("run g", InstanceState.READY))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("cannot run g: the instance of guest guest is BLOCKED;"
                        + " its RunAsync is to be polled or closed first");
        assertThatThrownBy(() -> life.take("recover", InstanceState.FAULTED, InstanceState.TERMINATED))
                .hasMessageStartingWith("cannot recover: ");
        assertThat(life.is(1, InstanceState.BLOCKED)).isTrue();
    }

    @Test
    void ofManyThreadsOneHasItAtATime() throws Exception {
        int threads = 4;
        int rounds = 20_000;
        List<Long> numbers = new ArrayList<>(); // by whoever has taken it: no lock is needed
        Callable<Integer> work = () -> {
            int taken = 0;
            for (int round = 0; round < rounds; round++) {
                if (life.begin(InstanceState.READY)) {
                    numbers.add(life.run());
                    taken++;
                    life.becomeUnfenced(InstanceState.READY);
                }
            }
            return taken;
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        int taken = 0;
        try {
            for (Future<Integer> each : executor.invokeAll(List.of(work, work, work, work))) {
                taken += each.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(life.begin(InstanceState.READY)).isTrue(); // sees all that was done
        assertThat(numbers).hasSize(taken).isSorted().doesNotHaveDuplicates();
    }
}
