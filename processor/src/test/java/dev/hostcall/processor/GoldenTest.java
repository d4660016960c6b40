package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
    private static final Path SOURCES = Path.of("src/test/resources/golden/sources");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kv",
                "Everything",
                "Index",
                "Library",
                "Outer",
                "Plugin",
                "Sessions",
                "Shop",
                "Store",
                "StrangeNames",
                "Vault"
            })
    void whatIsGeneratedForIsWhatItWas(String name) throws IOException {
        Compilation compilation = Javac.compile(Files.readString(SOURCES.resolve(name + ".java")));
        assertThat(compilation.diagnostics()).isEmpty();
        Map<String, String> files = new TreeMap<>();
        Javac.generated(compilation).forEach((path, text) -> files.put(path.replaceFirst(".*/", ""), text));
        new Golden("golden/" + name).check(files);
    }

    @Test
    @DisabledIfSystemProperty(named = "hostcall.golden", matches = "update")
    void aDriftedGoldenSaysHowToRegenerateIt() {
        Map<String, String> drifted = Map.of("com.example.Kv.h", "", "com.example.Kv.wat", "", "KvHostcalls.java", "");
        assertThatThrownBy(() -> new Golden("golden/Kv").check(drifted))
                .hasMessageContaining("-Dhostcall.golden=update")
                .hasMessageContaining("drifted");
        assertThatThrownBy(() -> new Golden("golden/Kv").check(Map.of()))
                .hasMessageContaining("-Dhostcall.golden=update");
    }
}
