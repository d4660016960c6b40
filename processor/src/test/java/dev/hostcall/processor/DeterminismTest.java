package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeterminismTest {

    @Test
    void filesDependOnNothingButTheirClass() {
        List<String> sources = new ArrayList<>(IntStream.range(0, 8)
                .mapToObj(i -> Javac.source(("@HostcallModule(\"kv\") class Kv%d { @Hostcall void z(String a, int b) {}"
                                + " @Hostcall void y(String a, int a_length) {} @Hostcall(name = \"é\") void x() {}"
                                + " static class In { @Hostcall long w(double d) { return 0; } } }")
                        .formatted(i)))
                .toList());
        Map<String, String> first = generate(sources);
        assertThat(first).hasSize(8 * 2 * 3);
        assertThat(generate(sources)).isEqualTo(first);
        Collections.reverse(sources);
        assertThat(generate(sources)).isEqualTo(first);
        assertThat(generate(sources.subList(0, 1)).entrySet()).hasSize(6).isSubsetOf(first.entrySet());
    }

    @Test
    void importsStandInTheOrderOfTheSource() {
        assertThat(generate(List.of(Javac.source(
                                "class Kv { @Hostcall void z() {} @Hostcall void a() {}" + " @Hostcall void m() {} }")))
                        .get("META-INF/hostcall/com.example.Kv.wat"))
                .containsSubsequence("\"z\"", "\"a\"", "\"m\"");
    }

    private static Map<String, String> generate(List<String> sources) {
        Compilation compilation = Javac.compile(sources.toArray(String[]::new));
        assertThat(compilation.diagnostics()).isEmpty();
        return Javac.generated(compilation);
    }
}
