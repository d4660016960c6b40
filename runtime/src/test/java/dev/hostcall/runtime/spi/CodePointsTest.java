package dev.hostcall.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodePointsTest {
    private static final int LONGEST = 80;

    @Test
    void asciiOfEachLengthIsReadAndNothingOfWhatFollowsIt() {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] bytes = new byte[LONGEST];
            Arrays.fill(bytes, 0, length, (byte) '~');
            Arrays.fill(bytes, length, LONGEST, (byte) 0xff);
            assertThat(CodePoints.text(bytes, length)).isEqualTo("~".repeat(length));
        }
    }

    @Test
    void aLetterBeyondAsciiIsFoundAtEachPlaceOfEachLength() {
        for (int length = 2; length <= LONGEST; length++) {
            for (int at = 0; at <= length - 2; at++) {
                String text = "a".repeat(at) + "é" + "b".repeat(length - 2 - at);
                assertThat(CodePoints.text(text.getBytes(StandardCharsets.UTF_8), length))
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void aByteThatEndsNoCharacterIsNamedAtEachPlaceOfEachLength() {
        for (int length = 1; length <= LONGEST; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                bytes[at] = (byte) 0x80;
                int size = length;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> CodePoints.text(bytes, size))
                        .withMessage(
                                "a string argument is not UTF-8: byte %d of %d is malformed".formatted(at, length));
            }
        }
    }

    @Test
    void anyTextComesBackAsItWas() {
        Random random = new Random(26);
        for (int i = 0; i < 10_000; i++) {
            int most = random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x800 : Character.MAX_CODE_POINT + 1;
            String text = random.ints(random.nextInt(40), 0, most)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] bytes = CodePoints.utf8(text);
            assertThat(CodePoints.text(bytes, bytes.length)).isEqualTo(text);
        }
    }
}
