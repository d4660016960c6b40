package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.differential.Binary;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TrapCode;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that are large in one respect, compiled and run: results and counts stay exact. */
class LargeModulesTest {
    private static final CompilerOptions FAST = CompilerOptions.defaults().withOptimization(0);

    private static String repeat(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining("\n"));
    }

    private static void run(String text, CompilerOptions options, Consumer<Instance> check) {
        run(WatGuest.of(text, "large", options), limits(options), check);
    }

    private static Limits limits(CompilerOptions options) {
        return options.bounds() == BoundsMode.GUARD
                ? Limits.defaults()
                : Limits.compact().withStackSize(512 << 10);
    }

    private static void run(GuestModule module, Limits limits, Consumer<Instance> check) {
        try (Region region = Region.create(1, limits);
                Instance instance = region.newInstance(module)) {
            check.accept(instance);
        }
    }

    private static int call(Instance instance, String function, int argument) {
        return instance.run(function, argument).returned().i32();
    }

    @Test
    void aFunctionOfFortyThousandInstructionsIsOneStraightLine() {
        int steps = 10_000;
        String body = repeat(steps, i -> "(local.set 0 (i32.add (local.get 0) (i32.const " + i + ")))");
        run("(module (func (export \"f\") (param i32) (result i32) " + body + " (local.get 0)))", FAST, guest -> {
            assertThat(call(guest, "f", 5)).isEqualTo(5 + steps * (steps - 1) / 2);
            assertThat(guest.instructionCount()).hasValue(4L * steps + 1);
        });
    }

    @Test
    void twoThousandFunctionsCallEachOtherAndAreAllExported() {
        int count = 2_000;
        String functions = repeat(
                count,
                i -> "(func (export \"f" + i + "\") (param i32) (result i32) "
                        + (i == count - 1
                                ? "(local.get 0)"
                                : "(call " + (i + 1) + " (i32.add (local.get 0) (i32.const 1)))")
                        + ")");
        run("(module " + functions + ")", FAST, guest -> {
            assertThat(call(guest, "f0", 7)).isEqualTo(7 + count - 1);
            assertThat(guest.instructionCount()).hasValue(5L * (count - 1) + 1);
            assertThat(call(guest, "f1999", 3)).isEqualTo(3);
        });
    }

    @Test
    void megabytesOfDataArePlacedAndCopied() {
        int size = 2_000_000;
        String data = "abcdefgh".repeat(size / 8);
        String text = "(module (memory 80) (data (i32.const 7) \"" + data + "\") (data $later \"" + data + "\")"
                + "(func (export \"byte\") (param i32) (result i32) (i32.load8_u (local.get 0)))"
                + "(func (export \"copy\") (param i32) (result i32)"
                + " (memory.init $later (local.get 0) (i32.const 1) (i32.const " + (size - 1) + ")) (i32.const 0)))";
        run(text, FAST, guest -> {
            assertThat(call(guest, "byte", 6)).isZero();
            assertThat(call(guest, "byte", 7 + size - 1)).isEqualTo('h');
            assertThat(call(guest, "byte", 7 + size)).isZero();
            guest.reset();
            call(guest, "copy", 3_000_000);
            assertThat(guest.instructionCount()).hasValue(3 + 1 + (size - 1) / 64 + 1);
            assertThat(call(guest, "byte", 3_000_000)).isEqualTo('b');
            assertThat(call(guest, "byte", 3_000_000 + size - 2)).isEqualTo('h');
            assertThat(call(guest, "byte", 3_000_000 + size - 1)).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aTableOfFiveThousandBranchesLeadsToEachOfThem(int optimization) {
        int targets = 5_000;
        Binary body = new Binary().u32(0);
        for (int block = 0; block <= targets; block++) {
            body.bytes(0x02, 0x40);
        }
        body.bytes(0x20, 0, 0x0e).u32(targets); // local.get 0, br_table
        for (int target = 0; target <= targets; target++) {
            body.u32(target);
        }
        for (int target = 0; target < targets; target++) {
            body.bytes(0x0b, 0x41).signed(3L * target).bytes(0x0f); // end, i32.const, return
        }
        body.bytes(0x0b, 0x41).signed(-1).bytes(0x0b);
        byte[] wasm = new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, new Binary().bytes(1, 0x60, 1, 0x7f, 1, 0x7f))
                .section(3, new Binary().bytes(1, 0))
                .section(7, new Binary().bytes(1).name("f").bytes(0, 0))
                .section(10, new Binary().bytes(1).sized(body))
                .toBytes();
        GuestModule module = GuestModule.load(
                WasmCompiler.compile(wasm, CompilerOptions.defaults().withOptimization(optimization)));
        run(module, Limits.defaults(), guest -> {
            for (int target = 0; target < targets; target++) {
                assertThat(call(guest, "f", target)).isEqualTo(3 * target);
            }
            assertThat(guest.instructionCount()).hasValue(4L * targets);
            assertThat(call(guest, "f", targets)).isEqualTo(-1);
            assertThat(call(guest, "f", -1)).isEqualTo(-1);
        });
    }

    @ParameterizedTest
    @CsvSource({"1500, 1", "1500, 2", "5000, 2", "9000, 2"})
    void conditionsByTheThousandAreDecidedOneByOne(int conditions, int optimization) {
        String text = "(module (func (export \"f\") (param i32) (result i32) (local i32)"
                + repeat(
                        conditions,
                        i -> "(if (i32.eq (local.get 0) (i32.const " + i + ")) (then (local.set 1 (i32.const " + 7 * i
                                + "))))")
                + "(local.get 1)))";
        run(text, CompilerOptions.defaults().withOptimization(optimization), guest -> {
            long all = 4L * conditions + 1;
            assertThat(call(guest, "f", conditions)).isZero();
            assertThat(guest.instructionCount()).hasValue(all);
            assertThat(call(guest, "f", conditions - 1)).isEqualTo(7 * (conditions - 1));
            assertThat(guest.instructionCount()).hasValue(2 * all + 2);
            assertThat(call(guest, "f", 1)).isEqualTo(7);
            assertThat(guest.instructionCount()).hasValue(3 * all + 4);
        });
    }

    /** Every local is loaded before the call and added after it, so that all of them have to lie on the stack. */
    private static String manyLocals(int locals) {
        return "(module (memory 1) (data (i32.const 0) \"" + "\\01\\00\\00\\00".repeat(locals)
                + "\") (func $f (export \"f\") (param i32) (result i32) (local "
                + "i32 ".repeat(locals) + ")"
                + "(if (i32.eqz (local.get 0)) (then (return (i32.const 0))))"
                + repeat(locals, i -> "(local.set " + (i + 1) + " (i32.load offset=" + 4 * i + " (i32.const 0)))")
                + "(local.set 0 (call $f (i32.sub (local.get 0) (i32.const 1))))"
                + repeat(locals, i -> "(local.set 0 (i32.add (local.get 0) (local.get " + (i + 1) + ")))")
                + "(local.get 0)))";
    }

    @ParameterizedTest
    @CsvSource({"0, GUARD", "0, EXPLICIT"})
    void aFrameOfManyPagesIsRunAndItsOverflowIsExact(int optimization, BoundsMode bounds) {
        int locals = 5_000; // 20,000 bytes and more
        CompilerOptions options =
                CompilerOptions.defaults().withOptimization(optimization).withBounds(bounds);
        long entry = 3;
        long before = 3L * locals + 4;
        long after = 1 + 1 + 4L * locals + 1;
        run(manyLocals(locals), options, guest -> {
            assertThat(call(guest, "f", 5)).isEqualTo(5 * locals);
            assertThat(guest.instructionCount()).hasValue(5 * (entry + before + after) + entry + 1);
            guest.reset();
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> guest.run("f", 1_000_000))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.STACK_OVERFLOW));
            long count = guest.instructionCount().orElseThrow();
            assertThat(count % (entry + before)).isZero();
            assertThat(count / (entry + before)).isBetween(5L, 512L * 1024 / (4L * locals));
            guest.reset();
            assertThat(call(guest, "f", 2)).isEqualTo(2 * locals);
        });
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void aFunctionOfIfsTooDeepForOptimizersGivesAndCountsTheSame(BoundsMode bounds) {
        int depth = 600;
        Binary body = new Binary();
        for (int i = 0; i < depth; i++) { // local.get 0, if, local.get 0, local.get 0, call, i32.store8
            body.bytes(0x20, 0, 0x04, 0x40, 0x20, 0, 0x20, 0, 0x10, 0, 0x3a, 0, 0);
        }
        for (int i = 0; i < depth; i++) { // local.get 0, i32.const 1, i32.add, local.set 0, end
            body.bytes(0x20, 0, 0x41, 1, 0x6a, 0x21, 0, 0x0b);
        }
        betweenNeighbours(body, bounds, guest -> {
            assertThat(call(guest, "f", 5)).isEqualTo(5 + depth);
            assertThat(guest.instructionCount()).as("14 for each if").hasValue(14L * depth + 4);
            assertThat(guest.memory().readByte(5)).isEqualTo((byte) 6);
            assertThat(call(guest, "f", 0)).isEqualTo(0);
        });
    }

    @ParameterizedTest
    @EnumSource(BoundsMode.class)
    void aFunctionOfTooManyConditionsForOptimizersGivesAndCountsTheSame(BoundsMode bounds) {
        int ifs = 9_000;
        Binary body = new Binary();
        for (int i = 0; i < ifs; i++) { // local.get 0, if, local.get 0, call, local.set 0, end
            body.bytes(0x20, 0, 0x04, 0x40, 0x20, 0, 0x10, 0, 0x21, 0, 0x0b);
        }
        betweenNeighbours(body, bounds, guest -> {
            assertThat(call(guest, "f", 5)).isEqualTo(5 + ifs);
            assertThat(guest.instructionCount()).as("9 for each if").hasValue(9L * ifs + 4);
        });
    }

    /** A function of so much that it is compiled apart; function 0, which it calls, adds one, and function 2 calls it. */
    private static void betweenNeighbours(Binary large, BoundsMode bounds, Consumer<Instance> check) {
        Binary next = new Binary().bytes(0, 0x20, 0, 0x41, 1, 0x6a, 0x0b);
        Binary apart = new Binary().bytes(0).raw(large.toBytes()).bytes(0x20, 0, 0x0b);
        Binary caller = new Binary().bytes(0, 0x20, 0, 0x10, 1, 0x0b);
        byte[] wasm = new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, new Binary().bytes(1, 0x60, 1, 0x7f, 1, 0x7f))
                .section(3, new Binary().bytes(3, 0, 0, 0))
                .section(5, new Binary().bytes(1, 0, 1))
                .section(7, new Binary().bytes(1).name("f").bytes(0, 2))
                .section(10, new Binary().bytes(3).sized(next).sized(apart).sized(caller))
                .toBytes();
        CompilerOptions options = CompilerOptions.defaults().withBounds(bounds);
        run(GuestModule.load(WasmCompiler.compile(wasm, options), "large"), limits(options), check);
    }
}
