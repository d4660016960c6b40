package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.V128;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators make quiet NaNs of signaling ones, also those that would give back any other number. */
final class SignalingNansTest {
    private static final int SIGNALING = 0x7fa00000;
    private static final int QUIET = 0x00400000;
    private static final long LONG_SIGNALING = 0x7ff4000000000000L;
    private static final long LONG_QUIET = 0x0008000000000000L;

    private static final List<String> OPERATORS = List.of(
            "(f#.sub (local.get 0) (f#.const 0))",
            "(f#.sub (f#.const -0) (local.get 0))",
            "(f#.add (local.get 0) (f#.const -0))",
            "(f#.mul (local.get 0) (f#.const 1))",
            "(f#.mul (local.get 0) (f#.convert_i32_s (i32.const 1)))",
            "(f#.mul (f#.const -1) (local.get 0))",
            "(f#.div (local.get 0) (f#.const 1))",
            "(f#.div (local.get 0) (f#.const -1))");

    private static final List<String> VECTORS = List.of(
            "(f#.sub (local.get 0) (v128.const i64x2 0 0))",
            "(f#.mul (local.get 0) (f#.splat (@.const 1)))",
            "(f#.div (local.get 0) (f#.splat (@.const -1)))");

    private static String module() {
        StringBuilder text = new StringBuilder("(module");
        for (int i = 0; i < OPERATORS.size(); i++) {
            for (String type : List.of("32", "64")) {
                text.append("(func (export \"f%s.%d\") (param f%s) (result f%s) %s)\n"
                        .formatted(type, i, type, type, OPERATORS.get(i).replace("#", type)));
            }
        }
        for (int i = 0; i < VECTORS.size(); i++) {
            for (String shape : List.of("32x4", "64x2")) {
                text.append("(func (export \"v%s.%d\") (param v128) (result v128) %s)\n"
                        .formatted(
                                shape,
                                i,
                                VECTORS.get(i).replace("#", shape).replace("@", "f" + shape.substring(0, 2))));
            }
        }
        return text
                + "(func (export \"demoted\") (param f32) (result f32) (f32.demote_f64 (f64.promote_f32 (local.get 0)))))";
    }

    private static void check(CompilerOptions options) {
        Path object = WasmCompiler.compile(WatGuest.wasm(module()), options);
        try (GuestModule module = GuestModule.load(object, "nans");
                Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(module)) {
            float number = Float.intBitsToFloat(SIGNALING);
            double large = Double.longBitsToDouble(LONG_SIGNALING);
            for (int i = 0; i < OPERATORS.size(); i++) {
                int found = Float.floatToRawIntBits(
                        guest.run("f32." + i, number).returned().f32());
                assertThat(found & QUIET).as("%s: %x", OPERATORS.get(i), found).isNotZero();
                long wide = Double.doubleToRawLongBits(
                        guest.run("f64." + i, large).returned().f64());
                assertThat(wide & LONG_QUIET)
                        .as("%s: %x", OPERATORS.get(i), wide)
                        .isNotZero();
            }
            long twice = SIGNALING * 0x1_0000_0001L;
            for (int i = 0; i < VECTORS.size(); i++) {
                V128 four = guest.run("v32x4." + i, V128.of(twice, twice))
                        .returned()
                        .v128();
                assertThat(four.low() & QUIET * 0x1_0000_0001L)
                        .as("%s: %s", VECTORS.get(i), four)
                        .isEqualTo(QUIET * 0x1_0000_0001L);
                V128 two = guest.run("v64x2." + i, V128.of(LONG_SIGNALING, LONG_SIGNALING))
                        .returned()
                        .v128();
                assertThat(two.high() & LONG_QUIET)
                        .as("%s: %s", VECTORS.get(i), two)
                        .isNotZero();
            }
            int demoted = Float.floatToRawIntBits(
                    guest.run("demoted", number).returned().f32());
            assertThat(demoted & QUIET).as("%x", demoted).isNotZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theyDoWithTheCCompilerThatIsFound(int level) {
        check(CompilerOptions.defaults().withOptimization(level));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theyDoWithClang(int level) {
        assumeTrue(Tool.isInstalled("clang") && Tool.isInstalled("ld.lld"), "this needs clang and lld");
        check(CompilerOptions.defaults().withOptimization(level).withClang(Path.of("clang")));
    }
}
