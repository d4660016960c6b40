package dev.hostcall.runtime.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.internal.memory.Gate.Pass;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GateTest {
    private final Gate gate = new Gate();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        other.shutdownNow();
    }

    @Test
    void theThreadThatRunsTheGuestPassesWithoutALock() throws Exception {
        gate.own();
        assertThat(gate.enter()).isEqualTo(Pass.OWNER);
        assertThat(gate.isLocked()).isFalse();
        gate.leave(Pass.OWNER);
        assertThat(other.submit(gate::isOwner).get()).isFalse();
        gate.disown();
        assertThat(gate.isOwner()).isFalse();
    }

    @Test
    void allOthersLockItForOneAccess() throws Exception {
        gate.own();
        assertThat(other.submit(gate::enter).get()).isEqualTo(Pass.LOCKED);
        assertThat(gate.isLocked()).isTrue();
        other.submit(() -> gate.leave(Pass.LOCKED)).get();
        assertThat(gate.isLocked()).isFalse();
    }

    @Test
    void onceItIsShutNobodyComesInAndNothingStaysLocked() {
        gate.shut();
        assertThatThrownBy(gate::enter)
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("cannot access the memory of an instance: it is closed");
        assertThatThrownBy(gate::lockOpen).isInstanceOf(InvalidStateException.class);
        assertThat(gate.isLocked()).isFalse();
    }

    @Test
    void shuttingItWaitsForAnAccessThatIsUnderWay() throws Exception {
        Pass pass = gate.enter();
        Future<?> shut = other.submit(gate::shut);
        while (!gate.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        assertThat(shut.isDone()).isFalse();
        gate.leave(pass);
        shut.get();
        assertThatThrownBy(gate::enter).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aChangeThatNoTwoMayMakeLocksOutTheGuestsThreadToo() throws Exception {
        gate.own();
        gate.lockOpen();
        assertThat(other.submit(() -> gate.tryLock()).get()).isFalse();
        gate.unlock();
        assertThat(other.submit(() -> gate.tryLock()).get()).isTrue();
    }
}
