package dev.hostcall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    private final ByteArrayOutputStream programOut = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String text, String... words) throws IOException {
        String[] all = new String[words.length + 2];
        all[0] = "run";
        all[1] = Files.writeString(directory.resolve("guest.wat"), text).toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return execute(all);
    }

    private int execute(String... words) {
        return Hostcall.commandLine(new ByteArrayInputStream("input\n".getBytes(UTF_8)), programOut, programOut)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void theExitStatusIsTheProgramsOwn() throws IOException {
        assertThat(run(CAT)).isEqualTo(3);
        assertThat(programOut.toString(UTF_8)).startsWith("input\n");
    }

    @Test
    void aProgramIsGivenArgumentsEnvironmentAndDirectories() throws IOException {
        assertThat(run(SHOW, "--env", "A=b=c", "--dir", directory + "::/data:ro", "--", "-x", "y"))
                .isZero();
        assertThat(programOut.toString(UTF_8)).isEqualTo("guest.wat\0-x\0y\0A=b=c\0/data");
    }

    @Test
    void aFunctionIsCalledWithArgumentsOfItsTypes() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "add", "--", "-2", "44")).isZero();
        assertThat(run(FUNCTIONS, "--invoke", "half", "--", "5")).isZero();
        assertThat(out.toString()).isEqualTo("42%n2.5%n".formatted());
    }

    @Test
    void argumentsThatDoNotFitAreSaid() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "add", "--", "1")).isEqualTo(126);
        assertThat(run(FUNCTIONS, "--invoke", "add", "--", "1", "x")).isEqualTo(126);
        assertThat(run(FUNCTIONS, "--invoke", "sub")).isEqualTo(126);
        assertThat(err.toString())
                .contains("function \"add\" takes 2 arguments, not 1")
                .contains("\"x\" is no value of type i64")
                .contains("there is no function \"sub\" among the exports");
    }

    @Test
    void whatEndsAProgramIsToldAsByAShell() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "fall")).isEqualTo(134);
        assertThat(err.toString()).contains("unreachable").contains("at ");
        assertThat(run(FUNCTIONS, "--invoke", "spin", "--timeout", "0.05")).isEqualTo(124);
        assertThat(run(FUNCTIONS, "--invoke", "spin", "--fuel", "1000")).isEqualTo(137);
        assertThat(run(STRANGER)).isEqualTo(126);
        assertThat(err.toString()).contains("env.stranger");
        assertThat(execute("run", directory.resolve("missing.wasm").toString())).isEqualTo(127);
        assertThat(err.toString()).contains("missing.wasm: no such file");
    }

    @Test
    void memoryIsLimited() throws IOException {
        assertThat(run(FUNCTIONS, "--invoke", "grow", "--max-memory", "1M")).isZero();
        assertThat(run(FUNCTIONS, "--invoke", "grow", "--max-memory", "16M")).isZero();
        assertThat(out.toString()).isEqualTo("-1%n1%n".formatted());
    }

    @Test
    void wrongUsageSaysWhatIsExpected() throws IOException {
        assertThat(execute()).isEqualTo(2);
        assertThat(run(CAT, "--dir", "/data")).isEqualTo(2);
        assertThat(run(CAT, "--max-memory", "much")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Missing required command")
                .contains("\"/data\" is no directory for the guest; write HOST::GUEST or HOST::GUEST:ro")
                .contains("\"much\" is no number of bytes; write 65536, 64K, 16M or 1G, say");
    }

    @Test
    void compilingIsACommandToo() throws IOException {
        Path object = directory.resolve("guest.so");
        assertThat(execute(
                        "compile",
                        Files.writeString(directory.resolve("guest.wat"), FUNCTIONS)
                                .toString()))
                .isZero();
        assertThat(execute("run", object.toString(), "--invoke", "add", "--", "1", "1"))
                .isZero();
        assertThat(out.toString()).contains("2");
    }
}
