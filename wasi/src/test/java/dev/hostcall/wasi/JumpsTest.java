package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code longjmp} as Emscripten has it. */
final class JumpsTest {
    private static final int DIVE = 1;
    private static final int FAIL = 6;
    private static final int LEAVE = 7;
    private static final int DIVE_AS_BEFORE = 9;
    private static final int ENDLESS = 10;

    private static final String TEXT = CGuest.resource(JumpsTest.class, "jumps.wat");
    private static final GuestModule MODULE = Programs.wat(TEXT);

    private final CompletableFuture<List<Integer>> future = new CompletableFuture<>();
    private final Region region = Region.create(1, Limits.defaults());
    private final Instance guest = instance(region, MODULE);

    private Instance instance(Region in, GuestModule module) {
        return in.newInstance(
                module,
                EmscriptenEnv.of(module).imports(),
                HostImports.in("host").asyncFunction("wait", Signature.parse("i:i"), (memory, arguments) -> future));
    }

    @AfterEach
    void close() {
        guest.close();
        region.close();
    }

    private RunResult.Returned call(String function, Object... arguments) {
        return guest.run(function, arguments).returned();
    }

    private int stackPointer() {
        return call("stack_pointer").i32();
    }

    @Test
    void aJumpEndsWhatWasInvoked() {
        assertThat(call("protecting", DIVE, 5).i32()).isEqualTo(7);
        assertThat(call("protecting", DIVE, 0).i32()).isEqualTo(7);
        assertThat(stackPointer()).isEqualTo(65_536);
    }

    @Test
    void whatDoesNotJumpReturns() {
        assertThat(call("protecting", DIVE, -1).i32()).isZero();
        assertThat(call("all").i64()).isEqualTo(0x100000000L + 319);
        assertThat(call("float", 3).f32()).isEqualTo(0.375f);
        assertThat(call("double", 3).f64()).isEqualTo(0.1875);
    }

    @Test
    void aJumpPassesInvocationsThatItIsNotMeantFor() {
        assertThat(call("through", 2).i32()).as("0, and where it leads").isEqualTo(40);
        assertThat(call("passed").i32()).isEqualTo(1);
        assertThat(stackPointer()).isEqualTo(65_536);
    }

    @Test
    void olderProgramsNoteNothingThemselves() {
        assertThat(call("protecting", DIVE_AS_BEFORE, 9).i32()).isEqualTo(9);
    }

    @Test
    void aProgramJumpsAsOftenAsItLikes() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(call("protecting", DIVE, i % 4).i32()).isEqualTo(7);
        }
        assertThat(stackPointer()).isEqualTo(65_536);
    }

    @Test
    void aJumpToNowhereEndsTheRun() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> call("jump"))
                .withMessageContaining("hostcall env._emscripten_throw_longjmp threw")
                .satisfies(e -> assertThat(e.getCause())
                        .hasMessage("longjmp was called where no setjmp of a caller's is left"));
    }

    @Test
    void aTrapIsNoJump() {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> call("protecting", FAIL, 0))
                .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.UNREACHABLE));
    }

    @Test
    void anExitPassesInvocations() {
        RunAsync run = guest.runAsync("protecting", LEAVE, 5);
        assertThat(Wasi.join(run)).isEqualTo(5);
    }

    @Test
    void aNullPointerIsNoFunction() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> call("null"))
                .withStackTraceContaining("invoke_vi was called with a null pointer as its function");
    }

    @Test
    void whatWasInvokedMayWait() {
        RunAsync run = guest.runAsync("waiting", 3);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(guest.state()).isEqualTo(InstanceState.BLOCKED);
        future.complete(List.of(11));
        assertThat(run.join().returned().i32()).isEqualTo(11);
    }

    @Test
    void aKillIsNoJump() {
        RunAsync run = guest.runAsync("waiting", 3);
        run.poll(() -> {});
        guest.killSwitch().kill();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(run::join)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED));
    }

    /** Each of them has frames of ours, too. */
    @ParameterizedTest
    @CsvSource({"65536", "16777216"})
    void endlessInvocationsEndOnlyTheirGuest(long stackSize) {
        try (Region own = Region.create(1, Limits.defaults().withStackSize(stackSize));
                Instance deep = instance(own, MODULE)) {
            assertThatExceptionOfType(HostcallException.class).isThrownBy(() -> deep.run("protecting", ENDLESS, 0));
            deep.reset();
            assertThat(deep.run("protecting", DIVE, 1).returned().i32()).isEqualTo(7);
        }
    }

    @Test
    void namesOfOlderVersionsServeAsWell() {
        GuestModule older = Programs.wat(TEXT.replace("emscripten_stack_get_current", "stackSave")
                .replace("_emscripten_stack_restore", "stackRestore"));
        try (Region own = Region.create(1, Limits.defaults());
                Instance instance = instance(own, older)) {
            assertThat(instance.run("protecting", DIVE, 1).returned().i32()).isEqualTo(7);
        }
    }

    @Test
    void aProgramWithoutWhatAJumpNeedsIsRefused() {
        GuestModule lacking = Programs.wat(TEXT.replace("(export \"setThrew\")", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmscriptenEnv.of(lacking).imports())
                .withMessage(
                        "module wat imports env.invoke_vi, so it must export setThrew, and emscripten_stack_get_current and"
                                + " _emscripten_stack_restore or stackSave and stackRestore; link it with"
                                + " -sEXPORTED_FUNCTIONS=_setThrew,…");
    }
}
