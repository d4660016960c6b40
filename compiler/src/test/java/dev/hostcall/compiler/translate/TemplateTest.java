package dev.hostcall.compiler.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.read.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holes of templates and what fills them, and that every operator is in the table of translators. */
class TemplateTest {
    private static final Template FUNCTION = Template.of("""
            void ${name}(int ${name}_a) {
                ${lines}
            }
            """);

    @Test
    void aHoleWithinALineIsFilledWhereverItsNameStands() {
        assertThat(FUNCTION.fill("name", "f", "lines", "")).isEqualTo("void f(int f_a) {\n}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;\nb;\n", "a;\nb;"})
    void eachLineOfAHoleForLinesIsIndentedAsTheHoleIs(String lines) {
        assertThat(FUNCTION.fill("name", "f", "lines", lines)).isEqualTo("void f(int f_a) {\n    a;\n    b;\n}\n");
    }

    @Test
    void whatFillsAHoleIsNotTakenForATemplate() {
        assertThat(FUNCTION.fill("name", "${lines}", "lines", "$1 \\1;"))
                .isEqualTo("void ${lines}(int ${lines}_a) {\n    $1 \\1;\n}\n");
    }

    @Test
    void aHoleThatNothingFillsAndAValueWithoutAHoleAreMistakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> FUNCTION.fill("name", "f"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FUNCTION.fill("name", "f", "line", "a;"))
                .withMessage("nothing fills the hole lines");
        assertThatIllegalArgumentException().isThrownBy(() -> FUNCTION.fill("name", "f", "lines", "a;", "other", 1));
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void everyOperatorHasATranslator(Opcode opcode) {
        assertThat(Translators.of(opcode)).isNotNull();
    }
}
