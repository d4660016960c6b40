package dev.hostcall.abi;

import static dev.hostcall.abi.WasmType.EXTERNREF;
import static dev.hostcall.abi.WasmType.F32;
import static dev.hostcall.abi.WasmType.F64;
import static dev.hostcall.abi.WasmType.FUNCREF;
import static dev.hostcall.abi.WasmType.I32;
import static dev.hostcall.abi.WasmType.I64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SignatureTextTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        String text = SignatureText.of(List.of(I32, I64, F32, F64), List.of(FUNCREF, EXTERNREF));
        assertThat(text).isEqualTo("iIfF:ce");
        assertThat(SignatureText.parameters(text)).containsExactly(I32, I64, F32, F64);
        assertThat(SignatureText.results(text)).containsExactly(FUNCREF, EXTERNREF);
        assertThat(SignatureText.parameters(":")).isEmpty();
        assertThat(SignatureText.results(":")).isEmpty();
    }

    @Test
    void whatIsNoSignatureIsRefusedWithWhatItIs() {
        assertThatThrownBy(() -> SignatureText.parameters("ii"))
                .hasMessage("signature \"ii\" is not of the form \"parameters:results\"");
        assertThatThrownBy(() -> SignatureText.results("i::i")).hasMessageStartingWith("signature \"i::i\"");
        assertThatThrownBy(() -> SignatureText.parameters("y:"))
                .hasMessage("unknown value type 'y'; known are i (i32), I (i64), f (f32), F (f64), V (v128),"
                        + " c (funcref), e (externref), x (exnref)");
    }

    @Test
    void typedReferencesAreFunctionReferencesToWhoAsksNoFurther() {
        String text = "i!" + SignatureText.reference("@!<I:!c>:f") + "!@:<:>!e";
        assertThat(SignatureText.parameters(text)).containsExactly(I32, FUNCREF, FUNCREF);
        assertThat(SignatureText.results(text)).containsExactly(FUNCREF, EXTERNREF);
        assertThat(SignatureText.isPrecise(text)).isTrue();
        assertThat(SignatureText.isPacked(text)).isFalse();
        assertThat(SignatureText.isPrecise("iIfFceV:")).isFalse();
    }

    @Test
    void noTwoShortSignaturesAreTheSameNumber() {
        Set<Long> numbers = new TreeSet<>();
        int signatures = 0;
        List<String> texts = List.of(":");
        for (int length = 0; length < 4; length++) {
            List<String> longer = new ArrayList<>();
            for (String text : texts) {
                boolean isUnpacked = text.contains("V") || text.contains("x");
                assertThat(SignatureText.isPacked(text)).isNotEqualTo(isUnpacked);
                if (!isUnpacked) {
                    numbers.add(SignatureText.packed(text));
                    signatures++;
                }
                for (WasmType type : WasmType.values()) {
                    longer.add(type.letter() + text);
                    longer.add(text + type.letter());
                }
            }
            texts = longer.stream().distinct().toList();
        }
        assertThat(numbers).hasSize(signatures).allMatch(number -> number % 2 != 0);
    }

    @Test
    void aNumberHoldsTwentyOneLetters() {
        String longest = "I".repeat(20) + ":";
        assertThat(SignatureText.isPacked(longest)).isTrue();
        assertThat(SignatureText.isPacked("I" + longest)).isFalse();
        assertThat(SignatureText.packed(longest)).isNotEqualTo(SignatureText.packed("i" + longest.substring(1)));
    }
}
