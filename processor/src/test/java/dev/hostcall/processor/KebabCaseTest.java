package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.abi.WitName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KebabCaseTest {

    @ParameterizedTest
    @CsvSource({
        "size, size",
        "fetchAll, fetch-all",
        "getURL2, get-url2",
        "parseHTTPRequest, parse-http-request",
        "md5Sum, md5-sum",
        "vec2D, vec2-d",
        "MAX_SIZE, max-size",
        "Entry, entry",
        "_get, get",
        "get_, get",
        "a__B, a-b"
    })
    void wordsAreThoseOfSnakeCaseWithHyphensBetweenThem(String java, String wit) {
        assertThat(KebabCase.of(java)).isEqualTo(wit).matches(WitName::isLabel);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, http11", "v1_2b, v12b", "utf_8, utf8", "B0, b0"})
    void aWordThatWouldBeginWithADigitIsJoinedToTheOneBefore(String java, String wit) {
        assertThat(KebabCase.of(java)).isEqualTo(wit).matches(WitName::isLabel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "_2d", "$", "get$Size", "名", "_"})
    void whatWitCannotHaveIsNotHidden(String java) {
        assertThat(KebabCase.of(java)).doesNotMatch(WitName::isLabel);
    }

    @ParameterizedTest
    @CsvSource({"größeÄndern, grosse-andern", "_2d, d", "get$Size, get-size", "açãoTotal, acao-total"})
    void theMostSimilarNameIsSuggested(String java, String wit) {
        assertThat(KebabCase.suggestion(java)).contains(wit);
    }

    @Test
    void nothingIsSuggestedForWhatHasNoLetterOfAscii() {
        assertThat(KebabCase.suggestion("名")).isEmpty();
        assertThat(KebabCase.suggestion("$2")).isEmpty();
    }
}
