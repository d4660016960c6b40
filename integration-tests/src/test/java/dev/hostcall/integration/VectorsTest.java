package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestGlobal.Mutability;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.V128;
import dev.hostcall.runtime.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors between Java and guests, between instances, and through whatever stops a guest. */
final class VectorsTest {
    private static final CompilerOptions EXPLICIT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
    private static final V128 ONE = V128.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    private static final V128 TWO = V128.of(Long.MIN_VALUE, -2);

    private final Region region = Region.create(3, Limits.compact());
    private final List<Instance> instances = new ArrayList<>();

    @AfterEach
    void close() {
        instances.forEach(Instance::close);
        region.close();
    }

    private Instance instance(String text, ImportSource... imports) {
        Instance instance = region.newInstance(WatGuest.of(text, "vectors", EXPLICIT), imports);
        instances.add(instance);
        return instance;
    }

    // ---- between Java and a guest

    @Test
    void parametersAndResultsPassBesideOthers() {
        Instance guest = instance("""
                (module (func (export "turn") (param i32 v128 f64 v128 i64) (result i64 v128 i32 v128 f64)
                  (local.get 4) (local.get 3) (local.get 0) (local.get 1) (local.get 2)))
                """);
        assertThat(guest.run("turn", 1, ONE, 2.5, TWO, 3L).returned().values()).containsExactly(3L, TWO, 1, ONE, 2.5);
        assertThat(guest.function("turn").signature())
                .hasToString("(i32, v128, f64, v128, i64) -> (i64, v128, i32, v128, f64)");
    }

    @Test
    void whatIsNoVectorIsRefusedWhereOneIsTaken() {
        Instance guest = instance("(module (func (export \"same\") (param v128) (result v128) (local.get 0)))");
        assertThat(guest.run("same", ONE).returned().v128()).isEqualTo(ONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guest.run("same", 7L))
                .withMessage("argument 1 of same(v128) -> v128 is the Long 7; v128 takes a Java V128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guest.function("same").invokeRaw(1L))
                .withMessageEndingWith("cannot be called with bare numbers");
    }

    @Test
    void aHostFunctionTakesAndReturnsThem() {
        List<Object> seen = new ArrayList<>();
        HostImports host = HostImports.in("env").function("swap", Signature.parse("ViV:VVi"), (vmctx, arguments) -> {
            seen.addAll(Arrays.asList(arguments));
            return List.of(arguments[2], arguments[0], arguments[1]);
        });
        Instance guest = instance("""
                (module (import "env" "swap" (func $swap (param v128 i32 v128) (result v128 v128 i32)))
                  (func (export "main") (param v128 i32 v128) (result v128 v128 i32)
                    (call $swap (local.get 0) (local.get 1) (local.get 2))))
                """, host);
        assertThat(guest.run("main", ONE, 5, TWO).returned().values()).containsExactly(TWO, ONE, 5);
        assertThat(seen).containsExactly(ONE, 5, TWO);
    }

    @Test
    void aFunctionOfAnotherTypeIsNotLinked() {
        HostImports host = HostImports.in("env").function("f", Signature.parse("II:"), (vmctx, arguments) -> List.of());
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> instance("(module (import \"env\" \"f\" (func (param v128))))", host))
                .withMessageContaining("(v128) -> ()");
    }

    @Test
    void aReferenceToAFunctionIsCalledWithThem() {
        Instance guest = instance("""
                (module (table (export "t") 1 funcref) (elem (i32.const 0) $add)
                  (func $add (param v128 v128) (result v128) (i64x2.add (local.get 0) (local.get 1))))
                """);
        FunctionReference add = Objects.requireNonNull(
                (FunctionReference) guest.table("t").orElseThrow().get(0));
        assertThat(guest.functionOf(add).call(ONE, ONE).returned().v128())
                .isEqualTo(V128.of(2 * ONE.low(), 2 * ONE.high()));
    }

    // ---- globals

    private static final String GLOBALS = """
            (module
              (import "env" "fixed" (global $fixed v128))
              (import "env" "shared" (global $shared (mut v128)))
              (global $copy (export "copy") v128 (global.get $fixed))
              (global $own (export "own") (mut v128) (v128.const i32x4 1 2 3 4))
              (global $inside (mut v128) (v128.const i64x2 5 6))
              (func (export "move")
                (global.set $shared (i64x2.add (global.get $shared) (global.get $inside)))
                (global.set $own (global.get $copy))))
            """;

    @Test
    void globalsAreReadAndSetFromBothSidesAndStartAnewOnReset() {
        GuestGlobal shared = GuestGlobal.of(ValueType.V128, Mutability.VARIABLE, V128.of(10, 20));
        HostImports host = HostImports.in("env")
                .global("fixed", GuestGlobal.of(ValueType.V128, Mutability.CONSTANT, TWO))
                .global("shared", shared);
        Instance guest = instance(GLOBALS, host);
        GuestGlobal own = guest.global("own").orElseThrow();
        assertThat(own.get()).isEqualTo(V128.of(0x2_0000_0001L, 0x4_0000_0003L));
        assertThat(guest.global("copy").orElseThrow().get()).isEqualTo(TWO);
        guest.run("move");
        assertThat(shared.get()).isEqualTo(V128.of(15, 26));
        assertThat(own.get()).isEqualTo(TWO);
        shared.set(ONE);
        guest.run("move");
        assertThat(shared.get()).isEqualTo(V128.of(ONE.low() + 5, ONE.high() + 6));
        guest.reset();
        assertThat(own.get()).isEqualTo(V128.of(0x2_0000_0001L, 0x4_0000_0003L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.set(1L))
                .withMessageContaining("v128 takes a Java V128");
    }

    // ---- between instances

    private static final String LIBRARY = """
            (module
              (table (export "table") 2 funcref)
              (elem (i32.const 0) $twice)
              (global (export "state") (mut v128) (v128.const i64x2 7 8))
              (func $twice (export "twice") (param i32 v128) (result v128 i32)
                (i64x2.add (local.get 1) (local.get 1)) (local.get 0)))
            """;

    private static final String PROGRAM = """
            (module
              (type $twice (func (param i32 v128) (result v128 i32)))
              (import "library" "table" (table 2 funcref))
              (import "library" "twice" (func $twice (type $twice)))
              (import "library" "state" (global $state (mut v128)))
              (elem (i32.const 1) $own)
              (func $own (type $twice) (v128.not (local.get 1)) (local.get 0))
              (func (export "direct") (param v128) (result v128 i32) (call $twice (i32.const 3) (local.get 0)))
              (func (export "indirect") (param i32 v128) (result v128 i32)
                (call_indirect (type $twice) (i32.const 4) (local.get 1) (local.get 0)))
              (func (export "wrong") (local v128) (call_indirect (param v128) (local.get 0) (i32.const 0)))
              (func (export "state") (result v128) (global.set $state (v128.not (global.get $state))) (global.get $state)))
            """;

    @Test
    void instancesPassThemToEachOther() {
        Instance library = instance(LIBRARY);
        Instance program = instance(PROGRAM, library.exportsAs("library"));
        V128 doubled = V128.of(2 * ONE.low(), 2 * ONE.high());
        assertThat(program.run("direct", ONE).returned().values()).containsExactly(doubled, 3);
        assertThat(program.run("indirect", 0, ONE).returned().values()).containsExactly(doubled, 4);
        assertThat(program.run("indirect", 1, ONE).returned().values())
                .containsExactly(V128.of(~ONE.low(), ~ONE.high()), 4);
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> program.run("wrong"))
                .matches(trap -> trap.code() == TrapCode.INDIRECT_CALL_TYPE);
        program.recover();
        assertThat(program.run("state").returned().v128()).isEqualTo(V128.of(~7L, ~8L));
        assertThat(library.global("state").orElseThrow().get()).isEqualTo(V128.of(~7L, ~8L));
    }

    // ---- memory

    private static final String MEMORY = """
            (module (memory (export "memory") 1)
              (func (export "load") (param i32) (result v128) (v128.load offset=3 (local.get 0)))
              (func (export "store") (param i32 v128) (v128.store offset=3 (local.get 0) (local.get 1)))
              (func (export "far") (param i32) (result v128) (v128.load32_zero offset=4000000000 (local.get 0)))
              (func (export "known") (result v128) (v128.load64_zero (i32.const 65528)))
              (func (export "extended") (param i32) (result v128) (v128.load16x4_s (local.get 0)))
              (func (export "lane") (param i32 v128) (result v128) (v128.load16_lane 7 (local.get 0) (local.get 1)))
              (func (export "store_lane") (param i32 v128) (v128.store8_lane 15 (local.get 0) (local.get 1))))
            """;

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void accessesEndWhereMemoryDoes(BoundsMode bounds) {
        GuestModule module =
                WatGuest.of(MEMORY, "memory", CompilerOptions.defaults().withBounds(bounds));
        Limits limits = bounds == BoundsMode.GUARD ? Limits.defaults() : Limits.compact();
        try (Region own = Region.create(1, limits);
                Instance guest = own.newInstance(module)) {
            guest.run("store", 65536 - 16 - 3, ONE);
            assertThat(guest.run("load", 65536 - 16 - 3).returned().v128()).isEqualTo(ONE);
            assertThat(guest.run("known").returned().v128()).isEqualTo(V128.of(ONE.high(), 0));
            assertThat(guest.run("extended", 65528).returned().v128())
                    .isEqualTo(V128.of(0x00000b0a_00000908L, 0x00000f0e_00000d0cL));
            assertThat(guest.run("lane", 65534, TWO).returned().v128())
                    .isEqualTo(V128.of(TWO.low(), 0x0f0e_ffff_ffff_fffeL));
            guest.run("store_lane", 65535, V128.of(0, 0x77L << 56));
            assertThat(guest.memory().readBytes(65534, 2)).containsExactly(0x0e, 0x77);
            traps(guest, "store", 65536 - 15 - 3, TWO);
            assertThat(guest.memory().readBytes(65536 - 15, 15))
                    .as("a store that traps writes nothing")
                    .startsWith(1, 2, 3)
                    .endsWith(0x0d, 0x0e, 0x77);
            traps(guest, "load", 65536 - 15 - 3);
            traps(guest, "load", -1);
            traps(guest, "far", 0);
            traps(guest, "far", -1);
            traps(guest, "extended", 65529);
            traps(guest, "lane", 65535, ONE);
            traps(guest, "store_lane", 65536, ONE);
        }
    }

    private static void traps(Instance guest, String function, Object... arguments) {
        long before = guest.instructionCount().orElseThrow();
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> guest.run(function, arguments))
                .matches(trap -> trap.code() == TrapCode.MEMORY_OUT_OF_BOUNDS);
        assertThat(guest.instructionCount().orElseThrow() - before)
                .as("operands, and the access")
                .isEqualTo(arguments.length + 1L);
        guest.recover();
    }

    // ---- stops

    private static final int VECTORS = 20; // more than there are registers
    private static final int ROUNDS = 25;

    /** Each round adds to every vector its neighbour, and calls the host with all of them in use. */
    private static String spinning() {
        StringBuilder text = new StringBuilder("""
                (module (import "env" "wait" (func $wait (param i32) (result i32)))
                  (func (export "spin") (param $n i32) (param v128) (result v128)
                    (local $answers i32)
                """);
        text.append("(local").append(" v128".repeat(VECTORS)).append(")\n");
        for (int k = 0; k < VECTORS; k++) {
            text.append("(local.set %d (i32x4.add (local.get 1) (i32x4.splat (i32.const %d))))%n".formatted(3 + k, k));
        }
        text.append("(loop $again\n");
        for (int k = 0; k < VECTORS; k++) {
            text.append("(local.set %d (i32x4.add (local.get %d) (local.get %d)))%n"
                    .formatted(3 + k, 3 + k, 3 + (k + 1) % VECTORS));
        }
        text.append("(local.set $answers (i32.add (local.get $answers) (call $wait (local.get $n))))\n");
        text.append("(br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))\n");
        for (int k = 0; k < VECTORS; k++) {
            text.append("(local.set 1 (v128.xor (local.get 1) (local.get %d)))%n".formatted(3 + k));
        }
        return text.append("(i32x4.add (local.get 1) (i32x4.splat (local.get $answers)))))")
                .toString();
    }

    private static V128 expected(V128 seed) {
        int[] lanes = IntStream.of(
                        (int) seed.low(), (int) (seed.low() >>> 32), (int) seed.high(), (int) (seed.high() >>> 32))
                .map(VectorsTest::expected)
                .toArray();
        return V128.of(
                Integer.toUnsignedLong(lanes[0]) | (long) lanes[1] << 32,
                Integer.toUnsignedLong(lanes[2]) | (long) lanes[3] << 32);
    }

    private static int expected(int seed) {
        int[] values = IntStream.range(0, VECTORS).map(k -> seed + k).toArray();
        int answers = 0;
        for (int n = ROUNDS; n > 0; n--) {
            for (int k = 0; k < VECTORS; k++) {
                values[k] += values[(k + 1) % VECTORS];
            }
            answers += 3 * n;
        }
        return IntStream.of(values).reduce(seed, (left, right) -> left ^ right) + answers;
    }

    static Stream<Arguments> modesAndBounds() {
        return Stream.of(BoundsMode.values())
                .flatMap(mode ->
                        Stream.of(0L, 1L, 2L, 3L, 7L, 1000L, Long.MAX_VALUE).map(bound -> Arguments.of(mode, bound)));
    }

    @ParameterizedTest
    @MethodSource("modesAndBounds")
    void allAreKeptWhereTheBudgetEndsAndWhereTheGuestWaits(BoundsMode mode, long bound) {
        GuestModule module =
                WatGuest.of(spinning(), "spinning", CompilerOptions.defaults().withBounds(mode));
        List<CompletableFuture<List<Object>>> waits = new ArrayList<>();
        HostImports host = HostImports.in("env").asyncFunction("wait", Signature.parse("i:i"), (memory, arguments) -> {
            CompletableFuture<List<Object>> later = new CompletableFuture<>();
            int n = (Integer) arguments[0];
            if (n % 2 == 0) {
                later.complete(List.of(3 * n));
            } else {
                waits.add(later);
            }
            return later;
        });
        Limits limits = mode == BoundsMode.GUARD ? Limits.defaults() : Limits.compact();
        try (Region own = Region.create(1, limits);
                Instance guest = own.newInstance(module, host)) {
            RunAsync run = guest.runAsync("spin", ROUNDS, TWO);
            if (bound != Long.MAX_VALUE) {
                run.boundInstCount(bound);
            }
            RunResult result = drive(run, waits);
            assertThat(result.returned().v128()).isEqualTo(expected(TWO));
            assertThat(waits).hasSize(ROUNDS - ROUNDS / 2);
            assertThat(guest.instructionCount()).isEqualTo(OptionalLong.of(count()));
        }
    }

    /** Completes what the guest waits for, which is odd numbers from the largest down. */
    private static RunResult drive(RunAsync run, List<CompletableFuture<List<Object>>> waits) {
        int answered = 0;
        while (true) {
            if (run.poll(() -> {}) instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            if (waits.size() > answered) {
                waits.get(answered).complete(List.of(3 * (ROUNDS - 2 * answered)));
                answered++;
            }
        }
    }

    private static long count() {
        long before = 5L * VECTORS;
        long round = 4L * VECTORS + 6 + 5; // the call costs 2
        long behind = 4L * VECTORS + 4;
        return before + ROUNDS * round + behind;
    }

    // ---- the value

    @Test
    void theValueIsItsBits() {
        assertThat(V128.ofBytes(ONE.toBytes()))
                .isEqualTo(ONE)
                .hasSameHashCodeAs(ONE)
                .isNotEqualTo(TWO);
        assertThat(ONE.toBytes()).startsWith(0, 1, 2).hasSize(V128.BYTES);
        assertThat(TWO).hasToString("v128.const i32x4 0x00000000 0x80000000 0xfffffffe 0xffffffff");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> V128.ofBytes(new byte[15]))
                .withMessage("a vector has 16 bytes; 15 were given");
    }
}
