package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The modules for preview 1 of WebAssembly/wasi-testsuite, from a copy of its branch {@code prod/testsuite-base}. */
final class PublicSuiteTest {
    private static final String PROPERTY = "hostcall.wasi.suite";
    private static final String FOLDER = "/testsuite/wasm32-wasip1/";

    @TestFactory
    List<DynamicTest> thePublicSuitePasses() throws IOException {
        String suite = System.getProperty(PROPERTY, "");
        Assumptions.assumeFalse(suite.isEmpty(), "where the suite is, is not said: -D" + PROPERTY + "=DIR");
        List<Path> modules = modules(Path.of(suite, "tests"));
        assertThat(modules).as("modules in %s", suite).isNotEmpty();
        return modules.stream()
                .map(module -> DynamicTest.dynamicTest(name(module), () -> play(module)))
                .toList();
    }

    private static List<Path> modules(Path tests) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .filter(file -> file.toString().contains(FOLDER))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path module) {
        return module.getName(module.getNameCount() - 4) + " " + module.getFileName();
    }

    private static void play(Path file) throws IOException {
        JsonObject expected = expectations(file);
        Path scratch = Files.createTempDirectory("hostcall-wasi-suite");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (GuestModule module = GuestModule.load(
                        WasmCompiler.compile(
                                Files.readAllBytes(file),
                                CompilerOptions.defaults().withOptimization(0)),
                        name(file));
                Region region = Region.create(1, Limits.defaults());
                Wasi wasi =
                        builder(file, expected, scratch).stdout(out).stderr(err).build();
                Instance program = region.newInstance(module, wasi.imports())) {
            int code = Wasi.run(program);
            assertThat(code)
                    .as(err.toString(UTF_8))
                    .isEqualTo(expected.get("exit_code").getAsInt());
            if (expected.has("stdout")) {
                assertThat(out.toString(UTF_8)).isEqualTo(expected.get("stdout").getAsString());
            }
        } finally {
            delete(scratch);
        }
    }

    /** What stands beside a module, or what goes without saying. */
    private static JsonObject expectations(Path module) throws IOException {
        Path beside = module.resolveSibling(module.getFileName().toString().replace(".wasm", ".json"));
        JsonObject expected = Files.exists(beside)
                ? JsonParser.parseString(Files.readString(beside)).getAsJsonObject()
                : new JsonObject();
        if (expected.has("operations")) {
            flatten(expected);
        }
        if (!expected.has("exit_code")) {
            expected.addProperty("exit_code", 0);
        }
        return expected;
    }

    /** The newer form is a list of steps; those of preview 1 run, read and wait. */
    private static void flatten(JsonObject expected) {
        for (JsonElement element : expected.getAsJsonArray("operations")) {
            JsonObject operation = element.getAsJsonObject();
            switch (operation.get("type").getAsString()) {
                case "run", "wait" ->
                    operation.entrySet().forEach(each -> expected.add(each.getKey(), each.getValue()));
                case "read" -> expected.add("stdout", operation.get("payload"));
                default -> throw new AssertionError("no such operation: " + operation);
            }
        }
    }

    private static WasiBuilder builder(Path module, JsonObject expected, Path scratch) throws IOException {
        WasiBuilder builder = Wasi.builder();
        List<String> arguments = new ArrayList<>(List.of(module.getFileName().toString()));
        if (expected.has("args")) {
            expected.getAsJsonArray("args").forEach(argument -> arguments.add(argument.getAsString()));
        }
        if (expected.has("env")) {
            expected.getAsJsonObject("env")
                    .entrySet()
                    .forEach(variable -> builder.environment(
                            variable.getKey(), variable.getValue().getAsString()));
        }
        if (expected.has("root")) {
            copy(module.resolveSibling(expected.get("root").getAsString()), scratch);
            builder.preopen(scratch, "/");
        }
        return builder.arguments(arguments);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> !each.equals(from)).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
