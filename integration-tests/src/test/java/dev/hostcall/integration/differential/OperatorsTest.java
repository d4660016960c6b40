package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every numeric operator by itself, and what the interpreter gets wrong, for which others have to vouch. */
class OperatorsTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void everyOperatorDoesOnTheEdgesWhatTheInterpreterDoes(int optimization) {
        long seed = Long.getLong("hostcall.differential.seed", 1);
        byte[] wasm = everyOperator();
        CompilerOptions options =
                CompilerOptions.defaults().withOptimization(optimization).withBounds(BoundsMode.EXPLICIT);
        Random random = new Random(seed);
        CompiledGuest guest = CompiledGuest.compile(Subject.of(wasm, Transcript.Nans.ALIKE, random), options);
        for (int round = 0; round < ROUNDS; round++) {
            Subject subject = Subject.of(wasm, Transcript.Nans.ALIKE, random);
            Interpreter interpreter = new Interpreter(subject);
            Transcript expected = interpreter.run().orElseThrow();
            Transcript actual = guest.of(subject).run(interpreter.completed(), OptionalLong.empty());
            assertThat(Comparison.difference(expected, actual, true))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    /** One function for each. */
    private static byte[] everyOperator() {
        List<Operators.Operator> all = Operators.every();
        Binary types = new Binary().u32(all.size());
        Binary functions = new Binary().u32(all.size());
        Binary exports = new Binary().u32(all.size());
        Binary code = new Binary().u32(all.size());
        for (int i = 0; i < all.size(); i++) {
            Operators.Operator operator = all.get(i);
            types.bytes(0x60).u32(operator.parameters().size());
            operator.parameters().forEach(type -> types.bytes(type.code));
            types.u32(1).bytes(operator.result().code);
            functions.u32(i);
            exports.name("0x" + Integer.toHexString(operator.opcode())).bytes(0).u32(i);
            Binary body = new Binary().u32(0);
            IntStream.range(0, operator.parameters().size())
                    .forEach(local -> body.bytes(0x20).u32(local));
            if (operator.opcode() > 0xff) {
                body.bytes(0xfc).u32(operator.opcode() & 0xff);
            } else {
                body.bytes(operator.opcode());
            }
            code.sized(body.bytes(0x0b));
        }
        return new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, types)
                .section(3, functions)
                .section(7, exports)
                .section(10, code)
                .toBytes();
    }

    /**
     * The specification (4.3.3, convert_u) wants the nearest float, and of two that are as near the even one. The interpreter
     * makes 0x5f21682b of 0xa1682a669d4443d1, where what is cut off, 0x66... of 0x100..., is less than half: 0x5f21682a. And
     * it makes 0x43e10c2b72661dbd of 0x88615b9330edec00, which lies halfway to 0x43e10c2b72661dbe.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void unsignedLongsBecomeTheNearestFloat(int optimization) {
        GuestModule module =
                WatGuest.of("""
                (module
                  (func (export "f32") (param i64) (result f32) (f32.convert_i64_u (local.get 0)))
                  (func (export "f64") (param i64) (result f64) (f64.convert_i64_u (local.get 0))))
                """, "convert", CompilerOptions.defaults().withOptimization(optimization));
        Random random = new Random(7);
        List<Long> values =
                new ArrayList<>(List.of(0xa1682a669d4443d1L, 0x88615b9330edec00L, -1L, Long.MIN_VALUE, 0L, 1L));
        for (int i = 0; i < 10_000; i++) {
            values.add(random.nextLong() >>> random.nextInt(64) & -1L << random.nextInt(50));
        }
        try (Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            for (long value : values) {
                BigInteger exact = new BigInteger(Long.toUnsignedString(value));
                assertThat(instance.run("f32", value).returned().f32())
                        .as("0x%x", value)
                        .isEqualTo(exact.floatValue());
                assertThat(instance.run("f64", value).returned().f64())
                        .as("0x%x", value)
                        .isEqualTo(exact.doubleValue());
            }
        }
    }

    /**
     * The interpreter leaves 9 on the stack, and returns 12. By the specification (4.4.8, br) a branch takes off all that
     * stands above its label, and a block's parameters are above it (block): what is left is 1, and 3 from the branch.
     */
    @Test
    void aBranchOutOfABlockTakesOffItsParameters() {
        GuestModule module = WatGuest.of("""
                (module (func (export "f") (result i32)
                  i32.const 1
                  i32.const 7
                  block (param i32) (result i32)
                    drop
                    i32.const 9
                    i32.const 3
                    br 0
                  end
                  i32.add))
                """, "branch", CompilerOptions.defaults());
        try (Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            assertThat(instance.run("f").returned().i32()).isEqualTo(4);
        }
    }

    /**
     * The interpreter loses the 16 when the branch is taken, as it does with whatever stands below a block or loop if that
     * is less than the block has parameters. By the specification (4.4.8, br) a branch leaves all that stands below its
     * label.
     */
    @Test
    void aBranchBackToALoopLeavesWhatStandsBelowItsParameters() {
        GuestModule module = WatGuest.of("""
                (module (func (export "f") (result i32) (local $round i32)
                  i32.const 16
                  block (result i32)
                    i32.const 4
                    i32.const 2
                    loop (param i32 i32) (result i32 i32)
                      local.set $round
                      drop
                      i32.const 1
                      (local.tee $round (i32.sub (local.get $round) (i32.const 1)))
                      local.get $round
                      br_if 0
                    end
                    i32.add
                  end
                  i32.add))
                """, "loop", CompilerOptions.defaults());
        try (Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            assertThat(instance.run("f").returned().i32()).isEqualTo(17);
        }
    }

    /**
     * The interpreter leaves the 9 on the caller's stack, and returns 12: of what stands below the arguments of a tail call it
     * keeps as many values as there are results, and puts the results of the function that is called above them. By the
     * specification (4.4.8, return_call) all of it is taken off. V8 returns 19.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aTailCallTakesOffWhatStandsBelowItsArguments(int optimization) {
        for (BoundsMode bounds : BoundsMode.values()) {
            GuestModule module = WatGuest.of(
                    """
                    (module
                      (func $same (param i32) (result i32) local.get 0)
                      (func $direct (result i32) i32.const 9 i32.const 3 return_call $same)
                      (table funcref (elem $same))
                      (func $indirect (result i32)
                        i32.const 9
                        i32.const 3
                        i32.const 0
                        return_call_indirect (param i32) (result i32))
                      (func (export "direct") (result i32) i32.const 16 call $direct i32.add)
                      (func (export "indirect") (result i32) i32.const 16 call $indirect i32.add))
                    """,
                    "tail",
                    CompilerOptions.defaults().withOptimization(optimization).withBounds(bounds));
            try (Region region = Region.create(1, Limits.defaults());
                    Instance instance = region.newInstance(module)) {
                assertThat(instance.run("direct").returned().i32()).isEqualTo(19);
                assertThat(instance.run("indirect").returned().i32()).isEqualTo(19);
            }
        }
    }
}
