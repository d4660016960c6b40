package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TrapCode;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of tail calls take no stack, however long they are and whatever is in them. */
class TailCallTest {
    private static final int MILLION = 1_000_000;

    private final Host host = new Host();
    private final Region region = Region.create(2, Limits.defaults());

    @AfterEach
    void close() {
        region.close();
    }

    @HostcallModule("host")
    static final class Host {
        private CompletableFuture<Integer> pending = new CompletableFuture<>();
        private int asked;

        @Hostcall
        static int twice(int value) {
            return 2 * value;
        }

        @Hostcall
        CompletableFuture<Integer> later(int value) {
            asked++;
            pending = new CompletableFuture<>();
            return pending.thenApply(answer -> value - answer);
        }
    }

    static Stream<CompilerOptions> modes() {
        return WatGuest.modes();
    }

    private Instance instance(CompilerOptions options) {
        GuestModule module = WatGuest.load(TailCallTest.class, "tail-call-guest.wat", options);
        return region.newInstance(module, TailCallTest_HostHostcalls.of(host));
    }

    private Instance instance() {
        return instance(CompilerOptions.defaults());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aMillionLinksTakeNoStack(CompilerOptions options) {
        try (Instance guest = instance(options)) {
            assertThat(guest.run("swap", MILLION, 7, 5L).returned().i64()).isEqualTo(7005);
            assertThat(guest.run("swap", MILLION + 1, 7, 5L).returned().i64()).isEqualTo(5007);
            assertThat(guest.run("many", MILLION).returned().i64()).isOne();
            assertThat(guest.run("through_table", MILLION).returned().i64()).isEqualTo(11);
            assertThat(guest.run("several", MILLION).returned().values()).containsExactly(1, 2.5, -3L);
            assertThat(guest.run("nested", MILLION / 10).returned().i64())
                    .as("10 links of which the last returns 11, in each")
                    .isEqualTo(MILLION / 10 * 11);
        }
    }

    @Test
    void aTailCallOfAHostcallReturnsWhatThatReturns() {
        try (Instance guest = instance()) {
            assertThat(guest.run("twice", 21).returned().i32()).isEqualTo(42);
        }
    }

    @Test
    void aChainThatBlocksInEachLinkGoesOnWhereItWas() {
        try (Instance guest = instance()) {
            RunAsync run = guest.runAsync("wait", 100);
            while (!(run.poll(() -> {}) instanceof Poll.Ready<RunResult>)) {
                assertThat(guest.state()).isEqualTo(InstanceState.BLOCKED);
                host.pending.complete(1);
            }
            assertThat(host.asked).isEqualTo(100);
        }
    }

    @Test
    void aBacktraceShowsTheLastLinkAndWhoCalledTheFirst() {
        try (Instance guest = instance()) {
            GuestTrapException trap = catchThrowableOfType(GuestTrapException.class, () -> guest.run("trap", 10));
            assertThat(trap.code()).isEqualTo(TrapCode.UNREACHABLE);
            assertThat(trap.backtrace().stream().map(GuestFrame::function)).containsExactly("traps", "trap");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forever", "alone"})
    void aChainWithoutEndIsEndedAtItsBound(String chain) {
        try (Instance guest = instance()) {
            RunAsync run = guest.runAsync(chain).boundInstCount(10_000).onBoundExpired(BoundPolicy.TERMINATE);
            assertThat(catchThrowableOfType(GuestTerminatedException.class, run::join))
                    .isNotNull();
            assertThat(guest.instructionCount().orElseThrow()).isBetween(10_000L, 10_010L);
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void callsThatAreNoTailCallsStillTakeStack(CompilerOptions options) {
        try (Instance guest = instance(options)) {
            assertThat(guest.run("deep", 1000).returned().i64()).isEqualTo(1001);
            GuestTrapException trap =
                    catchThrowableOfType(GuestTrapException.class, () -> guest.run("deep", 100 * MILLION));
            assertThat(trap.code()).isEqualTo(TrapCode.STACK_OVERFLOW);
        }
    }

    /** One that another instance has put into a shared table is called there, and what it returns is returned. */
    @Test
    void aFunctionOfAnotherInstanceIsTailCalledThroughATable() {
        GuestModule other = WatGuest.of("""
                (module
                  (import "guest" "links" (table 4 4 funcref))
                  (elem (i32.const 1) $foreign)
                  (func $foreign (param i32) (result i64) (i64.const 77)))
                """, "other", CompilerOptions.defaults());
        try (Instance guest = instance();
                Instance foreign = region.newInstance(other, guest.exportsAs("guest"))) {
            assertThat(foreign.state()).isEqualTo(InstanceState.READY);
            assertThat(guest.run("through_table", 5).returned().i64()).isEqualTo(77);
        }
    }
}
