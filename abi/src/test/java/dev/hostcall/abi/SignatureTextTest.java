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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void eachTypeIsWrittenWhereItCouldStandByItself() {
        String text = "i!" + SignatureText.reference("@!<I:!c>:f") + "!@:@!e";
        assertThat(SignatureText.parameterTexts(text)).containsExactly("i", "!<@!<I:!c>:f>", "!<" + text + ">");
        assertThat(SignatureText.resultTexts(text)).containsExactly("<" + text + ">", "!e");
        assertThat(SignatureText.resultTexts("i:")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"<i:i>, <i:i>", "!<i:i>, <i:i>", "!<i:i>, !<i:i>", "!<i:i>, !c", "<i:i>, c", "!c, c", "!e, e", "i, i"})
    void aTypeIsAnotherThatHasItsValues(String type, String other) {
        assertThat(SignatureText.isA(type, other)).isTrue();
        assertThat(SignatureText.isA(other, type)).isEqualTo(type.equals(other));
    }

    @ParameterizedTest
    @CsvSource({"<i:i>, <I:i>", "!<i:i>, e", "!<i:i>, x", "e, c", "i, I", "<i:i>, !c"})
    void aTypeIsNoneThatHasNot(String type, String other) {
        assertThat(SignatureText.isA(type, other)).isFalse();
        assertThat(SignatureText.isA(other, type)).isFalse();
    }

    @Test
    void aTypeIsDescribedWithAllThatItRefersTo() {
        assertThat(SignatureText.describe("i")).isEqualTo("i32");
        assertThat(SignatureText.describe("c")).isEqualTo("funcref");
        assertThat(SignatureText.describe("!c")).isEqualTo("(ref func)");
        assertThat(SignatureText.describe("!e")).isEqualTo("(ref extern)");
        assertThat(SignatureText.describe("<iV:>")).isEqualTo("(ref null (i32, v128) -> ())");
        assertThat(SignatureText.describe("!<@!<I:!c>:f>"))
                .isEqualTo("(ref ((ref null itself), (ref (i64) -> (ref func))) -> f32)");
        assertThat(SignatureText.describeSignature("<:>i:ce"))
                .isEqualTo("((ref null () -> ()), i32) -> (funcref, externref)");
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
