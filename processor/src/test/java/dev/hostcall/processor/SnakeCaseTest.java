package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {

    @ParameterizedTest
    @CsvSource({
        "size, size",
        "fetchAll, fetch_all",
        "getURL, get_url",
        "getURL2, get_url2",
        "parseHTTPRequest, parse_http_request",
        "md5Sum, md5_sum",
        "utf8, utf8",
        "vec2D, vec2_d",
        "aB, a_b",
        "X, x",
        "URL, url",
        "MAX_SIZE, max_size",
    })
    void aWordBeginsAtItsCapitalAndAnAcronymIsOneWord(String method, String imported) {
        assertThat(SnakeCase.of(method)).isEqualTo(imported);
    }

    @ParameterizedTest
    @CsvSource({"fetch_all, fetch_all", "fetch_All, fetch_all", "_get, _get", "_Get, _get", "get_, get_", "a__B, a__b"})
    void underscoresStayAndNoneIsDoubled(String method, String imported) {
        assertThat(SnakeCase.of(method)).isEqualTo(imported);
    }

    @ParameterizedTest
    @CsvSource({"größeÄndern, größe_ändern", "açãoΔελτα, ação_δελτα", "name名Of, name名_of", "get$Size, get$size"})
    void lettersOfAllAlphabetsCount(String method, String imported) {
        assertThat(SnakeCase.of(method)).isEqualTo(imported);
    }

    @Test
    void aTurkishMachineNamesImportsAsAllOthersDo() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(SnakeCase.of("readINI")).isEqualTo("read_ini");
        } finally {
            Locale.setDefault(before);
        }
    }
}
