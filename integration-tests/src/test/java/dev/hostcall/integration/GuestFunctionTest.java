package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TerminationReason;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Calls of a function that was looked up once, and most of all those without boxes. */
final class GuestFunctionTest {

    @Test
    void numbersOfAllTypesGoInAndOutAsBits() {
        try (Region region = Region.create(1, Limits.compact());
                Instance guest = region.newInstance(ValuesTest.MODULE, ValuesHostcalls.of(new Values()))) {
            assertThat((int) guest.function("negate_int").invokeRaw(7)).isEqualTo(-7);
            assertThat(guest.function("negate_long").invokeRaw(Long.MAX_VALUE)).isEqualTo(-Long.MAX_VALUE);
            long half = guest.function("negate_float").invokeRaw(Float.floatToRawIntBits(0.5f));
            assertThat(Float.intBitsToFloat((int) half)).isEqualTo(-0.5f);
            long quarter = guest.function("negate_double").invokeRaw(Double.doubleToRawLongBits(0.25));
            assertThat(Double.longBitsToDouble(quarter)).isEqualTo(-0.25);
            assertThat(guest.function("nothing").invokeRaw()).isZero();
            assertThat(guest.function("i32").call(5).returned().i32()).isEqualTo(5);
            assertThat(guest.function("i32").callAsync(6).join().returned().i32())
                    .isEqualTo(6);
        }
    }

    @Test
    void anI32IgnoresTheUpperHalfOfItsBits() {
        try (Region region = Region.create(1, Limits.compact());
                Instance guest = region.newInstance(ValuesTest.MODULE, ValuesHostcalls.of(new Values()))) {
            assertThat(guest.function("i32").invokeRaw(0x1234_5678_ffff_fffeL)).isEqualTo(-2);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingRuns() {
        try (Region region = Region.create(1, Limits.compact());
                Instance guest = region.newInstance(ValuesTest.MODULE, ValuesHostcalls.of(new Values()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> guest.function("i32").invokeRaw())
                    .withMessage("i32(i32) -> i32 takes 1 arguments; 0 were given");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> guest.function("i32")
                            .invokeRaw(LongStream.range(0, 2_000).toArray()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> guest.function("reverse").invokeRaw(1, 2, 3, 4))
                    .withMessageContaining("cannot be called with bare numbers");
            assertThatIllegalArgumentException().isThrownBy(() -> guest.function("unheard_of"));
            assertThat(guest.state()).isEqualTo(InstanceState.READY);
        }
    }

    @Test
    void aFunctionOfAClosedInstanceCannotTouchTheNextTenant() {
        try (Region region = Region.create(1, Limits.compact())) {
            Instance first = region.newInstance(ValuesTest.MODULE, ValuesHostcalls.of(new Values()));
            GuestFunction stale = first.function("i64");
            first.close();
            try (Instance second = region.newInstance(ValuesTest.MODULE, ValuesHostcalls.of(new Values()))) {
                assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> stale.invokeRaw(1));
                assertThat(second.function("i64").invokeRaw(2)).isEqualTo(2);
            }
        }
    }

    @Test
    void aRunningInstanceRefusesASecondCall() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            GuestFunction plain = guest.instance.function("plain");
            guest.script.plain = argument -> argument == 0 ? plain.invokeRaw(1) : argument;
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> plain.invokeRaw(0))
                    .withCauseInstanceOf(InvalidStateException.class);
        }
    }

    @Test
    void aFailedCallLeavesNothingToTheNext() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            GuestFunction plain = guest.instance.function("plain");
            assertThat(plain.invokeRaw(1)).isEqualTo(1);
            guest.script.plain = argument -> {
                throw new IllegalStateException("on purpose");
            };
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> plain.invokeRaw(2));
            guest.instance.recover();
            guest.script.plain = argument -> argument;
            assertThat(plain.invokeRaw(3)).isEqualTo(3);
        }
    }

    @Test
    void aKillBetweenTwoCallsEndsTheSecondAndAResetTakesItBack() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            GuestFunction plain = guest.instance.function("plain");
            assertThat(plain.invokeRaw(1)).isEqualTo(1);
            guest.instance.killSwitch().kill();
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> plain.invokeRaw(2))
                    .returns(TerminationReason.KILLED, GuestTerminatedException::reason);
            guest.instance.reset();
            assertThat(plain.invokeRaw(3)).isEqualTo(3);
        }
    }

    @Test
    void aYieldInARawCallCanBeResumedAndTheNextCallStartsAfresh() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            GuestFunction body = guest.instance.function("body");
            guest.script.body = (vmctx, argument) -> {
                vmctx.yieldNow();
                return argument;
            };
            assertThatIllegalStateException().isThrownBy(() -> body.invokeRaw(1));
            assertThat(guest.instance.state()).isEqualTo(InstanceState.YIELDED);
            assertThat(guest.instance.resumeAsync().join().returned().i64()).isEqualTo(1);
            guest.script.body = (vmctx, argument) -> argument + 1;
            assertThat(body.invokeRaw(2)).isEqualTo(3);
            assertThat(body.invokeRaw(3)).isEqualTo(4);
        }
    }

    @Test
    void rawCallsAndRunsOfOtherKindsTakeTurns() {
        try (ScriptedGuest guest = ScriptedGuest.metered()) {
            GuestFunction plain = guest.instance.function("plain");
            for (int i = 0; i < 100; i++) {
                assertThat(plain.invokeRaw(i)).isEqualTo(i);
                assertThat(guest.run("plain", i)).isEqualTo(i);
                assertThat(guest.join("tail", i)).isEqualTo(i);
            }
        }
    }
}
