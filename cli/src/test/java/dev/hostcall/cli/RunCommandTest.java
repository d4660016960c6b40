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
