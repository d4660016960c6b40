package dev.hostcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What tests leave behind, and what the extension says of it. */
final class LeaksTest {
    private static final String GUEST = """
            (module
              (import "env" "wait" (func $wait))
              (func (export "wait") (call $wait))
              (func (export "spin") (loop $again (br $again))))
            """;

    private static final List<Instance> MADE = new ArrayList<>();

    @AfterEach
    void nothingOfTheExtensionIsLeftOpen() {
        assertThat(MADE).isNotEmpty().allMatch(instance -> instance.state() == InstanceState.CLOSED);
        MADE.clear();
    }

    @GuestText(GUEST)
    abstract static class Guests {
        final CompletableFuture<Void> never = new CompletableFuture<>();

        @ForGuests
        final HostImports env = HostImports.in("env")
                .asyncFunction("wait", Signature.parse(":"), (vmctx, arguments) -> never.thenApply(done -> List.of()));
    }

    static final class Blocked extends Guests {
        @Test
        void test(Instance guest) {
            MADE.add(guest);
            CompletableFuture<RunResult> run = guest.runAsync("wait").start(Runnable::run);
            assertThat(run).isNotDone();
        }
    }

    @Test
    void aRunThatWaitsIsStillUnderWay() {
        assertThat(Played.of(Blocked.class).failure())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the test has left behind: a run of @GuestText in " + Guests.class.getName())
                .hasMessageContaining("still under way (BLOCKED)");
    }

    static final class Spinning extends Guests {
        @Test
        void test(Instance guest) {
            MADE.add(guest);
            CompletableFuture<RunResult> run = guest.runAsync("spin").start(ForkJoinPool.commonPool());
            while (guest.state() != InstanceState.RUNNING) {
                Thread.onSpinWait();
            }
            assertThat(run).isNotDone();
        }
    }

    @Test
    void aRunOnAnotherThreadIsKilled() {
        assertThat(Played.of(Spinning.class).failure()).hasMessageContaining("still under way (RUNNING)");
    }

    static final class Answered extends Guests {
        @Test
        void test(Instance guest) {
            MADE.add(guest);
            CompletableFuture<RunResult> run = guest.runAsync("wait").start(ForkJoinPool.commonPool());
            never.complete(null);
            run.join();
        }
    }

    @RepeatedTest(20)
    void aRunThatWasJoinedIsNone() {
        assertThat(Played.of(Answered.class)).isEqualTo(new Played(List.of(), 1));
    }

    static final class Cancelled extends Guests {
        @Test
        void test(Instance guest) {
            MADE.add(guest);
            CompletableFuture<RunResult> run = guest.runAsync("spin").start(ForkJoinPool.commonPool());
            while (guest.state() != InstanceState.RUNNING) {
                Thread.onSpinWait();
            }
            run.cancel(false);
        }
    }

    @RepeatedTest(20)
    void aRunThatIsAboutToEndIsWaitedFor() {
        assertThat(Played.of(Cancelled.class)).isEqualTo(new Played(List.of(), 1));
    }

    static final class Another extends Guests {
        @Test
        void test(Instance guest, Region region, GuestModule module) {
            MADE.add(guest);
            MADE.add(region.newInstance(module, env));
            Instance closed = region.newInstance(module, env);
            closed.close();
        }
    }

    @Test
    void anInstanceThatTheTestDidNotCloseTakesASlot() {
        assertThat(Played.of(Another.class).failure())
                .hasMessage("the test has left behind: 1 slot of its region: close the instances that it makes there");
        MADE.get(1).close();
    }

    static final class Holding {
        @ForGuests
        final Hostcalls stuck = StuckHostcalls.of();

        @Test
        @GuestText("""
                (module
                  (import "acme" "[constructor]stuck" (func $new (result i32)))
                  (func (export "open") (drop (call $new))))
                """)
        void test(Instance guest, @GuestText("(module)") Instance other) {
            MADE.add(guest);
            MADE.add(other);
            guest.run("open");
        }
    }

    @Test
    void aResourceThatFailsToCloseIsToldAndAllElseIsClosed() {
        assertThat(Played.of(Holding.class).failure())
                .hasMessageContaining("what could not be closed with @GuestText in " + Holding.class.getName())
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    static final class Failing extends Guests {
        @Test
        void test(Instance guest) {
            MADE.add(guest);
            CompletableFuture<RunResult> run = guest.runAsync("wait").start(Runnable::run);
            assertThat(run).as("what the test is about").isDone();
        }
    }

    @Test
    void whatATestFailedForIsNotHidden() {
        Throwable failure = Played.of(Failing.class).failure();
        assertThat(failure).hasMessageContaining("what the test is about");
        assertThat(failure.getSuppressed())
                .anySatisfy(leak -> assertThat(leak).hasMessageContaining("the test has left behind"));
    }
}
