package dev.hostcall.compiler.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.Wat;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.WasmModule;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Properties of the emitted C that no run of it would show. */
class TranslationTest {
    private static final CompilerOptions GUARD = CompilerOptions.defaults();
    private static final CompilerOptions EXPLICIT = GUARD.withBounds(BoundsMode.EXPLICIT);

    @Test
    void aHostileNameStaysInsideItsLiteral() {
        String name = "\\\"}; int main(void) { __builtin_trap(); } /* \\n # \\00 ??/";
        String c = Wat.c("(module (func (export \"" + name + "\")))", GUARD);
        assertThat(c).doesNotContain("main(void)").doesNotContain("??/").contains("\\042\\175\\073 int main\\050void");
    }

    @Test
    void aModuleThatCatchesNothingHasNoTestsForExceptions() {
        String text = "(module (tag $t) (func $f (call $g)) (func $g (throw $t)))";
        assertThat(Wat.translation(text, GUARD))
                .contains("guest_throw(g, D->tag_0)")
                .doesNotContain("WASM_IF_THROWN", "exceptions.h", "wasm_exception");
    }

    @Test
    void onlyCallsOfWhatMayThrowAreTested() {
        String text = "(module (tag $t) (func $f (try (do (call $g) (call $h)) (catch_all)))"
                + " (func $g (throw $t)) (func $h))";
        assertThat(Wat.function(text, 0, GUARD))
                .containsSubsequence("fn_1(g);", "WASM_IF_THROWN", "fn_2(g);")
                .containsOnlyOnce("WASM_IF_THROWN");
    }

    /** Looking at all exports for each call would take hours. */
    @Test
    void aProgramThatExportsMuchAndCallsMuchIndirectlyIsTranslatedInItsSizesTime() {
        int functions = 4_000;
        String calls = "(call_indirect (i32.const 0))".repeat(8);
        String text = IntStream.range(0, functions)
                .mapToObj(i -> "(func (export \"f%d\") %s)".formatted(i, calls))
                .collect(Collectors.joining("\n", "(module (table 1 funcref)\n", ")"));
        byte[] module = Wat.wasm(text);
        String c = assertTimeoutPreemptively(Duration.ofMinutes(2), () -> WasmCompiler.translate(module, GUARD));
        assertThat(c).contains(" fn_" + (functions - 1) + "(");
    }

    @Test
    void aFarOffsetIsComparedWhereNearOnesAreNot() {
        String text = "(module (memory 1) (func (param i32) (result i32) (i32.load offset=%s (local.get 0))))";
        assertThat(Wat.function(text.formatted("1000000"), 0, GUARD)).contains("I32_LOAD(i_0, l_0, 1000000ull");
        assertThat(Wat.function(text.formatted("4000000000"), 0, GUARD))
                .contains("I32_LOAD_FAR(i_0, l_0, 4000000000ull");
    }

    @Test
    void theReservationReachesBehindTheLargestNearOffset() {
        String c = Wat.c("(module (memory 1) (func (drop (i32.load offset=65533 (i32.const 80000)))))", GUARD);
        assertThat(c).contains(".memory_reserve = " + ((1L << 32) + 2 * 65536) + "ull");
    }

    @Test
    void aConstantAddressInTheFirstMemoryNeedsNoCheck() {
        String text = "(module (memory 1) (func (result i32) (i32.load (i32.const %d))))";
        assertThat(Wat.function(text.formatted(65532), 0, EXPLICIT)).contains("I32_LOAD_SURE(65532u)");
        assertThat(Wat.function(text.formatted(65533), 0, EXPLICIT)).doesNotContain("SURE");
    }

    @Test
    void aPendingValueKeepsTheLocalItReadBeforeTheLocalChanged() {
        String c = Wat.function(
                "(module (func (param i32) (result i32) (local.get 0) (local.set 0 (i32.const 9)) (local.get 0)"
                        + " (i32.sub)))",
                0,
                GUARD);
        assertThat(c).containsSubsequence("i_0 = l_0;", "l_0 = 9u;", "(i_0 - l_0)");
    }

    @Test
    void aLoopSwapsItsParametersThroughCopies() {
        String c = Wat.function(
                "(module (func (param i32) (i32.const 1) (i32.const 2)"
                        + " (loop (param i32 i32) (local.set 0) (local.get 0) (br 0 (i32.const 3))) ))",
                0,
                GUARD);
        assertThat(c).contains("u32 m_0 =").contains("u32 m_1 =");
    }

    @Test
    void dataOfAFarSegmentDoesNotMakeTheImageLarge() {
        DataImage image = new DataImage(Wat.module(
                "(module (memory 65536) (data (i32.const 16) \"x\") (data (i32.const 4000000000) \"abc\"))"));
        assertThat(image.imageSize()).isEqualTo(17);
        assertThat(image.copied()).hasSize(1);
    }

    @Test
    void aSegmentBehindOneThatIsPlacedAtRunTimeIsPlacedAfterIt() {
        DataImage image = new DataImage(Wat.module("(module (import \"e\" \"g\" (global i32)) (memory 1)"
                + " (data (i32.const 0) \"a\") (data (global.get 0) \"b\") (data (i32.const 0) \"c\"))"));
        assertThat(image.imageSize()).isEqualTo(1);
        assertThat(image.copied()).extracting(WasmModule.Data::index).containsExactly(1, 2);
    }

    @Test
    void anImageBeginsWithThePageOfItsFirstByte() {
        DataImage image = new DataImage(Wat.module("(module (memory 65536) (data (i32.const 0) \"\")"
                + "(data (i32.const 4000000010) \"abc\") (data (i32.const 4000000000) \"def\") (data \"later\"))"));
        assertThat(image.imageStart()).isEqualTo(4_000_000_000L / 65536 * 65536);
        assertThat(image.imageSize()).isEqualTo(4_000_000_013L - image.imageStart());
        assertThat(image.bytes()).hasSize(image.imageSize() + 5);
        assertThat(image.bytes()[image.imageSize() - 3]).isEqualTo((byte) 'a');
        assertThat(image.bytes()[image.imageSize() - 13]).isEqualTo((byte) 'd');
        assertThat(image.copied()).isEmpty();
    }

    @Test
    void amongSegmentsThatAreEmptyThereIsNoImage() {
        DataImage image = new DataImage(Wat.module("(module (memory 2) (data (i32.const 131072) \"\"))"));
        assertThat(image.imageSize()).isZero();
        assertThat(image.imageStart()).isZero();
        assertThat(image.copied()).isEmpty();
        DataImage outside = new DataImage(Wat.module("(module (memory 2) (data (i32.const 131073) \"\"))"));
        assertThat(outside.copied()).hasSize(1);
    }

    @Test
    void nanBitsAndNegativeZeroSurviveAsText() {
        String c = Wat.function("(module (func (result f32 f64) (f32.const nan:0x200001) (f64.const -0)))", 0, GUARD);
        assertThat(c).contains("F32_OF_I32(2141192193u)").contains("(-0x0.0p0)");
    }

    @Test
    void equalSignaturesOfAnyLengthAreOneType() {
        List<Signature> types = Wat.module(
                        "(module (type (func (param i32))) (type (func (param i32)))" + " (type (func (result i32))))")
                .types();
        assertThat(types.get(0)).isEqualTo(types.get(1)).isNotEqualTo(types.get(2));
        assertThat(types.get(0).packed())
                .isEqualTo(types.get(1).packed())
                .isNotEqualTo(types.get(2).packed());
    }

    @Test
    void aTableOfBranchesMayHaveThousandsOfTargetsInAsManyBlocks() {
        int depth = 5_000;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0); // no locals
        repeat(body, depth, 0x02, 0x40); // block
        body.writeBytes(new byte[] {0x20, 0, 0x0E}); // local.get 0, br_table
        writeNumber(body, depth - 1);
        for (int i = 0; i < depth; i++) {
            writeNumber(body, i);
        }
        repeat(body, depth, 0x0B, 0x20, 0, 0x21, 0); // end, and something behind it, as labels of one place are one
        body.write(0x0B);
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(1);
        writeNumber(code, body.size());
        code.writeBytes(body.toByteArray());
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 1, 0x7F, 0, 3, 2, 1, 0, 10});
        writeNumber(wasm, code.size());
        wasm.writeBytes(code.toByteArray());
        assertThat(WasmCompiler.translate(wasm.toByteArray(), GUARD))
                .contains("case 0: goto L_5000;", "case 4998: goto L_2;", "default: goto L_1;");
    }

    @Test
    void labelsOfOnePlaceAreOne() {
        String c = Wat.function(
                "(module (func (param i32) (if (local.get 0) (then (block (br_if 0 (local.get 0)) (br_if 1 (local.get 0))))))))"
                        .replace("))))))))", ")))))))"),
                0,
                GUARD);
        assertThat(c).containsOnlyOnce(":;");
    }

    private static void repeat(ByteArrayOutputStream out, int times, int... bytes) {
        for (int i = 0; i < times; i++) {
            for (int b : bytes) {
                out.write(b);
            }
        }
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        for (int rest = number; ; rest >>>= 7) {
            out.write(rest < 128 ? rest : (rest & 127) | 128);
            if (rest < 128) {
                return;
            }
        }
    }
}
