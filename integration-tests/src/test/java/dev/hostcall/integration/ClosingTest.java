package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who closes an instance while somebody else does, or from inside of what closing calls. */
final class ClosingTest {
    private static final int ROUNDS = Rounds.of(500);

    private static final GuestModule GUEST = WatGuest.of("""
            (module
              (import "env" "call" (func $call (param i32) (result i32)))
              (func (export "call") (result i32) (call $call (i32.const 1)))
              (func (export "spin") (loop $again (br $again))))
            """, "closing", CompilerOptions.defaults());

    /** Ways to be suspended. */
    enum Suspended {
        WAITING_IN_TAIL,
        WAITING_IN_BODY,
        YIELDED,
        BOUND_EXPIRED;

        /** An instance that is suspended so, whose hostcall does something when it is unwound. */
        Instance in(Region region, Runnable onUnwinding) {
            Instance instance = region.newInstance(GUEST, hostcall(onUnwinding));
            run(instance).poll(() -> {});
            assertThat(instance.state())
                    .isIn(InstanceState.BLOCKED, InstanceState.YIELDED, InstanceState.BOUND_EXPIRED);
            return instance;
        }

        RunAsync run(Instance instance) {
            return this == BOUND_EXPIRED ? instance.runAsync("spin").boundInstCount(100) : instance.runAsync("call");
        }

        Hostcalls hostcall(Runnable onUnwinding) {
            HostcallDeclaration.Kind kind =
                    this == WAITING_IN_TAIL ? HostcallDeclaration.Kind.PLAIN : HostcallDeclaration.Kind.SUSPENDING;
            return new Hostcalls(HostcallDeclaration.of("env", "call", "i:i", kind)) {
                @Override
                @SuppressWarnings("FutureReturnValueIgnored") // what it does is all that matters
                public void call(int index, Frame frame) {
                    if (Suspended.this == WAITING_IN_TAIL) {
                        CompletableFuture<Integer> future = new CompletableFuture<>();
                        future.whenComplete((value, failure) -> onUnwinding.run());
                        frame.blockOnI32(future);
                        return;
                    }
                    try {
                        if (Suspended.this == YIELDED) {
                            frame.vmctx().yieldNow();
                        } else {
                            frame.vmctx().blockOn(new CompletableFuture<>());
                        }
                    } finally {
                        onUnwinding.run();
                    }
                }
            };
        }
    }

    /** Runs actions at the same moment, each on its thread; what they threw. */
    private static List<Throwable> together(Runnable... actions) throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(actions.length);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Runnable action : actions) {
            Thread thread = new Thread(() -> {
                try {
                    barrier.await();
                    action.run();
                } catch (BrokenBarrierException | InterruptedException | RuntimeException | Error e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return failures;
    }

    @ParameterizedTest
    @EnumSource(Suspended.class)
    void twoThreadsCloseAnInstanceAtOnce(Suspended suspended) throws Exception {
        try (Region region = Region.create(2, Limits.defaults())) {
            for (int round = 0; round < ROUNDS; round++) {
                Instance instance = suspended.in(region, () -> {});
                List<Integer> used = new ArrayList<>();
                Runnable close = () -> {
                    instance.close();
                    synchronized (used) {
                        used.add(region.used());
                    }
                };
                assertThat(together(close, close)).isEmpty();
                assertThat(instance.state()).isEqualTo(InstanceState.CLOSED);
                assertThat(used).containsExactly(0, 0); // whoever came second has waited
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suspended.class)
    void anInstanceIsClosedWhileItsRunIs(Suspended suspended) throws Exception {
        try (Region region = Region.create(2, Limits.defaults())) {
            for (int round = 0; round < ROUNDS; round++) {
                Instance instance = region.newInstance(GUEST, suspended.hostcall(() -> {}));
                RunAsync run = suspended.run(instance);
                run.poll(() -> {});
                assertThat(together(run::close, instance::close, run::close)).isEmpty();
                assertThat(region.used()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suspended.class)
    void anInstanceIsClosedByWhatClosingItCalls(Suspended suspended) {
        try (Region region = Region.create(1, Limits.defaults())) {
            CompletableFuture<Instance> self = new CompletableFuture<>();
            List<InstanceState> seen = new ArrayList<>();
            Instance instance = suspended.in(region, () -> {
                self.join().close();
                seen.add(self.join().state());
            });
            self.complete(instance);
            instance.close();
            assertThat(instance.state()).isEqualTo(InstanceState.CLOSED);
            assertThat(seen).hasSize(suspended == Suspended.BOUND_EXPIRED ? 0 : 1);
            assertThat(region.used()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Suspended.class)
    void aWakerClosesTheInstance(Suspended suspended) {
        try (Region region = Region.create(1, Limits.defaults())) {
            Instance instance = region.newInstance(GUEST, suspended.hostcall(() -> {}));
            suspended.run(instance).poll(instance::close);
            instance.close();
            assertThat(instance.state()).isEqualTo(InstanceState.CLOSED);
            Instance other = region.newInstance(GUEST, suspended.hostcall(() -> {}));
            RunAsync run = suspended.run(other);
            run.poll(other::close);
            run.close();
            other.close();
            assertThat(region.used()).isZero();
        }
    }

    @Test
    void anInstanceIsClosedWhileItIsReset() throws Exception {
        try (Region region = Region.create(1, Limits.defaults())) {
            for (int round = 0; round < ROUNDS; round++) {
                Instance instance = Suspended.YIELDED.in(region, () -> {});
                assertThat(together(instance::close, () -> {
                            try {
                                instance.reset();
                            } catch (InvalidStateException closed) {
                                assertThat(closed).hasMessageContaining("CLOSED");
                            }
                        }))
                        .isEmpty();
                assertThat(region.used()).isZero();
            }
        }
    }

    @Test
    void aGuestThatRunsIsNotClosed() {
        try (Region region = Region.create(1, Limits.defaults())) {
            CompletableFuture<Instance> self = new CompletableFuture<>();
            AtomicReference<Throwable> refusal = new AtomicReference<>();
            Instance instance = region.newInstance(
                    GUEST, new Hostcalls(HostcallDeclaration.of("env", "call", "i:i", HostcallDeclaration.Kind.PLAIN)) {
                        @Override
                        public void call(int index, Frame frame) {
                            assertThatExceptionOfType(InvalidStateException.class)
                                    .isThrownBy(self.join()::close)
                                    .withMessageContaining("RUNNING")
                                    .satisfies(refusal::set);
                            frame.returnI32(5);
                        }
                    });
            self.complete(instance);
            assertThat(instance.run("call").returned().i32()).isEqualTo(5);
            assertThat(refusal.get()).isNotNull();
            instance.close();
        }
    }
}
