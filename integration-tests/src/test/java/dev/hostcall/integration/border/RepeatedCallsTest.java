package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TerminationReason;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls through an interface of a guest that never waits: one run serves them all, and none sees anything of another. */
final class RepeatedCallsTest {
    private static final String GUEST = """
            (module
              (import "adviser" "advise" (func $advise (param i32) (result i32)))
              (import "adviser" "combine" (func $combine (param i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (table (export "__indirect_function_table") 2 funcref)
              (elem (i32.const 1) $minus)
              (func $minus (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1)))
              (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
              (func (export "same") (param i32 i32) (result i32)
                (i32.store (i32.const 64) (local.get 0))
                (i32.store (i32.const 68) (local.get 1))
                (i32.const 64))
              (func (export "advised") (param i32) (result i32) (call $advise (local.get 0)))
              (func (export "combined") (param i32 i32) (result i32)
                (call $combine (local.get 0) (local.get 1) (i32.const 1)))
              (func (export "fail") (param i32) (result i32)
                (drop (call $advise (local.get 0)))
                unreachable))
            """;

    private final Adviser adviser = new Adviser();
    private final Region region = Region.create(1, Limits.defaults());
    private final Instance instance = region.newInstance(
            WatGuest.of(GUEST, "advised", CompilerOptions.defaults().withMetering(Metering.ON)),
            AdviserHostcalls.of(adviser));
    private final Advised guest = AdvisedGuest.of(instance);

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    @Test
    void eachGetsItsOwnResult() {
        GuestFunction raw = instance.function("advised");
        for (int i = 0; i < 2_000; i++) {
            assertThat(guest.same("text " + i)).isEqualTo("text " + i);
            assertThat(guest.advised(i)).isEqualTo(i + 1);
            assertThat(raw.invokeRaw(-i)).isEqualTo(1 - i);
            assertThat(guest.combined(i, 5)).isEqualTo(i - 5);
            assertThat(instance.run("combined", 5, i).returned().i32()).isEqualTo(5 - i);
        }
    }

    @Test
    void aValueThatIsRefusedLeavesNothingToTheNext() {
        assertThat(guest.same("before")).isEqualTo("before");
        for (int i = 0; i < 3; i++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> guest.same("half \ud800 of a pair"))
                    .withMessageContaining("half of a surrogate pair");
            assertThat(instance.state()).isEqualTo(InstanceState.READY);
            assertThat(guest.same("after")).isEqualTo("after");
        }
    }

    @Test
    void aCallFromInsideOfAnotherIsRefused() {
        guest.advised(1);
        adviser.advice = guest::advised;
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.advised(1))
                .withCauseInstanceOf(InvalidStateException.class);
    }

    @Test
    void aTrapEndsTheInstance() {
        guest.advised(1);
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.fail(1));
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> guest.advised(1));
    }

    @Test
    void whatAHostcallThrowsEndsTheInstance() {
        guest.advised(1);
        IllegalStateException why = new IllegalStateException("no advice");
        adviser.advice = question -> {
            throw why;
        };
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.advised(1))
                .withCause(why);
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> guest.advised(1));
    }

    @Test
    void aKillSwitchTakenBetweenTwoEndsTheSecond() {
        guest.advised(1);
        instance.killSwitch().kill();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.advised(1))
                .satisfies(thrown -> assertThat(thrown.reason()).isEqualTo(TerminationReason.KILLED));
    }

    @Test
    void aKillInsideOfAHostcallEndsThatCall() {
        guest.advised(1);
        adviser.advice = question -> {
            instance.killSwitch().kill();
            return question;
        };
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.advised(1))
                .satisfies(thrown -> assertThat(thrown.reason()).isEqualTo(TerminationReason.KILLED));
    }

    @Test
    void noneMakesARunOfItsOwn() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sum = 0;
        for (int i = 0; i < 20_000; i++) { // so that everything is loaded and linked
            sum += guest.advised(i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            sum -= guest.advised(20 * i);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isPositive();
        assertThat(bytes / 1_000).isLessThan(300); // a run is that large alone
    }
}
