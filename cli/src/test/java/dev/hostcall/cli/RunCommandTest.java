package dev.hostcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostcall run}: what programs are given, and the exit status. */
final class RunCommandTest {
    /** Prints what it reads, at most 100 bytes. */
    private static final String CAT = """
            (module
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (i64.store (i32.const 0) (i64.const 0x6400000010))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 4)))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                (call $exit (i32.const 3))))
            """;

    /** Prints arguments and environment, with their ends, and the name of the first directory. */
    private static final String SHOW = """
            (module
              (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "environ_get" (func $environ (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func $print (param $length i32)
                (i32.store (i32.const 0) (i32.const 1000))
                (i32.store (i32.const 4) (local.get $length))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
              (func (export "_start")
                (drop (call $args_sizes (i32.const 16) (i32.const 20)))
                (drop (call $args (i32.const 100) (i32.const 1000)))
                (call $print (i32.load (i32.const 20)))
                (drop (call $environ_sizes (i32.const 16) (i32.const 20)))
                (drop (call $environ (i32.const 100) (i32.const 1000)))
                (call $print (i32.load (i32.const 20)))
                (if (i32.eqz (call $prestat (i32.const 3) (i32.const 24))) (then
                  (drop (call $name (i32.const 3) (i32.const 1000) (i32.load (i32.const 28))))
                  (call $print (i32.load (i32.const 28)))))))
            """;

    private static final String FUNCTIONS = """
            (module
              (memory (export "memory") 1)
              (func (export "add") (param i32 i64) (result i64) (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1)))
              (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
              (func (export "grow") (result i32) (memory.grow (i32.const 100)))
              (func (export "spin") (loop $again (br $again)))
              (func $fall (export "fall") unreachable))
            """;

    /** Grows its memory as Emscripten's programs do, jumps out of a call, and ends with the memory's size. */
    private static final String EMSCRIPTEN = """
            (module
              (import "env" "emscripten_resize_heap" (func $resize (param i32) (result i32)))
              (import "env" "invoke_vi" (func $invoke_vi (param i32 i32)))
              (import "env" "_emscripten_throw_longjmp" (func $jump))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (table (export "__indirect_function_table") 2 funcref)
              (elem (i32.const 1) $dive)
              (global $stack (mut i32) (i32.const 1024))
              (global $threw (mut i32) (i32.const 0))
              (global $constructed (mut i32) (i32.const 0))
              (func (export "setThrew") (param i32 i32) (global.set $threw (local.get 0)))
              (func (export "stackSave") (result i32) (global.get $stack))
              (func (export "stackRestore") (param i32) (global.set $stack (local.get 0)))
              (func (export "__wasm_call_ctors") (global.set $constructed (i32.const 40)))
              (func (export "constructed") (param i32) (result i32)
                (i32.add (global.get $constructed) (local.get 0)))
              (func $dive (param i32) (call $jump))
              (func (export "_start")
                (drop (call $resize (i32.const 0x30000)))
                (call $invoke_vi (i32.const 1) (i32.const 0))
                (if (global.get $threw) (then (call $exit (i32.add (memory.size) (i32.const 40)))))))
            """;

    /** Traces {@code hi} with two numbers, and aborts with {@code no} in {@code a.ts}. */
    private static final String ASSEMBLY_SCRIPT = """
            (module
              (import "env" "memory" (memory 1))
              (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
              (import "env" "trace" (func $trace (param i32 i32 f64 f64 f64 f64 f64)))
              (import "env" "seed" (func $seed (result f64)))
              (data (i32.const 28) "\\04\\00\\00\\00h\\00i\\00")
              (data (i32.const 60) "\\04\\00\\00\\00n\\00o\\00")
              (data (i32.const 92) "\\08\\00\\00\\00a\\00.\\00t\\00s\\00")
              (func (export "traced") (result i32)
                (call $trace (i32.const 32) (i32.const 2)
                  (f64.const 1) (f64.const 2.5) (f64.const 0) (f64.const 0) (f64.const 0))
                (f64.gt (call $seed) (f64.const 0)))
              (func (export "aborted") (call $abort (i32.const 64) (i32.const 96) (i32.const 7) (i32.const 3))))
            """;

    private static final String STRANGER = "(module (import \"env\" \"stranger\" (func)) (func (export \"_start\")))";

    @TempDir
    Path directory;

    private final Execution execution = new Execution();

    private int run(String text, String... words) throws IOException {
        Object[] all = new Object[words.length + 2];
        all[0] = "run";
        all[1] = Files.writeString(directory.resolve("guest.wat"), text);
        System.arraycopy(words, 0, all, 2, words.length);
        return execute(all);
    }

    private int execute(Object... words) {
        return execution.run(words);
    }

    @Test
    void theExitStatusIsTheProgramsOwn() throws IOException {
        assertThat(run(CAT)).isEqualTo(3);
        assertThat(execution.programOutput()).startsWith("input\n");
    }

    @Test
    void aProgramIsGivenArgumentsEnvironmentAndDirectories() throws IOException {
        assertThat(run(SHOW, "--env", "A=b=c", "--dir", directory + "::/data:ro", "--", "-x", "y"))
                .isZero();
        assertThat(execution.programOutput()).isEqualTo("guest.wat\0-x\0y\0A=b=c\0/data");
    }

    @Test
    void aFunctionIsCalledWithArgumentsOfItsTypes() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "add", "--", "-2", "44")).isZero();
        assertThat(run(FUNCTIONS, "--invoke", "half", "--", "5")).isZero();
        assertThat(execution.out()).isEqualTo("42%n2.5%n".formatted());
    }

    @Test
    void argumentsThatDoNotFitAreSaid() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "add", "--", "1")).isEqualTo(126);
        assertThat(run(FUNCTIONS, "--invoke", "add", "--", "1", "x")).isEqualTo(126);
        assertThat(run(FUNCTIONS, "--invoke", "sub")).isEqualTo(126);
        assertThat(execution.err())
                .contains("function \"add\" takes 2 arguments, not 1")
                .contains("\"x\" is no value of type i64")
                .contains("there is no function \"sub\" among the exports");
    }

    @Test
    void whatEndsAProgramIsToldAsByAShell() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "fall")).isEqualTo(134);
        assertThat(execution.err()).contains("unreachable").contains("at ");
        assertThat(run(FUNCTIONS, "--invoke", "spin", "--timeout", "0.05")).isEqualTo(124);
        assertThat(run(FUNCTIONS, "--invoke", "spin", "--fuel", "1000")).isEqualTo(137);
        assertThat(run(STRANGER)).isEqualTo(126);
        assertThat(execution.err()).contains("env.stranger");
        assertThat(execute("run", directory.resolve("missing.wasm"))).isEqualTo(127);
        assertThat(execution.err()).contains("missing.wasm: no such file");
    }

    @Test
    void programsOfEmscriptensAreGivenTheirEnv() throws IOException {
        assertThat(run(EMSCRIPTEN)).isEqualTo(43);
        assertThat(run(EMSCRIPTEN, "--invoke", "constructed", "--", "2")).isZero();
        assertThat(execution.out()).isEqualTo("42%n".formatted());
    }

    @Test
    void programsInAssemblyScriptAreGivenTheirEnv() throws IOException {
        assertThat(run(ASSEMBLY_SCRIPT, "--invoke", "traced")).isZero();
        assertThat(execution.out()).isEqualTo("1%n".formatted());
        assertThat(execution.err()).isEqualTo("hi 1 2.5%n".formatted());
        assertThat(run(ASSEMBLY_SCRIPT, "--invoke", "aborted")).isEqualTo(134);
        assertThat(execution.err()).contains("guest.wat: no in a.ts:7:3\n    at guest.wat!aborted");
    }

    @Test
    void aProgramMayAbortInBothWays() throws IOException {
        String both = """
                (module
                  (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
                  (import "env" "abort" (func $abort_in_c))
                  (memory (export "memory") 1)
                  (func (export "script") (call $abort (i32.const 0) (i32.const 0) (i32.const 7) (i32.const 3)))
                  (func (export "c") (call $abort_in_c)))
                """;
        assertThat(run(both, "--invoke", "script")).isEqualTo(134);
        assertThat(run(both, "--invoke", "c")).isEqualTo(134);
        assertThat(execution.err())
                .contains("guest.wat: null:7:3%n".formatted(), "guest.wat: the program has aborted%n".formatted());
    }

    @Test
    void whatNobodyGivesIsToldAtOnce() throws IOException {
        assertThat(run("""
                (module
                  (import "env" "abort" (func))
                  (import "env" "emscripten_run_script" (func (param i32)))
                  (import "env" "seed" (func (result f32)))
                  (import "a" "b" (func (param i32) (result i32)))
                  (func (export "_start")))
                """)).isEqualTo(126);
        assertThat(execution.err())
                .contains("env.emscripten_run_script (i32) -> ()", "env.seed", "() -> f32", "a.b (i32) -> i32")
                .doesNotContain("env.abort");
    }

    @Test
    void aJumpNeedsWhatTheProgramDoesNotExport() throws IOException {
        assertThat(run("(module (import \"env\" \"invoke_v\" (func (param i32))) (func (export \"_start\")))"))
                .isEqualTo(126);
        assertThat(execution.err())
                .contains("imports env.invoke_v, so it must export setThrew")
                .hasLineCount(1);
    }

    @Test
    void memoryIsLimited() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "grow", "--max-memory", "1M")).isZero();
        assertThat(run(FUNCTIONS, "--invoke", "grow", "--max-memory", "16M")).isZero();
        assertThat(execution.out()).isEqualTo("-1%n1%n".formatted());
    }

    @Test
    void wrongUsageSaysWhatIsExpected() throws IOException {
        assertThat(execute()).isEqualTo(2);
        assertThat(run(CAT, "--dir", "/data")).isEqualTo(2);
        assertThat(run(CAT, "--max-memory", "much")).isEqualTo(2);
        assertThat(run(CAT, "--timeout", "0")).isEqualTo(2);
        assertThat(run(CAT, "--fuel", "-1")).isEqualTo(2);
        assertThat(execution.err())
                .contains("hostcall: Missing required command (hostcall --help says more)")
                .contains("hostcall run: ")
                .contains("--timeout must be positive: 0.0", "--fuel must not be negative: -1")
                .contains("\"/data\" is no directory for the guest; write HOST::GUEST or HOST::GUEST:ro")
                .contains("\"much\" is no number of bytes; write 65536, 64K, 16M or 1G, say");
    }

    @Test
    void anObjectIsRunAsItIs() throws IOException {
        Path text = Files.writeString(directory.resolve("guest.wat"), FUNCTIONS);
        assertThat(execute("compile", text)).isZero();
        assertThat(execute("run", directory.resolve("guest.so"), "--invoke", "add", "--", "1", "1"))
                .isZero();
        assertThat(execution.out()).isEqualTo("2%n".formatted());
    }

    @Test
    void standardInputCanBeAFile() throws IOException {
        Path input = Files.writeString(directory.resolve("input"), "from a file");
        assertThat(run(CAT, "--stdin", input.toString())).isEqualTo(3);
        assertThat(execution.programOutput()).isEqualTo("from a file");
        assertThat(run(CAT, "--stdin", "-")).isEqualTo(3);
        assertThat(execution.programOutput()).isEqualTo("from a fileinput\n");
        assertThat(run(CAT, "--stdin", "/no/such/file")).isEqualTo(126);
        assertThat(execution.err())
                .contains("its standard input cannot be read")
                .contains("/no/such/file");
    }

    @Test
    void anErrorIsOneLineAndWithDebugItsOriginToo() throws IOException {
        assertThat(run("(module (func (i32.addd)))")).isEqualTo(126);
        assertThat(execution.err()).contains("unexpected token").doesNotContain("\tat ");
        assertThat(run("(module (func (i32.addd)))", "--debug")).isEqualTo(126);
        assertThat(execution.err()).contains("WatException", "\tat dev.hostcall.text.");
    }

    @Test
    void aModuleWithoutAStartIsNotRun() throws IOException {
        assertThat(run("(module)")).isEqualTo(126);
        assertThat(execution.err()).contains("_start").hasLineCount(1);
    }
}
