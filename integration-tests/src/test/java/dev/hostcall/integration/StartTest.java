package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TrapCode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start function does what any function does, once, before all others. */
final class StartTest {
    /** Works for ten rounds, divides by what a hostcall returns, and stores the quotient. */
    private static final String TEXT = """
            (module
              (import "script" "IMPORT" (func $ask (param i64) (result i64)))
              (global $done (mut i64) (i64.const 0))
              (func $start (local $n i32)
                (local.set $n (i32.const 10))
                (loop $again
                  (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (global.set $done (i64.div_s (i64.const 100) (call $ask (i64.const 1)))))
              (start $start)
              (func (export "done") (result i64) (global.get $done)))
            """;

    private final Script script = new Script();
    private final Region region = Region.create(1, Limits.compact());

    private Instance starting(String hostcall) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module = WatGuest.of(TEXT.replace("IMPORT", hostcall), "starting", options);
        return region.newInstance(module, ScriptHostcalls.of(script));
    }

    @AfterEach
    void close() {
        region.close();
    }

    private static long done(Instance instance) {
        return instance.run("done").returned().i64();
    }

    @Test
    void itCallsTheHostAndOnlyThenExportsCanBeRun() {
        script.plain = argument -> 4;
        try (Instance instance = starting("plain")) {
            assertThat(instance.state()).isEqualTo(InstanceState.NOT_STARTED);
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> instance.run("done"))
                    .withMessageContaining("NOT_STARTED")
                    .withMessageContaining("start");
            assertThat(instance.start().returned().values()).isEmpty();
            assertThat(done(instance)).isEqualTo(25);
        }
    }

    @Test
    void itIsStartedOnce() {
        script.plain = argument -> 4;
        try (Instance instance = starting("plain")) {
            instance.start();
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(instance::start)
                    .withMessageContaining("READY");
            assertThat(done(instance)).isEqualTo(25);
            instance.reset();
            assertThat(instance.state()).isEqualTo(InstanceState.NOT_STARTED);
            instance.start();
            assertThat(done(instance)).isEqualTo(25);
        }
    }

    @Test
    void afterATrapItCanBeStartedAgainOnceItIsRecoveredOrReset() {
        for (boolean recover : new boolean[] {true, false}) {
            script.plain = argument -> 0;
            try (Instance instance = starting("plain")) {
                assertThatExceptionOfType(GuestTrapException.class)
                        .isThrownBy(instance::start)
                        .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.INTEGER_DIVIDE_BY_ZERO));
                assertThat(instance.state()).isEqualTo(InstanceState.FAULTED);
                assertThatExceptionOfType(InvalidStateException.class).isThrownBy(instance::start);
                if (recover) {
                    instance.recover();
                } else {
                    instance.reset();
                }
                assertThat(instance.state()).isEqualTo(InstanceState.NOT_STARTED);
                assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> instance.run("done"));
                script.plain = argument -> 5;
                instance.start();
                assertThat(done(instance)).isEqualTo(20);
            }
        }
    }

    @Test
    void itRunsOutOfItsBoundAndGoesOn() {
        script.plain = argument -> 4;
        try (Instance instance = starting("plain")) {
            RunAsync run = instance.startAsync().boundInstCount(0);
            int expiries = 0;
            while (!run.poll(() -> {}).isReady()) {
                assertThat(instance.state()).isEqualTo(InstanceState.BOUND_EXPIRED);
                expiries++;
            }
            assertThat(expiries)
                    .as("at the function's entry, and at ten loop heads")
                    .isEqualTo(11);
            assertThat(done(instance)).isEqualTo(25);
        }
    }

    @Test
    void itWaitsForAFuture() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        script.tail = argument -> answer;
        try (Instance instance = starting("tail")) {
            RunAsync run = instance.startAsync();
            assertThat(run.poll(() -> {})).isEqualTo(Poll.pending());
            assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> instance.run("done"));
            answer.complete(10L);
            assertThat(run.poll(() -> {}).isReady()).isTrue();
            assertThat(done(instance)).isEqualTo(10);
        }
    }

    @Test
    void itYieldsAndIsResumed() {
        script.body = (vmctx, argument) -> vmctx.yieldValueExpecting("by what?", Long.class);
        try (Instance instance = starting("body")) {
            RunResult.Yielded question = instance.start().yielded();
            assertThat(question.value(String.class)).hasValue("by what?");
            assertThat(instance.state()).isEqualTo(InstanceState.YIELDED);
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> instance.run("done"));
            assertThat(instance.resume(50L).returned().values()).isEmpty();
            assertThat(done(instance)).isEqualTo(2);
        }
    }
}
