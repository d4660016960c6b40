package dev.hostcall.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the Javadoc of {@link WasmCompiler} is the code that is run here. */
class ExampleTest {
    private static final Pattern IN_THE_JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)^ \\* }</pre>", flags());
    private static final Pattern IN_THE_TEST = Pattern.compile("^ *// In the Javadoc\n(.*?)^ *// To here$", flags());

    @TempDir
    Path cache;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream log = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private static int flags() {
        return Pattern.DOTALL | Pattern.MULTILINE;
    }

    @BeforeEach
    void useOwnCache() {
        System.setProperty("hostcall.cache", cache.resolve("cache").toString());
    }

    @AfterEach
    void useUsersCache() {
        System.clearProperty("hostcall.cache");
    }

    private void compile(byte[] plugin) {
        // In the Javadoc
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withTimeout(Duration.ofMinutes(5));
        try {
            Path object = WasmCompiler.compile(plugin, options); // for GuestModule.load
            log.println(WasmCompiler.inspect(object));
        } catch (CompilerException e) {
            String place = e.offset().isPresent() ? " at byte " + e.offset().getAsInt() : "";
            log.println(e.reason() + place + ": " + e.getMessage());
        }
        // To here
    }

    @Test
    void aModuleIsCompiledAndInspected() {
        compile(Wat.wasm("(module (func (export \"f\") (result i64) (i64.const 7)))"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("bounds: explicit", "export function f: :I");
    }

    @Test
    void aModuleThatIsRefusedIsToldByReasonAndPlace() {
        byte[] wasm = Wat.wasm("(module (func (result i32) (i32.const 1)))");
        wasm[wasm.length - 3] = 0x42; // i64.const
        compile(wasm);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("INVALID_MODULE at byte 26: invalid module: type mismatch");
    }

    @Test
    void theExampleIsThisCode() throws IOException {
        String javadoc = found(IN_THE_JAVADOC, Path.of("src/main/java/dev/hostcall/compiler/WasmCompiler.java"));
        String test = found(IN_THE_TEST, Path.of("src/test/java/dev/hostcall/compiler/ExampleTest.java"));
        assertThat(javadoc.replaceAll("(?m)^ \\* ?", "").stripTrailing())
                .isEqualTo(test.stripTrailing().stripIndent());
    }

    private static String found(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        assertThat(matcher.find()).as("an example in %s", file).isTrue();
        return matcher.group(1);
    }
}
