package dev.hostcall.runtime.internal.meter;

import static dev.hostcall.runtime.internal.meter.Allowance.NO_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.abi.GuestLayout;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A budget against a guest that only counts. */
final class BudgetTest {
    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(2 * (ControlBlock.SLOT_BYTES + GuestLayout.Control.BYTES));
    private final ControlBlock control = control(0);
    private final Budget budget = Budget.metered(control);

    private ControlBlock control(int index) {
        long slot = NativeEngine.addressOf(memory) + (long) index * memory.capacity() / 2;
        return new ControlBlock(slot + ControlBlock.SLOT_BYTES);
    }

    /** Runs a guest until it has executed so many instructions, or its bound is spent; how many it has executed. */
    private static long execute(ControlBlock control, Budget budget, long instructions, long line) {
        long executed = 0;
        while (executed < instructions) {
            control.budget(control.budget() - line);
            executed += line;
            if (control.budget() < 0 && !budget.refill()) {
                break;
            }
        }
        return executed;
    }

    private long execute(long instructions, long line) {
        return execute(control, budget, instructions, line);
    }

    @Test
    void aBoundIsGrantedInSlicesAndNoMore() {
        budget.beginRun();
        budget.beginPoll(3 * Budget.SLICE + 5, NO_LIMIT);
        assertThat(control.budget()).isEqualTo(Budget.SLICE);
        assertThat(execute(NO_LIMIT, 1)).isEqualTo(3 * Budget.SLICE + 6);
        assertThat(budget.refill()).isFalse();
        assertThat(budget.spent()).isEqualTo(3 * Budget.SLICE + 6);
    }

    @Test
    void whatABoundIsOvershotByIsTakenOffTheNext() {
        budget.beginRun();
        budget.beginPoll(100, NO_LIMIT);
        assertThat(execute(NO_LIMIT, 30)).isEqualTo(120);
        budget.beginPoll(100, NO_LIMIT);
        assertThat(execute(NO_LIMIT, 1)).isEqualTo(81);
        budget.beginPoll(100, NO_LIMIT);
        assertThat(control.budget()).isEqualTo(99);
    }

    @Test
    void whatIsLeftOfABoundLapses() {
        budget.beginRun();
        budget.beginPoll(100, NO_LIMIT);
        execute(10, 10);
        budget.beginPoll(100, NO_LIMIT);
        assertThat(control.budget()).isEqualTo(100);
        assertThat(budget.spent()).isEqualTo(10);
    }

    @Test
    void aTotalIsSpentOverAllPolls() {
        budget.beginRun();
        for (int poll = 0; poll < 3; poll++) {
            budget.beginPoll(50, 120);
            execute(NO_LIMIT, 7);
        }
        assertThat(budget.spent()).isEqualTo(126);
        assertThat(budget.hasSpent(126)).isTrue();
        assertThat(budget.hasSpent(127)).isFalse();
    }

    @Test
    void aBoundThatIsChangedInAPollCountsWhatWasExecutedInIt() {
        budget.beginRun();
        budget.beginPoll(100, NO_LIMIT);
        execute(40, 10);
        budget.changeBound(budget, 60, NO_LIMIT);
        assertThat(control.budget()).isEqualTo(20);
        budget.changeBound(budget, 30, NO_LIMIT);
        assertThat(control.budget()).isZero();
        assertThat(budget.spent()).isEqualTo(40);
    }

    @Test
    void aPollWithoutABoundGoesOnWithItsSliceAndABoundSetInItCountsThatPollOnly() {
        budget.beginUnlimited();
        execute(1_000, 10);
        budget.beginPollUnlimited();
        assertThat(control.budget()).isEqualTo(Budget.SLICE - 1_000);
        execute(40, 10);
        budget.changeBound(budget, 100, NO_LIMIT);
        assertThat(control.budget()).isEqualTo(60);
        assertThat(budget.spent()).isEqualTo(1_040);
    }

    @Test
    void aRunWithoutLimitsGoesOnWithTheSliceAndATotalSetInItCountsThatRunOnly() {
        budget.beginUnlimited();
        execute(1_000, 10);
        budget.beginUnlimited();
        execute(40, 10);
        budget.beginPollUnlimited();
        execute(20, 10);
        budget.changeBound(budget, NO_LIMIT, 100);
        assertThat(control.budget()).isEqualTo(40);
        assertThat(execute(NO_LIMIT, 10)).isEqualTo(50);
        assertThat(budget.hasSpent(100)).isTrue();
        assertThat(budget.spent()).isEqualTo(1_110);
    }

    @Test
    void afterAPollWithABoundOneWithoutHasNone() {
        budget.beginUnlimited();
        budget.beginPoll(100, NO_LIMIT);
        execute(50, 10);
        budget.beginPollUnlimited();
        assertThat(execute(3 * Budget.SLICE, 10)).isGreaterThanOrEqualTo(3 * Budget.SLICE);
    }

    @Test
    void anInstanceThatIsCalledRunsOnItsCallersBoundWithTheDebtOfBoth() {
        ControlBlock other = control(1);
        Budget callee = Budget.metered(other);
        budget.beginRun();
        budget.beginPoll(100, NO_LIMIT);
        execute(70, 10);
        budget.lend(callee);
        assertThat(execute(other, callee, NO_LIMIT, 20)).isEqualTo(40);
        budget.takeBack(callee);
        assertThat(control.budget()).isEqualTo(-10);
        assertThat(budget.spent()).isEqualTo(70);
        assertThat(callee.spent()).isEqualTo(40);
        assertThat(budget.hasSpent(110)).isTrue();
        assertThat(budget.hasSpent(111)).isFalse();
    }

    @Test
    void aGuestThatIsNotMeteredIsNeverStopped() {
        Budget unmetered = Budget.unmetered(control);
        unmetered.beginRun();
        unmetered.beginPoll(1, 1);
        assertThat(control.budget()).isZero();
        assertThat(unmetered.isOverdrawn()).isFalse();
        unmetered.consume(1_000);
        assertThat(unmetered.spent()).isZero();
    }

    @Test
    void whateverIsDoneTheCountIsWhatWasExecuted() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ControlBlock other = control(1);
        Budget callee = Budget.metered(other);
        long executed = 0;
        long executedByCallee = 0;
        budget.beginRun();
        budget.beginPoll(1_000, NO_LIMIT);
        for (int step = 0; step < 10_000; step++) {
            switch (random.nextInt(8)) {
                case 0 -> budget.beginPoll(random.nextInt(2_000), NO_LIMIT);
                case 1 -> budget.beginPayment();
                case 2 -> budget.changeBound(budget, random.nextInt(2_000), NO_LIMIT);
                case 3 -> budget.beginPollUnlimited();
                case 4 -> budget.beginUnlimited();
                case 5 -> {
                    budget.lend(callee);
                    executedByCallee += execute(other, callee, random.nextInt(500), 1 + random.nextInt(40));
                    budget.takeBack(callee);
                }
                default -> executed += execute(random.nextInt(500), 1 + random.nextInt(40));
            }
            assertThat(budget.spent()).as("seed %d, step %d", seed, step).isEqualTo(executed);
            assertThat(callee.spent()).as("seed %d, step %d", seed, step).isEqualTo(executedByCallee);
        }
    }
}
