package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTag;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.Vmctx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions are thrown and caught within guests, by hostcalls, and from one instance to another. */
class ExceptionsTest {
    private static final CompilerOptions NOTHING_INLINED =
            CompilerOptions.defaults().withOptimization(0);

    private final Region region = Region.create(4, Limits.defaults());
    private final GuestTag hosts = GuestTag.of(ValueType.I32, ValueType.I64);
    private Function<Vmctx, Integer> action = vmctx -> 0;

    @AfterEach
    void close() {
        region.close();
    }

    static Stream<CompilerOptions> modes() {
        return WatGuest.modes();
    }

    private static GuestModule module(CompilerOptions options) {
        return WatGuest.load(ExceptionsTest.class, "exceptions-guest.wat", options);
    }

    private HostImports host() {
        return HostImports.in("host")
                .tag("tag", hosts)
                .function("act", Signature.parse("i:i"), (vmctx, arguments) -> List.of(action.apply(vmctx)));
    }

    private Instance instance(CompilerOptions options) {
        return region.newInstance(module(options), host());
    }

    private Instance instance() {
        return instance(CompilerOptions.defaults());
    }

    private static int i32(Instance instance, String function, Object... arguments) {
        return instance.run(function, arguments).returned().i32();
    }

    private static GuestException thrownBy(Instance instance, String function, Object... arguments) {
        return catchThrowableOfType(GuestException.class, () -> instance.run(function, arguments));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aGuestCatchesWhatItThrowsWhateverItIsCompiledWith(CompilerOptions options) {
        try (Instance guest = instance(options)) {
            assertThat(i32(guest, "catch_deep", 5)).isEqualTo(42);
            assertThat(i32(guest, "catch_deep", 1000)).isEqualTo(42);
            assertThat(guest.run("catch_pair", 7, 0.5, -9L).returned().values()).containsExactly(7, 0.5, -9L);
            assertThat(i32(guest, "delegates", 21)).isEqualTo(42);
            assertThat(i32(guest, "state", 1)).isEqualTo(111);
            assertThat(i32(guest, "catch_table", 0, 5)).isEqualTo(1005);
            assertThat(i32(guest, "hold", 20)).isEqualTo(20);
        }
    }

    @Test
    void anExceptionThatNobodyCatchesReachesJavaWithTagValuesAndBacktrace() {
        try (Instance guest = instance(NOTHING_INLINED)) {
            GuestException thrown = thrownBy(guest, "deep", 2);
            assertThat(thrown.tag()).isSameAs(guest.tag("own").orElseThrow());
            assertThat(thrown.values()).containsExactly(42);
            assertThat(thrown.backtrace()).extracting(GuestFrame::function).startsWith("deep", "deep", "deep");
            assertThat(thrown).hasMessage("guest exceptions-guest threw an exception of a tag of [i32] with [42]");
            assertThat(thrown.getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("deep");
            assertThat(guest.state()).isEqualTo(InstanceState.READY);
            assertThat(i32(guest, "catch_deep", 3)).isEqualTo(42);
            assertThat(thrownBy(guest, "throw_pair", 1, 2.5, 3L).values()).containsExactly(1, 2.5, 3L);
            assertThat(thrownBy(guest, "throw_hosts", 1, 2L).tag()).isSameAs(hosts);
        }
    }

    @Test
    void ofADeepStackTheInnermostFramesAreTold() {
        try (Instance guest = instance(NOTHING_INLINED)) {
            assertThat(thrownBy(guest, "deep", 100).backtrace()).hasSize(16);
        }
    }

    @Test
    void aRunThatIsPolledFailsWithTheException() {
        try (Instance guest = instance()) {
            RunAsync run = guest.runAsync("throw_own", 3);
            assertThatThrownBy(() -> run.poll(() -> {})).isInstanceOf(GuestException.class);
            assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
            assertThat(guest.state()).isEqualTo(InstanceState.READY);
        }
    }

    @Test
    void aHostcallThrowsATagOfTheGuests() {
        try (Instance guest = instance()) {
            action = vmctx -> {
                throw vmctx.throwException(hosts, 5, 6L);
            };
            assertThat(i32(guest, "catch_act", 0)).isEqualTo(5);
            GuestException uncaught = thrownBy(guest, "act", 0);
            assertThat(uncaught.tag()).isSameAs(hosts);
            assertThat(uncaught.backtrace()).extracting(GuestFrame::function).contains("act");
            GuestTag own = guest.tag("own").orElseThrow();
            action = vmctx -> {
                throw GuestException.of(own, 8);
            };
            assertThat(i32(guest, "catch_own_of_act", 0)).isEqualTo(8);
        }
    }

    @Test
    void aFutureOfAHostcallsMayFailWithAnException() {
        HostImports host = HostImports.in("host")
                .tag("tag", hosts)
                .asyncFunction(
                        "act",
                        Signature.parse("i:i"),
                        (memory, arguments) -> CompletableFuture.failedFuture(GuestException.of(hosts, 9, 0L)));
        try (Instance guest = region.newInstance(module(CompilerOptions.defaults()), host)) {
            assertThat(guest.runAsync("catch_act", 0).join().returned().i32()).isEqualTo(9);
        }
    }

    @Test
    void anExceptionOfATagThatTheGuestDoesNotKnowPassesThroughItsCleanupsAsItIs() {
        try (Instance guest = instance()) {
            GuestTag strange = GuestTag.of(ValueType.F64, ValueType.EXTERNREF, ValueType.F64);
            GuestException thrown = GuestException.of(strange, 1.5, "a string", 2.5);
            action = vmctx -> {
                throw thrown;
            };
            assertThat(i32(guest, "catch_act", 0)).isEqualTo(-1);
            assertThat(thrownBy(guest, "act", 0)).isSameAs(thrown);
            assertThat(thrownBy(guest, "clean_act", 0)).isSameAs(thrown);
            assertThat(guest.global("caught").orElseThrow().get()).isEqualTo(1);
        }
    }

    @Test
    void aGuestMayCatchAnyNumberOfStrangeExceptions() {
        try (Instance guest = instance()) {
            GuestTag strange = GuestTag.of();
            action = vmctx -> {
                throw vmctx.throwException(strange);
            };
            for (int i = 0; i < 5_000; i++) {
                assertThat(i32(guest, "catch_act", 0)).isEqualTo(-1);
            }
        }
    }

    @Test
    void aGuestMayReferToAnyNumberOfExceptionsOneAfterTheOther() {
        try (Instance guest = instance()) {
            assertThat(i32(guest, "cleanups", 100_000)).isEqualTo(200_000);
            assertThat(guest.global("caught").orElseThrow().get()).isEqualTo(100_000);
        }
    }

    @Test
    void aGuestThatRefersToTooManyExceptionsAtOnceTraps() {
        try (Instance guest = instance()) {
            assertThat(i32(guest, "hold", 200)).isEqualTo(200);
            assertThatThrownBy(() -> guest.run("hold", 2_000))
                    .isInstanceOfSatisfying(
                            GuestTrapException.class,
                            trap -> assertThat(trap.code()).isEqualTo(TrapCode.EXCEPTIONS_EXHAUSTED));
            guest.recover();
            assertThat(i32(guest, "hold", 200)).isEqualTo(200);
        }
    }

    @Test
    void aHostcallCatchesWhatItsOwnCallOfTheGuestThrows() {
        try (Instance guest = instance()) {
            action = vmctx -> {
                try {
                    vmctx.call("throw_own", 4);
                    return -2;
                } catch (GuestException e) {
                    return 100 + (int) e.values().get(0);
                }
            };
            assertThat(i32(guest, "act", 0)).isEqualTo(104);
            action = vmctx -> {
                FunctionReference function = vmctx.table("table").function(0);
                try {
                    vmctx.call(function, 6);
                    return -2;
                } catch (GuestException e) {
                    return 200 + (int) e.values().get(0);
                }
            };
            assertThat(i32(guest, "act", 0)).isEqualTo(206);
        }
    }

    @Test
    void whatAHostcallDoesNotCatchGoesOnIntoItsGuest() {
        try (Instance guest = instance()) {
            action = vmctx -> vmctx.call("throw_own", 4).i32();
            assertThat(i32(guest, "catch_own_of_act", 0)).isEqualTo(4);
            GuestException thrown = thrownBy(guest, "act", 0);
            assertThat(thrown.values()).containsExactly(4);
            assertThat(thrown.backtrace()).extracting(GuestFrame::function).containsExactly("throw_own", "act");
        }
    }

    @Test
    void aTrapIsNoException() {
        try (Instance guest = instance()) {
            assertThatThrownBy(() -> guest.run("trap"))
                    .isInstanceOfSatisfying(
                            GuestTrapException.class,
                            trap -> assertThat(trap.code()).isEqualTo(TrapCode.INTEGER_DIVIDE_BY_ZERO));
        }
    }

    private static void assertTerminated(Instance guest, String function, TerminationReason reason) {
        assertThatThrownBy(() -> guest.run(function, 0))
                .isInstanceOfSatisfying(
                        GuestTerminatedException.class,
                        end -> assertThat(end.reason()).isEqualTo(reason));
    }

    @Test
    void whatAHostcallThrowsOtherwiseIsNoExceptionOfTheGuests() {
        try (Instance guest = instance()) {
            action = vmctx -> {
                throw new IllegalStateException("no");
            };
            assertTerminated(guest, "catch_act", TerminationReason.HOSTCALL_THREW);
        }
    }

    @Test
    void aKilledGuestCatchesNothing() {
        try (Instance guest = instance()) {
            action = vmctx -> {
                guest.killSwitch().kill();
                throw vmctx.throwException(hosts, 5, 6L);
            };
            assertTerminated(guest, "catch_act", TerminationReason.KILLED);
        }
    }

    @Test
    void aGuestThatIsKilledInANestedCallThatThrowsIsKilled() {
        try (Instance guest = instance()) {
            action = vmctx -> {
                guest.killSwitch().kill();
                try {
                    vmctx.call("throw_own", 1);
                } catch (GuestException | GuestTerminatedException e) {
                    return 1;
                }
                return 2;
            };
            assertTerminated(guest, "act", TerminationReason.KILLED);
        }
    }

    @Test
    void anExceptionThatDoesNotFitItsTagIsRefused() {
        assertThatThrownBy(() -> GuestException.of(hosts, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tag of [i32, i64] carries 2 values; 1 were given");
        assertThatThrownBy(() -> GuestException.of(hosts, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value 2 of an exception is the Integer 2; i64 takes a Java Long");
    }

    @Test
    void aTagOfOtherTypesIsNotLinked() {
        HostImports host = HostImports.in("host")
                .tag("tag", GuestTag.of(ValueType.I32))
                .function("act", Signature.parse("i:i"), (vmctx, arguments) -> List.of(0));
        assertThatThrownBy(() -> region.newInstance(module(CompilerOptions.defaults()), host))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining(
                        "mistyped: host.tag is imported as a tag of [i32, i64], but given is a tag of [i32]");
    }

    private static final String IMPORTER = """
            (module
              (import "other" "own" (tag $own (param i32)))
              (import "other" "throw_own" (func $throw (param i32) (result i32)))
              (import "other" "throw_hidden" (func $hidden (param i64)))
              (import "other" "table" (table 2 funcref))
              (tag $alike (param i32))
              (func (export "catch") (param i32) (result i32)
                (try (result i32)
                  (do (call $throw (local.get 0)))
                  (catch $alike (drop) (i32.const -1))
                  (catch $own)))
              (func (export "catch_table") (param i32) (result i32)
                (try (result i32)
                  (do (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)))
                  (catch $own (i32.add (i32.const 10)))))
              (func (export "catch_hidden") (param i64) (result i32)
                (try (result i32)
                  (do
                    (try
                      (do (call $hidden (local.get 0)))
                      (catch_all (rethrow 0)))
                    (i32.const 0))
                  (catch $own (drop) (i32.const 1))
                  (catch_all (i32.const 2))))
              (func (export "hidden") (param i64)
                (call $hidden (local.get 0))))
            """;

    private static final String PLAIN = """
            (module
              (import "other" "throw_own" (func $throw (param i32) (result i32)))
              (func (export "pass") (param i32) (result i32)
                (call $throw (local.get 0))))
            """;

    @Test
    void exceptionsCrossLinkedInstances() {
        try (Instance thrower = instance();
                Instance importer = region.newInstance(
                        WatGuest.of(IMPORTER, "importer", CompilerOptions.defaults()), thrower.exportsAs("other"))) {
            assertThat(i32(importer, "catch", 5)).isEqualTo(5);
            assertThat(i32(importer, "catch_table", 6)).isEqualTo(16);
            assertThat(i32(importer, "catch_hidden", 7L)).isEqualTo(2);
            assertThat(thrower.state()).isEqualTo(InstanceState.READY);
            GuestException hidden = thrownBy(importer, "hidden", 8L);
            assertThat(hidden.values()).containsExactly(8L);
            assertThat(hidden.backtrace())
                    .extracting(frame -> frame.guest() + "." + frame.function())
                    .containsExactly("exceptions-guest.throw_hidden", "importer.hidden");
            assertThat(importer.state()).isEqualTo(InstanceState.READY);
        }
    }

    @Test
    void anExceptionPassesThroughAGuestThatKnowsOfNone() {
        try (Instance thrower = instance();
                Instance plain = region.newInstance(
                        WatGuest.of(PLAIN, "plain", CompilerOptions.defaults()), thrower.exportsAs("other"))) {
            assertThat(thrownBy(plain, "pass", 5).tag())
                    .isSameAs(thrower.tag("own").orElseThrow());
            assertThat(plain.state()).isEqualTo(InstanceState.READY);
            assertThat(thrownBy(plain, "pass", 6).values()).containsExactly(6);
        }
    }
}
