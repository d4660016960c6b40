package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.Vmctx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in the guest a hostcall was called, and where the guest was when it was ended. */
final class GuestBacktraceTest {
    private static final CompilerOptions EXPLICIT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    private static final String TEXT = """
            (module
              (import "where" "plain" (func $plain))
              (import "where" "body" (func $body))
              (import "where" "tail" (func $tail))
              (func $inner_plain (export "inner_plain") (call $plain))
              (func $inner_body (export "inner_body") (call $body))
              (func $inner_tail (export "inner_tail") (call $tail))
              (func $outer_plain (export "outer_plain") (call $inner_plain))
              (func $outer_body (export "outer_body") (call $inner_body))
              (func $outer_tail (export "outer_tail") (call $inner_tail))
              (func $spin (export "spin") (loop $forever (br $forever))))
            """;

    private static final GuestModule GUEST = WatGuest.of(TEXT, "where", EXPLICIT);

    private final Where where = new Where();
    private final Region region = Region.create(1, Limits.compact());
    private final Instance guest = region.newInstance(GUEST, GuestBacktraceTest_WhereHostcalls.of(where));

    @AfterEach
    void close() {
        guest.close();
        region.close();
    }

    @HostcallModule("where")
    static final class Where {
        Runnable plain = () -> {};
        Body body = vmctx -> {};
        CompletableFuture<Void> tail = new CompletableFuture<>();

        @Hostcall
        void plain() {
            plain.run();
        }

        @Hostcall
        void body(Vmctx vmctx) {
            body.run(vmctx);
        }

        @Hostcall
        CompletableFuture<Void> tail() {
            return tail;
        }
    }

    interface Body {
        void run(Vmctx vmctx);
    }

    private static List<String> names(List<GuestFrame> frames) {
        return frames.stream().map(GuestFrame::function).toList();
    }

    /** The guest's frames in a Java stack trace. */
    private static List<String> guestFrames(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .filter(element -> element.getClassName().equals("where"))
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    private static Throwable cause(GuestTerminatedException end) {
        return Objects.requireNonNull(end.getCause(), "cause");
    }

    private GuestTerminatedException ended(Runnable run) {
        GuestTerminatedException end = catchThrowableOfType(GuestTerminatedException.class, run::run);
        assertThat(end).isNotNull();
        return end;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "body"})
    void aHostcallThatThrowsTellsWhichGuestFunctionsCalledIt(String kind) {
        where.plain = () -> {
            throw new IllegalStateException("who called me?");
        };
        where.body = vmctx -> where.plain.run();
        for (GuestTerminatedException end : List.of(ended(() -> guest.run("outer_" + kind)), endedAsync(kind))) {
            assertThat(names(end.backtrace())).containsExactly("inner_" + kind, "outer_" + kind);
            assertThat(guestFrames(end)).containsExactly("inner_" + kind, "outer_" + kind);
            assertThat(end).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(guestFrames(cause(end))).containsExactly("inner_" + kind, "outer_" + kind);
        }
    }

    private GuestTerminatedException endedAsync(String function) {
        guest.reset();
        return ended(() -> guest.runAsync("outer_" + function).join());
    }

    @Test
    void theGuestsFramesStandBetweenTheHostcallAndWhoRanTheGuest() {
        where.plain = () -> {
            throw new IllegalStateException("who called me?");
        };
        List<String> methods = Stream.of(
                        cause(ended(() -> guest.run("outer_plain"))).getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
        assertThat(methods.indexOf("plain")).isLessThan(methods.indexOf("inner_plain"));
        assertThat(methods.indexOf("outer_plain")).isLessThan(methods.lastIndexOf("run"));
    }

    @Test
    void aHostcallThatThrowsInANestedCallTellsTheFramesOfEachEntryOnce() {
        where.body = vmctx -> vmctx.call("outer_plain");
        where.plain = () -> {
            throw new IllegalStateException("who called me?");
        };
        GuestTerminatedException end = ended(() -> guest.run("outer_body"));
        String[] frames = {"inner_plain", "outer_plain", "inner_body", "outer_body"};
        assertThat(names(end.backtrace())).containsExactly(frames);
        assertThat(guestFrames(end)).containsExactly(frames);
        assertThat(guestFrames(cause(end))).containsExactly(frames);
    }

    @Test
    void anExceptionThatPassesTwoHostcallsIsWovenOnce() {
        where.plain = () -> {
            throw new IllegalStateException("who called me?");
        };
        where.body = vmctx -> {
            try {
                vmctx.call("outer_plain");
            } catch (GuestTerminatedException e) {
                throw (IllegalStateException) e.getCause();
            }
        };
        GuestTerminatedException end = ended(() -> guest.run("outer_body"));
        assertThat(names(end.backtrace())).containsExactly("inner_body", "outer_body");
        assertThat(guestFrames(cause(end))).containsExactly("inner_plain", "outer_plain", "inner_body", "outer_body");
    }

    @Test
    void aFutureThatFailsTellsWhichGuestFunctionsWaitedForIt() {
        RunAsync run = guest.runAsync("outer_tail");
        run.poll(() -> {});
        where.tail.completeExceptionally(new IllegalStateException("by the test"));
        assertThat(names(ended(run::join).backtrace())).containsExactly("inner_tail", "outer_tail");
    }

    @Test
    void aHostcallSeesWhoCalledIt() {
        where.body = vmctx -> {
            assertThat(names(vmctx.backtrace())).containsExactly("inner_body", "outer_body");
            where.body = inner -> assertThat(names(inner.backtrace()))
                    .containsExactly("inner_body", "outer_body", "inner_body", "outer_body");
            vmctx.call("outer_body");
            assertThat(names(vmctx.backtrace())).containsExactly("inner_body", "outer_body");
        };
        guest.run("outer_body");
    }

    @Test
    void aTerminationTellsWhereTheGuestWas() {
        where.body = vmctx -> vmctx.terminate("enough");
        assertThat(names(ended(() -> guest.run("outer_body")).backtrace())).containsExactly("inner_body", "outer_body");
        guest.reset();
        where.body = vmctx -> vmctx.blockOn(new CompletableFuture<>());
        GuestTerminatedException end = ended(() -> guest.run("outer_body"));
        assertThat(end.reason()).isEqualTo(TerminationReason.BLOCK_ON_NEEDS_ASYNC);
        assertThat(names(end.backtrace())).containsExactly("inner_body", "outer_body");
    }

    @Test
    void aKillTellsWhereTheGuestWaitedAndALimitWhereItRan() {
        RunAsync run = guest.runAsync("outer_tail");
        run.poll(() -> {});
        guest.killSwitch().kill();
        assertThat(names(ended(run::join).backtrace())).containsExactly("inner_tail", "outer_tail");
        guest.close();
        GuestModule notInlined = WatGuest.of(TEXT, "where", EXPLICIT.withOptimization(0));
        try (Instance spinning = region.newInstance(notInlined, GuestBacktraceTest_WhereHostcalls.of(where))) {
            RunAsync endless = spinning.runAsync("spin").totalBound(1000);
            assertThat(names(ended(endless::join).backtrace())).containsOnly("spin");
        }
    }

    @Test
    void aGuestThatIsKilledBeforeItBeginsHasNoFrames() {
        guest.killSwitch().kill();
        assertThat(ended(() -> guest.run("outer_plain")).backtrace()).isEmpty();
        guest.reset();
        guest.killSwitch().kill();
        assertThat(ended(() -> guest.function("spin").invokeRaw()).backtrace()).isEmpty();
    }

    @Test
    void anExceptionWithoutAStackTraceStaysAsItIs() {
        where.plain = () -> {
            throw new Bare();
        };
        GuestTerminatedException end = ended(() -> guest.run("outer_plain"));
        assertThat(cause(end).getStackTrace()).isEmpty();
        assertThat(names(end.backtrace())).containsExactly("inner_plain", "outer_plain");
    }

    private static final class Bare extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bare() {
            super("bare", null, false, false);
        }
    }
}
