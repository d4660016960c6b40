package dev.hostcall.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it writes, what it says, and its exit status. */
class HostcallcTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return Hostcallc.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private Path wat(String text) throws IOException {
        return Files.writeString(directory.resolve("guest.wat"), text);
    }

    @Test
    void textBecomesAnObjectThatCanBeInspected() throws IOException {
        Path object = directory.resolve("guest.so");
        assertThat(run(wat("(module (func (export \"f\")))"), "--opt", 0, "--bounds", "explicit", "--no-metering"))
                .isZero();
        assertThat(run("--inspect", object)).isZero();
        assertThat(out.toString()).contains("bounds: explicit", "metering: off", "export function f: :");
    }

    @Test
    void cIsWrittenWhereTheOutputIsSaid() throws IOException {
        Path c = directory.resolve("other.c");
        assertThat(run(wat("(module (func))"), "--emit", "c", "-o", c)).isZero();
        assertThat(c).content().startsWith("/* gcc -O2 ").doesNotContain("#include \"");
    }

    @Test
    void aRefusedModuleIsOneLineAndStatusOne() throws IOException {
        assertThat(run(wat("(module (memory i64 65536))"))).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("guest.wat: error: ").contains("65535 are allowed");
    }

    @Test
    void whatIsWrongInATextIsShownWithLineAndColumn() throws IOException {
        assertThat(run(wat("(module\n  (func (i32.addd)))"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("error: ", "guest.wat:2:10: unexpected token \"i32.addd\"")
                .doesNotContain("Exception");
    }

    @Test
    void aMissingFileIsStatusOneAndNoStackTrace() {
        assertThat(run(directory.resolve("nothing.wasm"))).isEqualTo(1);
        assertThat(err.toString()).contains("error: no such file").doesNotContain("\tat ");
    }

    @Test
    void wrongUsageIsStatusTwo() throws IOException {
        assertThat(run(wat("(module)"), "--opt", 7)).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--no-such-option", "x.wasm")).isEqualTo(2);
        assertThat(run(wat("(module)"), "--target", "linux-vax")).isEqualTo(2);
        assertThat(err.toString()).contains("linux-vax\" is not one of linux-x86-64, linux-aarch64");
        assertThat(run(wat("(module)"), "--timeout", -1)).isEqualTo(2);
        assertThat(run(wat("(module)"), "--max-code", -1)).isEqualTo(2);
    }

    @Test
    void limitsAreToldByTheCommandLineToo() throws IOException {
        assertThat(run(wat("(module (func) (func))"), "--max-functions", 1)).isEqualTo(1);
        assertThat(err.toString()).contains("the module has 2 functions; at most 1 are allowed");
    }

    @Test
    void whatIsNoObjectCannotBeInspected() throws IOException {
        assertThat(run("--inspect", wat("(module)"))).isEqualTo(1);
        assertThat(err.toString()).contains("is not an object of this compiler");
    }
}
