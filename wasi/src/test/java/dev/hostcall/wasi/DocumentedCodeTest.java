package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in {@code docs/wasi.md} and in the Javadoc is the code that is run here. */
final class DocumentedCodeTest {
    private static final Path PAGE = Path.of("../docs/wasi.md");
    private static final Path JAVADOC = Path.of("src/main/java/dev/hostcall/wasi/Wasi.java");
    private static final Path THIS = Path.of("src/test/java/dev/hostcall/wasi/DocumentedCodeTest.java");
    private static final Pattern ON_THE_PAGE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IN_THE_JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)\\* }</pre>", Pattern.DOTALL);

    private final List<String> log = new ArrayList<>();

    @Test
    void aProgramRunsAsInTheJavadoc() {
        GuestModule module = Programs.c();
        try (Region region = Region.create(1, Limits.defaults())) {
            try (Wasi wasi = Wasi.builder()
                            .arguments("greet", "echo", "world")
                            .stdoutLines(log::add)
                            .build();
                    Instance program = region.newInstance(module, wasi.imports())) {
                int code = Wasi.run(program);
                log.add("exit code " + code);
            }
        }
        assertThat(log).containsExactly("[world]", "exit code 0");
    }

    @Test
    void aProgramRunsAsOnThePage() {
        GuestModule module = Programs.c();
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder()
                        .arguments("programs", "number")
                        .environment("LANG", "en")
                        .stdinLines(List.of("one", "two"))
                        .stdoutLines(line -> log.add("out: " + line))
                        .build();
                Instance program = region.newInstance(module, wasi.imports())) {
            int code = Wasi.run(program);
            log.add("exit code " + code);
        }
        assertThat(log).containsExactly("out: 1: one", "out: 2: two", "exit code 0");
    }

    @Test
    void directoriesAreGivenAsOnThePage(@TempDir Path uploads, @TempDir Path words) throws IOException {
        Files.writeString(words.resolve("en"), "word");
        WasiBuilder builder = Wasi.builder()
                .preopen(uploads, "/")
                .preopen(words, "/dict", PreopenOption.READ_ONLY)
                .stdoutLines(log::add);
        Programs.succeed(builder, "show", "/dict/en");
        Programs.succeed(builder, "store", "/upload", "text");
        assertThat(log).containsExactly("word");
        assertThat(uploads.resolve("upload")).hasContent("text");
    }

    @ParameterizedTest
    @MethodSource("documented")
    void whatIsShownIsRun(String code) throws IOException {
        assertThat(plain(Files.readString(THIS))).contains(code);
    }

    static List<String> documented() throws IOException {
        List<String> all = new ArrayList<>();
        ON_THE_PAGE.matcher(Files.readString(PAGE)).results().forEach(found -> all.add(plain(found.group(1))));
        IN_THE_JAVADOC
                .matcher(Files.readString(JAVADOC))
                .results()
                .forEach(found -> all.add(plain(found.group(1).replaceAll("(?m)^ \\* ?", ""))));
        return all;
    }

    /** Without what depends on where it stands. */
    private static String plain(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
