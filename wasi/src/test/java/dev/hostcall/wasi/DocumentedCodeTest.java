package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in {@code docs/wasi.md} and in the Javadoc is the code that is run here. */
final class DocumentedCodeTest {
    private static final Path PAGE = Path.of("../docs/wasi.md");
    private static final List<Path> JAVADOC = Stream.of("Wasi", "EmscriptenEnv", "AssemblyScriptEnv")
            .map(type -> Path.of("src/main/java/dev/hostcall/wasi/" + type + ".java"))
            .toList();
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

    private static final String OF_EMSCRIPTEN = """
            (module
              (import "env" "emscripten_resize_heap" (func $resize (param i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1 10)
              (data (i32.const 32) "hello")
              (func (export "__wasm_call_ctors")
                (drop (call $resize (i32.const 200000)))
                (i32.store (i32.const 196604) (i32.const 32))
                (i32.store (i32.const 196608) (i32.const 5)))
              (func (export "greet")
                (drop (call $write (i32.const 1) (i32.const 196604) (i32.const 1) (i32.const 0)))))
            """;

    @Test
    void aProgramOfEmscriptensRunsAsInTheJavadoc() {
        GuestModule module = Programs.wat(OF_EMSCRIPTEN);
        try (Region region = Region.create(1, Limits.defaults())) {
            try (Wasi wasi = Wasi.builder().stdoutLines(log::add).build();
                    Instance library = region.newInstance(
                            module, wasi.imports(), EmscriptenEnv.of(module).imports())) {
                EmscriptenEnv.initialize(library);
                library.runAsync("greet").join();
            }
        }
        assertThat(log).containsExactly("hello");
    }

    @Test
    void whatIsLeftFailsWhenItIsCalledAsOnThePage() {
        GuestModule module = Programs.wat("""
                (module
                  (import "env" "abort" (func))
                  (import "env" "other" (func $other (param i32)))
                  (func (export "call") (call $other (i32.const 1))))
                """);
        HostImports rest = HostImports.in("env")
                .functions((name, signature) -> Optional.of((vmctx, arguments) -> {
                    throw new UnsupportedOperationException(name);
                }));
        try (Region region = Region.create(1, Limits.defaults());
                Instance instance =
                        region.newInstance(module, EmscriptenEnv.of(module).imports(), rest)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.run("call"))
                    .withCauseInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void aPluginInAssemblyScriptRunsAsInTheJavadoc() {
        GuestModule module = Programs.wat("""
                (module
                  (import "env" "trace" (func $trace (param i32 i32 f64 f64 f64 f64 f64)))
                  (memory (export "memory") 1)
                  (data (i32.const 28) "\\04\\00\\00\\00h\\00i\\00")
                  (func (export "greet")
                    (call $trace (i32.const 32) (i32.const 1) (f64.const 42)
                      (f64.const 0) (f64.const 0) (f64.const 0) (f64.const 0))))
                """);
        try (Region region = Region.create(1, Limits.defaults())) {
            AssemblyScriptEnv env = AssemblyScriptEnv.create().withTrace(log::add);
            try (Instance plugin = region.newInstance(module, env.imports())) {
                plugin.run("greet");
            }
        }
        assertThat(log).containsExactly("hi 42");
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
        for (Path source : JAVADOC) {
            IN_THE_JAVADOC
                    .matcher(Files.readString(source))
                    .results()
                    .forEach(found -> all.add(plain(found.group(1).replaceAll("(?m)^ \\* ?", ""))));
        }
        return all;
    }

    /** Without what depends on where it stands. */
    private static String plain(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
