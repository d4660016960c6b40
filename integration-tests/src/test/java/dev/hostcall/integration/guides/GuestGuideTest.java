package dev.hostcall.integration.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.acme.AssemblyScript;
import com.acme.AssemblyScriptHostcalls;
import com.acme.Directory;
import com.acme.DirectoryHostcalls;
import com.acme.Greeter;
import com.acme.GreeterGuest;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.wasi.Wasi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guests of {@code docs/guests.md}: the same in every language, each the whole file that is on the page. */
final class GuestGuideTest {
    private static final int FLAGS = Pattern.DOTALL | Pattern.MULTILINE;
    private static final Pattern IN_A_SOURCE = Pattern.compile("^ *// On the page\n(.*?)^ *// To here$", FLAGS);
    private static final Path JAVA = Path.of("src/test/java");

    private final Hostcalls directory =
            DirectoryHostcalls.of(new Directory(Map.of("Grace", "Admiral ", "Zoë 🦊", "Señora ")));

    // On the page
    static Greeter start(Instance instance) {
        if (instance.module().hasStart()) {
            instance.start();
        }
        if (instance.module().export("_initialize").isPresent()) {
            instance.run("_initialize");
        }
        return GreeterGuest.of(instance);
    }
    // To here

    @ParameterizedTest
    @EnumSource
    void aGuestTakesTextAndGivesText(Language language, @TempDir Path folder) throws IOException {
        byte[] wasm = language.compiled(folder);
        try (GuestModule module = GuestModule.load(WasmCompiler.compile(wasm), "greeter");
                Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder().build();
                Instance instance = region.newInstance(
                        module, directory, AssemblyScriptHostcalls.of(new AssemblyScript()), wasi.imports())) {
            Greeter greeter = start(instance);
            assertThat(greeter.greet("Grace")).isEqualTo("Hello, Admiral Grace!");
            assertThat(greeter.greet("Zoë 🦊")).isEqualTo("Hello, Señora Zoë 🦊!");
            assertThat(greeter.greet("")).isEqualTo("Hello, !");
            String longer = "x".repeat(100_000);
            for (int i = 0; i < 100; i++) {
                assertThat(greeter.greet(longer)).isEqualTo("Hello, " + longer + "!");
            }
            assertThat(greeter.count()).isEqualTo(103);
            assertThat(instance.memory().size())
                    .as("memory that is given back is used again")
                    .isLessThan(8 << 20);
            assertFails(language, greeter);
        }
    }

    private static void assertFails(Language language, Greeter greeter) {
        if (language == Language.ASSEMBLYSCRIPT) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(greeter::fail)
                    .havingCause()
                    .withMessageMatching("nobody is greeted at .*greeter\\.ts:\\d+:3");
        } else {
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(greeter::fail);
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/guests.md"));
    }

    @ParameterizedTest
    @EnumSource
    void thePageShowsTheWholeFile(Language language) throws IOException {
        assertThat(page()).contains("```" + language.mark() + "\n" + Files.readString(language.source()) + "```");
    }

    @Test
    void theJavaOnThePageIsThatOfTheTests() throws IOException {
        List<String> tested = new ArrayList<>();
        for (String source : List.of(
                "com/acme/Directory",
                "com/acme/Greeter",
                "dev/hostcall/integration/guides/GuestGuideTest",
                "com/acme/AssemblyScript")) {
            tested.addAll(matches(IN_A_SOURCE, Files.readString(JAVA.resolve(source + ".java"))));
        }
        assertThat(matches(Pattern.compile("```java\n(.*?)```", FLAGS), page())).isEqualTo(tested);
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1).stripTrailing().stripIndent())
                .collect(Collectors.toList());
    }
}
