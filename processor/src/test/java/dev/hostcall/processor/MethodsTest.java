package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {

    @Test
    void aPrivateMethodCannotBeCalled() {
        assertThat(Mistakes.in("class Kv { @Hostcall private int ⇒size() { return 0; } }"))
                .containsExactly("[HostcallPrivate] Kv.size is private; a generated class of its package calls it, so a"
                        + " hostcall is package-private, protected or public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "protected", "public", "static", "final", "synchronized", "native"})
    void everyOtherMethodCanBe(String modifier) {
        String body = modifier.equals("native") ? ";" : " {}";
        Compilation compilation =
                Javac.compile(Javac.source("class Kv { @Hostcall " + modifier + " void put(int it)" + body + " }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation)).containsKey("com/example/KvHostcalls.java");
    }

    @Test
    void aGenericMethodIsOneMistakeAlthoughItsTypesAreNotWasmEither() {
        assertThat(Mistakes.in(
                        "class Kv { @Hostcall <K, V extends Number> List<V> ⇒get(K key, Map<String, ? super V> all) {"
                                + " return List.of(); } }"))
                .containsExactly(
                        "[HostcallGenericMethod] Kv.get has type parameters (K, V); a guest passes plain values, so a"
                                + " hostcall has none");
    }

    @Test
    void threeMistakesAreThreeErrors() {
        assertThat(Mistakes.in("""
                        class Kv {
                            @Hostcall private Object ⇒⇒get(Integer ⇒key) { return ""; }
                            @Hostcall int size() { return 0; }
                        }"""))
                .extracting(message -> message.substring(0, message.indexOf(' ')))
                .containsExactly("[HostcallPrivate]", "[HostcallReturnType]", "[HostcallParameterType]");
    }

    @Test
    void mistakesOfSeveralClassesAreToldTogether() {
        Compilation compilation = Javac.compile(
                Javac.source("class Kv { @Hostcall Integer size() { return 0; } }"),
                Javac.source("class Log { @Hostcall void log(Object text) {} }"));
        assertThat(compilation.errors())
                .extracting(error -> error.getMessage(null).replaceAll("].*", "]"))
                .isEqualTo(List.of("[HostcallReturnType]", "[HostcallParameterType]"));
    }
}
