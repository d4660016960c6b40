package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.Vmctx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostcall → guest → hostcall → …, and one guest's hostcall running another guest. */
final class NestingTest { // B15, B16, B24
    private static final int DEPTH = 1000;

    private final ScriptedGuest guest =
            ScriptedGuest.of(ScriptedGuest.METERED, Limits.compact().withStackSize(4 << 20));

    private final AtomicInteger finished = new AtomicInteger();

    @AfterEach
    void close() {
        guest.worksAfterReset();
        guest.close();
    }

    private void nestCalls() {
        guest.script.body = (vmctx, depth) -> {
            try {
                return vmctx.call("nest", depth - 1).i64();
            } finally {
                finished.incrementAndGet();
            }
        };
    }

    @Test
    void callsNestToAnyDepth() {
        onALargeStack(() -> {
            nestCalls();
            guest.script.plain = argument -> 5;
            assertThat(guest.run("nest", DEPTH)).isEqualTo(DEPTH + 5);
            assertThat(guest.join("nest", DEPTH)).isEqualTo(DEPTH + 5);
            assertThat(finished).hasValue(2 * DEPTH);
        });
    }

    /** A thousand nested calls are some megabytes of Java frames. */
    private static void onALargeStack(Runnable test) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Runnable reporting = () -> {
            try {
                test.run();
                done.complete(true);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        };
        new Thread(null, reporting, "large stack", 64 << 20).start();
        done.join();
    }

    @Test
    void aGuestWaitsAtAnyDepth() {
        onALargeStack(() -> {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.body = (vmctx, depth) -> depth == 1
                    ? vmctx.blockOn(future)
                    : vmctx.call("nest", depth - 1).i64();
            RunAsync run = guest.runAsync("nest", DEPTH);
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            future.complete(50L);
            assertThat(ScriptedGuest.value(run.join())).isEqualTo(DEPTH + 50);
        });
    }

    @Test
    void aGuestWaitsInATailAtAnyDepth() {
        onALargeStack(() -> {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.tail = argument -> future;
            guest.script.body = (vmctx, depth) -> depth == 1
                    ? vmctx.call("tail", 1L).i64()
                    : vmctx.call("nest", depth - 1).i64();
            RunAsync run = guest.runAsync("nest", DEPTH);
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            future.complete(50L);
            assertThat(ScriptedGuest.value(run.join())).isEqualTo(DEPTH + 50);
        });
    }

    @Test
    void aTailAbandonedAtAnyDepthCancelsItsFutureAndUnwindsAll() {
        onALargeStack(() -> {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.tail = argument -> future;
            guest.script.body = (vmctx, depth) -> {
                try {
                    return depth == 1
                            ? vmctx.call("tail", 1L).i64()
                            : vmctx.call("nest", depth - 1).i64();
                } finally {
                    finished.incrementAndGet();
                }
            };
            RunAsync run = guest.runAsync("nest", DEPTH);
            run.poll(() -> {});
            run.close();
            assertThat(finished).hasValue(DEPTH);
            assertThat(future).isCancelled();
        });
    }

    @Test
    void aGuestYieldsAtAnyDepth() {
        onALargeStack(() -> {
            guest.script.body = (vmctx, depth) -> depth == 1
                    ? vmctx.yieldExpecting(Long.class)
                    : vmctx.call("nest", depth - 1).i64();
            guest.instance.run("nest", (long) DEPTH).yielded();
            assertThat(ScriptedGuest.value(guest.instance.resume(7L))).isEqualTo(DEPTH + 7);
        });
    }

    @Test
    void aBoundExpiresAtAnyDepth() {
        guest.script.body = (vmctx, depth) -> {
            vmctx.call("work", 10L);
            return depth == 1 ? 1 : vmctx.call("nest", depth - 1).i64();
        };
        long expected = guest.join("nest", 100);
        long count = guest.instance.instructionCount().orElseThrow();
        guest.instance.reset();
        assertThat(ScriptedGuest.value(
                        guest.runAsync("nest", 100).boundInstCount(9).join()))
                .isEqualTo(expected);
        assertThat(guest.instance.instructionCount()).hasValue(count);
    }

    @Test
    void aTrapAtAnyDepthUnwindsAllHostcalls() {
        onALargeStack(() -> {
            guest.script.body = (vmctx, depth) -> {
                try {
                    if (depth == 1) {
                        vmctx.call("trap", 7);
                    }
                    return vmctx.call("nest", depth - 1).i64();
                } finally {
                    finished.incrementAndGet();
                }
            };
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> guest.run("nest", DEPTH))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.TABLE_OUT_OF_BOUNDS));
            assertThat(finished).hasValue(DEPTH);
            assertThat(guest.instance.state()).isEqualTo(InstanceState.FAULTED);
        });
    }

    // ---- what goes wrong in a nested call ----

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aHostcallCatchesANestedTrapAndItsGuestGoesOn(int trap) {
        guest.script.body = (vmctx, argument) -> {
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> vmctx.call("trap", trap));
            finished.incrementAndGet();
            return argument;
        };
        assertThat(guest.run("body_many", 100)).isEqualTo(4950);
        assertThat(guest.join("body_many", 100)).isEqualTo(4950);
        assertThat(finished).hasValue(200);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aHostcallCatchesAtTheOutermostLevelWhatGoesWrongAThousandLevelsDown() {
        onALargeStack(() -> {
            guest.script.plain = argument -> 3;
            guest.script.body = (vmctx, depth) -> {
                if (depth == 1) {
                    return vmctx.call("divide", 1, 0).i32();
                }
                if (depth < DEPTH) {
                    return vmctx.call("nest", depth - 1).i64();
                }
                assertThatExceptionOfType(GuestTrapException.class)
                        .isThrownBy(() -> vmctx.call("nest", depth - 1))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.INTEGER_DIVIDE_BY_ZERO));
                return vmctx.call("plain", 1L).i64();
            };
            assertThat(guest.run("nest", DEPTH)).isEqualTo(4);
            assertThat(guest.join("nest", DEPTH)).isEqualTo(4);
        });
    }

    @Test
    void aHostcallCatchesWhatAnotherHostcallThrewInItsNestedCall() {
        guest.script.plain = argument -> {
            throw new IllegalStateException("by the test");
        };
        guest.script.body = (vmctx, argument) -> {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> vmctx.call("plain", 1L))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW))
                    .withCauseInstanceOf(IllegalStateException.class);
            return 7;
        };
        assertThat(guest.run("body", 1)).isEqualTo(7);
    }

    @Test
    void aHostcallCatchesThatAnotherHostcallTerminatedOrMayNotWait() {
        guest.script.tail = argument -> new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            if (argument == 1) {
                throw vmctx.terminate("enough");
            }
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> vmctx.call("body", 1L))
                    .satisfies(e -> assertThat(e.details()).hasValue("enough"));
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> vmctx.call("tail", 1L))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
            return 9;
        };
        assertThat(guest.run("body", 2)).isEqualTo(9);
    }

    @Test
    void aGuestWaitsAndYieldsAfterANestedTrapWasCaught() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        guest.script.body = (vmctx, argument) -> {
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> vmctx.call("trap", 0));
            long yielded = vmctx.yieldExpecting(Long.class);
            return yielded + vmctx.call("tail", 1L).i64();
        };
        RunAsync first = guest.runAsync("body", 1);
        first.poll(() -> {});
        RunAsync second = guest.instance.resumeAsync(5L);
        assertThat(second.poll(() -> {}).isReady()).isFalse();
        future.complete(30L);
        assertThat(ScriptedGuest.value(second.join())).isEqualTo(35);
    }

    @Test
    void theInstructionsOfANestedCallThatTrappedCount() {
        guest.script.body = (vmctx, argument) -> {
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> vmctx.call("divide", 1, 0));
            return argument;
        };
        guest.run("body", 1);
        long first = guest.instance.instructionCount().orElseThrow();
        guest.script.body = (vmctx, argument) -> argument;
        guest.run("body", 1);
        assertThat(first - (guest.instance.instructionCount().orElseThrow() - first))
                .isEqualTo(3);
    }

    @Test
    void aNestedFailureThatAHostcallThrowsLaterStillEndsItsGuestWithIt() {
        guest.script.body = (vmctx, argument) -> {
            try {
                vmctx.call("trap", 0);
                return 0;
            } catch (GuestTrapException e) {
                vmctx.call("work", 10L);
                throw e;
            }
        };
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.run("body", 1));
        assertThat(guest.instance.state()).isEqualTo(InstanceState.FAULTED);
    }

    @Test
    void aNestedFailureThatAHostcallWrapsTerminatesItsGuest() {
        guest.script.body = (vmctx, argument) -> {
            try {
                return vmctx.call("trap", 0).i64();
            } catch (GuestTrapException e) {
                throw new IllegalArgumentException("wrapped", e);
            }
        };
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.run("body", 1))
                .withCauseInstanceOf(IllegalArgumentException.class)
                .withRootCauseInstanceOf(GuestTrapException.class);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aKillInANestedCallCannotBeCaught() {
        guest.script.plain = argument -> {
            guest.instance.killSwitch().kill();
            return 1;
        };
        guest.script.body = (vmctx, argument) -> {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(GuestTerminatedException.class)
                        .isThrownBy(() -> vmctx.call("plain", 1L))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED));
                finished.incrementAndGet();
            }
            return 1;
        };
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.run("body", 1))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED));
        assertThat(finished).hasValue(3);
    }

    @Test
    void aTotalBoundSpentInANestedCallCannotBeCaught() {
        guest.script.body = (vmctx, argument) -> {
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> vmctx.call("work", 1000L));
            return 1;
        };
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.runAsync("body", 1).totalBound(100).join())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.TOTAL_BOUND_EXPIRED));
    }

    @Test
    void anAbandonedNestedCallCannotBeCaught() {
        guest.script.tail = argument -> new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> {
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> vmctx.call("tail", 1L));
            finished.incrementAndGet();
            return vmctx.call("work", 10L).i64();
        };
        RunAsync run = guest.runAsync("body", 1);
        run.poll(() -> {});
        run.close();
        assertThat(finished).hasValue(1);
        assertThat(guest.instance.state()).isEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void aKillAtAnyDepthUnwindsAllHostcalls() {
        onALargeStack(() -> {
            nestCalls();
            guest.script.plain = argument -> {
                guest.instance.killSwitch().kill();
                return 1;
            };
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> guest.join("nest", DEPTH))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.KILLED));
            assertThat(finished).hasValue(DEPTH);
        });
    }

    @Test
    void aGuestStackOverflowAtDepthIsATrap() {
        nestCalls();
        guest.script.plain = argument -> 1;
        guest.script.body = (vmctx, depth) -> vmctx.call("overflow").i64();
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> guest.run("body", 1))
                .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.STACK_OVERFLOW));
    }

    @Test
    void callsThatNestForEverEndTheGuestOnly() {
        guest.script.body = (vmctx, depth) -> vmctx.call("body", depth + 1).i64();
        assertThatExceptionOfType(HostcallException.class).isThrownBy(() -> guest.run("body", 1));
        guest.instance.reset();
        assertThatExceptionOfType(HostcallException.class).isThrownBy(() -> guest.join("body", 1));
    }

    @Test
    void aJavaStackExhaustedByNestedCallsSpoilsNothingForLaterRuns() {
        for (int round = 0; round < Rounds.of(5); round++) {
            guest.script.body = (vmctx, depth) -> vmctx.call("body", depth + 1).i64();
            RunAsync run = guest.runAsync("body", 1);
            assertThatExceptionOfType(HostcallException.class).isThrownBy(run::join);
            guest.instance.reset();
            guest.script.body = (vmctx, depth) -> {
                throw new IllegalStateException("by the test");
            };
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> guest.join("body", 1))
                    .withCauseInstanceOf(IllegalStateException.class);
            guest.instance.reset();
        }
    }

    @Test
    void aHostcallThatSwallowsAnExhaustedStackReturnsItsOwnValueOrEndsItsGuest() {
        guest.script.body = (vmctx, depth) -> {
            try {
                return vmctx.call("body", depth + 1).i64();
            } catch (Throwable swallowed) {
                return 1;
            }
        };
        for (int round = 0; round < Rounds.of(5); round++) {
            long result;
            try {
                result = guest.join("body", 1);
            } catch (HostcallException ended) { // a function was left in the middle
                result = 1;
                guest.instance.reset();
            }
            assertThat(result).isEqualTo(1);
        }
    }

    @Test
    void aNestedCallOfAnUnknownFunctionIsRefusedInTheHostcall() {
        guest.script.body = (vmctx, argument) -> {
            assertThatIllegalArgumentException().isThrownBy(() -> vmctx.call("no_such"));
            assertThatIllegalArgumentException().isThrownBy(() -> vmctx.call("plain", 1));
            return 3;
        };
        assertThat(guest.run("body", 1)).isEqualTo(3);
    }

    @Test
    void aNestedCallGrowsMemoryForAll() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.call("grow", 1);
            vmctx.memory().writeLong(2 * 65_536, 4);
            return vmctx.growMemory(1);
        };
        assertThat(guest.run("body", 1)).isEqualTo(3);
        assertThat(ScriptedGuest.value(guest.instance.run("load", 2 * 65_536))).isEqualTo(4);
    }

    @Test
    void aHostcallMayRunAnotherInstance() {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            other.script.plain = argument -> argument + 1;
            other.script.body = (vmctx, argument) -> argument + 2;
            guest.script.plain = argument -> other.run("plain", argument) + other.run("body", argument);
            guest.script.body = (vmctx, argument) -> other.run("plain", argument) + other.join("body", argument);
            assertThat(guest.run("plain", 10)).isEqualTo(23);
            assertThat(guest.join("body", 10)).isEqualTo(23);
            assertThat(guest.join("body_many", 1000)).isEqualTo(1000L * 999 + 3 * 1000);
        }
    }

    @Test
    void aHostcallMayWaitForTheRunOfAnotherInstance() {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            CompletableFuture<Long> future = new CompletableFuture<>();
            other.script.body = (vmctx, argument) -> vmctx.blockOn(future);
            other.script.tail = argument -> future;
            for (String function : new String[] {"body", "tail"}) {
                guest.script.body =
                        (vmctx, argument) -> ScriptedGuest.value(vmctx.blockOn(other.runAsync(function, argument)));
                AtomicInteger wakes = new AtomicInteger();
                RunAsync run = guest.runAsync("body", 1);
                boolean ready = run.poll(wakes::incrementAndGet).isReady();
                if (!ready) {
                    assertThat(other.instance.state()).isEqualTo(InstanceState.BLOCKED);
                    assertThat(guest.instance.state()).isEqualTo(InstanceState.BLOCKED);
                    future.complete(12L);
                    assertThat(wakes).hasValue(1);
                    assertThat(ScriptedGuest.value(run.join())).isEqualTo(12);
                }
            }
        }
    }

    @Test
    void aWaitForAnotherInstanceThatIsKilledEndsInAnException() {
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            CompletableFuture<Long> never = new CompletableFuture<>();
            other.script.tail = argument -> never;
            guest.script.body =
                    (vmctx, argument) -> ScriptedGuest.value(vmctx.blockOn(other.runAsync("tail", argument)));
            RunAsync run = guest.runAsync("body", 1);
            run.poll(() -> {});
            other.instance.killSwitch().kill();
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(run::join)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW))
                    .withCauseInstanceOf(GuestTerminatedException.class);
        }
    }

    @Test
    void aHostcallCannotRunResetOrCloseItsOwnInstance() {
        guest.script.plain = argument -> {
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> guest.run("plain", 1));
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> guest.join("plain", 1));
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(guest.instance::reset);
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(guest.instance::close);
            return 8;
        };
        assertThat(guest.run("plain", 1)).isEqualTo(8);
    }

    @Test
    void aHostcallOfAGuestThatIsClosedDoesNothingByClosingItAgain() {
        List<InstanceState> states = new ArrayList<>();
        try (ScriptedGuest other = ScriptedGuest.metered()) {
            other.script.body = (vmctx, argument) -> {
                try {
                    vmctx.yieldNow();
                    return argument;
                } finally {
                    other.instance.close();
                    states.add(other.instance.state());
                }
            };
            assertThat(other.instance.run("body", 1L)).isInstanceOf(RunResult.Yielded.class);
            other.instance.close();
            assertThat(other.instance.state()).isEqualTo(InstanceState.CLOSED);
        }
        assertThat(states).containsExactly(InstanceState.RUNNING);
    }

    // ---- Vmctx where it does not belong ----

    @Test
    void aVmctxIsOfNoUseOutsideOfItsHostcall() {
        List<Vmctx> kept = new ArrayList<>();
        guest.script.body = (vmctx, argument) -> {
            kept.add(vmctx);
            return argument;
        };
        guest.join("body", 1);
        assertUseless(kept.get(0));
    }

    @Test
    void aVmctxIsOfNoUseOnAnotherThread() {
        guest.script.body = (vmctx, argument) -> {
            CompletableFuture.runAsync(() -> assertUseless(vmctx)).join();
            return argument;
        };
        assertThat(guest.join("body", 1)).isEqualTo(1);
    }

    private static void assertUseless(Vmctx vmctx) {
        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> uses = List.of(
                vmctx::yieldNow,
                () -> vmctx.yieldValue(1),
                () -> vmctx.yieldExpecting(Long.class),
                () -> vmctx.blockOn(CompletableFuture.completedFuture(1)),
                () -> vmctx.tryBlockOn(CompletableFuture.completedFuture(1)),
                () -> vmctx.call("plain", 1L),
                () -> vmctx.growMemory(1),
                () -> vmctx.terminate("no"),
                vmctx::isAsync);
        for (var use : uses) {
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(use);
        }
    }

    @Test
    void aVmctxSmuggledIntoAHostcallWithoutOneCannotSuspendTheGuest() {
        @Nullable Vmctx[] kept = new @Nullable Vmctx[1];
        guest.script.body = (vmctx, argument) -> {
            kept[0] = vmctx;
            return argument;
        };
        guest.run("body", 1);
        guest.script.plain = argument -> {
            Vmctx vmctx = Objects.requireNonNull(kept[0]);
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> vmctx.blockOn(new CompletableFuture<>()));
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(vmctx::yieldNow);
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> vmctx.call("body", 1L));
            return vmctx.blockOn(CompletableFuture.completedFuture(6L));
        };
        assertThat(guest.join("plain", 1)).isEqualTo(6);
    }
}
