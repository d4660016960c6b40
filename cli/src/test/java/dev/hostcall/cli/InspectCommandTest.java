package dev.hostcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostcall inspect}: what is told of modules and objects, to people and to programs. */
final class InspectCommandTest {
    private static final String MODULE = """
            (module
              (import "wasi_snapshot_preview1" "fd_close" (func (param i32) (result i32)))
              (import "wasi_snapshot_preview1" "sched_yield" (func (param i64)))
              (import "env" "l\\"og" (func (param i32 f64)))
              (import "env" "base" (global i32))
              (memory (export "memory") 2 10)
              (table (export "table") 1 4 funcref)
              (global (export "count") (mut i64) (i64.const 0))
              (start 3)
              (func)
              (func (export "both") (param i32) (result i32 i64)
                (i32.extend8_s (local.get 0)) (i64.trunc_sat_f32_s (f32.const 1))))
            """;

    @TempDir
    Path directory;

    private final Execution execution = new Execution();

    private Path wat(String text) throws IOException {
        return Files.writeString(directory.resolve("guest.wat"), text);
    }

    @Test
    void aModuleIsToldLineByLine() throws IOException {
        assertThat(execution.run("inspect", wat(MODULE))).isZero();
        assertThat(execution.out().lines())
                .contains(
                        "features: import and export of mutable globals, multiple values,"
                                + " saturating float-to-int conversions, sign extension operators",
                        "functions: 2",
                        "start: 3",
                        "memory 0: 2 to 10 pages",
                        "table 0: 1 to 4 funcref",
                        "global 0: i32",
                        "global 1: mutable i64",
                        "import function wasi_snapshot_preview1.fd_close: (i32) -> i32, given by WASI",
                        "import function env.l\"og: (i32, f64) -> (), given by embedder",
                        "import global env.base: i32, given by embedder",
                        "export memory memory: 2 to 10 pages",
                        "export function both: (i32) -> (i32, i64)")
                .anyMatch(line -> line.matches("module: \\d+ bytes, SHA-256 [0-9a-f]{64}"))
                .anyMatch(line -> line.matches("section code: \\d+ bytes"));
    }

    @Test
    void aFunctionOfWasisWithAnotherTypeIsNotWasis() throws IOException {
        assertThat(execution.run("inspect", wat(MODULE))).isZero();
        assertThat(execution.out())
                .contains("import function wasi_snapshot_preview1.sched_yield: (i64) -> (), given by embedder");
    }

    @Test
    void whoGivesWhatIsImportedFromEnvDependsOnNameAndType() throws IOException {
        Path module = wat("""
                (module
                  (import "env" "memory" (memory 1))
                  (import "env" "abort" (func))
                  (import "env" "abort" (func (param i32 i32 i32 i32)))
                  (import "env" "abort" (func (param i64)))
                  (import "env" "invoke_iid" (func (param i32 i32 f64) (result i32)))
                  (import "env" "invoke_x" (func (param externref)))
                  (import "env" "__syscall_openat" (func (param i32 i32 i32 i32) (result i32)))
                  (import "enve" "abort" (func))
                  (func (export "setThrew") (param i32 i32))
                  (func (export "stackSave") (result i32) (i32.const 0))
                  (func (export "stackRestore") (param i32))
                  (table (export "__indirect_function_table") 1 funcref))
                """);
        String[] told = {
            "import memory env.memory: 1 to 65536 pages, given by instance",
            "import function env.abort: () -> (), given by EmscriptenEnv",
            "import function env.abort: (i32, i32, i32, i32) -> (), given by AssemblyScriptEnv",
            "import function env.abort: (i64) -> (), given by embedder",
            "import function env.invoke_iid: (i32, i32, f64) -> i32, given by EmscriptenEnv",
            "import function env.invoke_x: (externref) -> (), given by embedder",
            "import function env.__syscall_openat: (i32, i32, i32, i32) -> i32, given by EmscriptenEnv",
            "import function enve.abort: () -> (), given by embedder"
        };
        assertThat(execution.run("inspect", module)).isZero();
        assertThat(execution.out().lines()).contains(told);
        assertThat(execution.run("compile", module, "--opt", 0)).isZero();
        Execution object = new Execution();
        assertThat(object.run("inspect", directory.resolve("guest.so"))).isZero();
        assertThat(object.out().lines().filter(line -> line.startsWith("import function")))
                .containsExactlyInAnyOrderElementsOf(List.of(told).subList(1, told.length));
    }

    @Test
    void programsAreToldTheSameAsJson() throws IOException {
        assertThat(execution.run("inspect", "--json", wat(MODULE))).isZero();
        JsonObject all = JsonParser.parseString(execution.out()).getAsJsonObject();
        assertThat(all.get("kind").getAsString()).isEqualTo("module");
        assertThat(all.get("functions").getAsInt()).isEqualTo(2);
        assertThat(all.getAsJsonArray("features")).hasSize(4);
        assertThat(all.getAsJsonArray("imports").get(2)).hasToString("""
                {"module":"env","name":"l\\"og","kind":"function","parameters":["i32","f64"],"results":[],\
                "givenBy":"embedder"}""");
        assertThat(all.getAsJsonArray("exports")).hasSize(4);
        assertThat(all.getAsJsonArray("memories").get(0))
                .hasToString("{\"kind\":\"memory\",\"min\":2,\"max\":10,\"address\":\"i32\",\"shared\":false}");
        assertThat(all.getAsJsonArray("sections")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("type");
    }

    @Test
    void anObjectTellsItsTargetItsOptionsAndItsParts() throws IOException {
        Path object = directory.resolve("guest.so");
        assertThat(execution.run("compile", wat(MODULE), "--opt", 0, "--no-metering"))
                .isZero();
        assertThat(execution.run("inspect", object)).isZero();
        assertThat(execution.out())
                .startsWith("object: ")
                .contains("target: linux-", "metering: off", "optimization: 0", "memory: 2 to 10 pages")
                .contains("import function wasi_snapshot_preview1.fd_close: (i32) -> i32, given by WASI")
                .contains("import function env.l\"og: (i32, f64) -> (), given by embedder")
                .contains("export function both: (i32) -> (i32, i64)", "export memory memory")
                .contains("start: function 3");
        Execution again = new Execution();
        assertThat(again.run("inspect", "--json", object)).isZero();
        JsonObject all = JsonParser.parseString(again.out()).getAsJsonObject();
        assertThat(all.get("bounds").getAsString()).isEqualTo("guard");
        assertThat(all.getAsJsonArray("imports")).hasSize(4);
    }

    @Test
    void namesCannotCommandATerminal() throws IOException {
        assertThat(execution.run("inspect", wat("(module (func (export \"\\1b[2J\")))")))
                .isZero();
        assertThat(execution.out()).contains("export function ?[2J").doesNotContain("\u001b");
    }

    @Test
    void whatIsNeitherModuleNorObjectIsSaidToBeNone() throws IOException {
        Path text = Files.writeString(directory.resolve("page.html"), "<html>");
        assertThat(execution.run("inspect", text)).isEqualTo(1);
        assertThat(execution.err()).contains("page.html: ", "it begins with \"<html>\"");
        Path elf = Files.writeString(directory.resolve("lib.so"), "\177ELF and nothing more");
        assertThat(execution.run("inspect", elf)).isEqualTo(1);
        assertThat(execution.err()).contains("lib.so is damaged");
        assertThat(execution.err().lines()).hasSize(2);
    }
}
