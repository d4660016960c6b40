package dev.hostcall.abi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WitNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme:kv",
                "acme:kv@1.0.0",
                "acme:kv/store",
                "acme:kv/store@1.0.0",
                "a-b:c2/d-E3F@0.1.2-rc.1+build.5",
                "wasi:io/error@0.2.0"
            })
    void aNameIsWrittenAsItIsRead(String text) {
        assertThat(WitName.parse(text).map(WitName::toString)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kv",
                "acme/kv",
                "acme:",
                ":kv",
                "acme:kv/",
                "acme:kv/store@",
                "acme:kv/store@1",
                "acme:kv/store@1.0",
                "acme:kv/store@01.0.0",
                "acme:kv/store@1.0.0-",
                "acme:kv/2d",
                "acme:kv/a-2d",
                "acme:k_v/store",
                "acme:kv/store/more",
                "acme:kV/store",
                "acme:kv/-a",
                "acme:kv/a-",
                "acme:kv/a--b",
                "acme:kv/store@1.0.0 ",
                "größe:kv/store"
            })
    void allElseIsNone(String text) {
        assertThat(WitName.parse(text)).isEmpty();
    }

    @Test
    void aPackageIsNoInterface() {
        assertThat(WitName.parseInterface("acme:kv@1.0.0")).isEmpty();
        assertThat(WitName.parseInterface("acme:kv/store@1.0.0").map(WitName::ofPackage))
                .isEqualTo(WitName.parse("acme:kv@1.0.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "acme:kv/store, acme:kv/store",
        "acme:kv/store@1.2.3+alpha, acme:kv/store@1",
        "acme:kv/store@0.1.2+alpha, acme:kv/store@0.1",
        "acme:kv/store@0.0.1+alpha, acme:kv/store@0.0.1",
        "acme:kv/store@1.2.3-nightly+alpha, acme:kv/store@1.2.3-nightly",
        "acme:kv/store@12.0.0, acme:kv/store@12"
    })
    void versionsThatStandForEachOtherAreOnOneTrack(String text, String track) {
        assertThat(WitName.parse(text).map(WitName::onTrack)).contains(track);
    }

    @ParameterizedTest
    @CsvSource({"1.10.0, 1.9.9", "2.0.0, 1.9.9", "1.0.1, 1.0.0+z", "1.0.0+b, 1.0.0+a"})
    void laterVersionsAreGreater(String later, String earlier) {
        assertThat(WitVersion.parse(later).orElseThrow())
                .isGreaterThan(WitVersion.parse(earlier).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "fetch-all", "b2", "to-URL", "X", "A1-b"})
    void labelsAreWordsWithHyphensBetweenThem(String text) {
        assertThat(WitName.isLabel(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2d", "fetch_all", "fetchAll", "a-", "-a", "a--b", "a-2", "ä", "a b", "Ab"})
    void othersAreNone(String text) {
        assertThat(WitName.isLabel(text)).isFalse();
    }
}
