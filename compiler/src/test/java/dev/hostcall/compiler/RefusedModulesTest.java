package dev.hostcall.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hostcall.compiler.CompilerException.Reason;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is refused, with which words. */
class RefusedModulesTest {

    private static CompilerException refusal(byte[] wasm) {
        return catchThrowableOfType(
                CompilerException.class, () -> WasmCompiler.translate(wasm, CompilerOptions.defaults()));
    }

    @Test
    void aFeatureThatIsNotTakenIsRefusedByNameAndPlace() {
        byte[] wasm = Wat.wasm("(module (func) (func (nop) (nop)))");
        wasm[wasm.length - 3] = (byte) 0xFB; // for both
        wasm[wasm.length - 2] = 0x1C;
        CompilerException refusal = refusal(wasm);
        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(refusal.feature()).contains("garbage collection");
        assertThat(refusal.offset()).hasValue(wasm.length - 3);
        assertThat(refusal)
                .hasMessageStartingWith("function 1")
                .hasMessage(
                        "function 1, offset %d uses garbage collection (ref.i31), which this compiler does not support"
                                .formatted(wasm.length - 3));
    }

    @Test
    void anInvalidModuleIsRefusedWithReasonAndOffset() {
        byte[] wasm = Wat.wasm("(module (func (result i32) (i32.const 1)))");
        wasm[wasm.length - 3] = 0x42; // i64.const
        CompilerException refusal = refusal(wasm);
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_MODULE);
        assertThat(refusal)
                .hasMessageStartingWith("invalid module: type mismatch")
                .hasMessageEndingWith("(function 0, offset " + refusal.offset().orElseThrow() + ")");
        assertThat(refusal.feature()).isEmpty();
    }

    @Test
    void whatIsNoModuleIsRefused() {
        assertThat(refusal(new byte[] {1, 2, 3}).reason()).isEqualTo(Reason.INVALID_MODULE);
        assertThat(refusal(new byte[0]).reason()).isEqualTo(Reason.INVALID_MODULE);
    }

    @Test
    void anExportOfAnUnknownFunctionIsRefused() {
        byte[] wasm = Wat.wasm("(module (func) (export \"f\" (func 0)))");
        int code = wasm.length - 6; // the code section: id, size, count, size, locals, end
        wasm[code - 1] = 5;
        assertThat(refusal(wasm)).hasMessageContaining("unknown function 5 (export 0, offset ");
    }

    @Test
    void aHugeTableIsRefusedBeforeAnythingIsReserved() {
        CompilerException refusal = refusal(Wat.wasm("(module (table 10000001 funcref))"));
        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void anyCutAndAnyFlippedByteIsRefusedOrReadAndNothingElse() {
        byte[] sound = Wat.wasm(
                "(module (memory 1) (data (i32.const 4) \"abc\") (table 2 funcref) (elem (i32.const 0) $f)"
                        + "(global (mut i32) (i32.const 7)) (func $f (export \"f\") (param i32) (result i32)"
                        + "(block (result i32) (br_if 0 (i32.const 1) (local.get 0)) (drop) (i32.load (i32.const 9)))))");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            byte[] wasm = sound.clone();
            wasm[random.nextInt(wasm.length)] = (byte) random.nextInt(256);
            byte[] cut = Arrays.copyOf(wasm, 1 + random.nextInt(wasm.length));
            readOrRefused(wasm, seed);
            readOrRefused(cut, seed);
        }
    }

    private static void readOrRefused(byte[] wasm, long seed) {
        try {
            WasmCompiler.translate(wasm, CompilerOptions.defaults());
        } catch (CompilerException e) {
            assertThat(e.getMessage()).as("seed " + seed).isNotBlank();
        }
    }

    @Test
    void anUnknownLevelIsRefused() {
        assertThatThrownBy(() -> CompilerOptions.defaults().withOptimization(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("known are 0 to 3");
    }
}
