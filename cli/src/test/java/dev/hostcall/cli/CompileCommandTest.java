package dev.hostcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostcall compile}: what it writes, what it says, and its exit status. */
final class CompileCommandTest {
    @TempDir
    Path directory;

    private final Execution execution = new Execution();

    private int compile(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add(0, "compile");
        return execution.run(all.toArray());
    }

    private Path wat(String text) throws IOException {
        return Files.writeString(directory.resolve("guest.wat"), text);
    }

    @Test
    void textBecomesAnObjectBesideIt() throws IOException {
        assertThat(compile(wat("(module (func (export \"f\")))"), "--opt", 0, "--bounds", "explicit", "--no-metering"))
                .isZero();
        assertThat(execution.run("inspect", directory.resolve("guest.so"))).isZero();
        assertThat(execution.out()).contains("bounds: explicit", "metering: off", "export function f: () -> ()");
        assertThat(execution.err()).isEmpty();
    }

    @Test
    void cIsWrittenWhereTheOutputIsSaid() throws IOException {
        Path c = directory.resolve("other.c");
        assertThat(compile(wat("(module (func))"), "--emit", "c", "-o", c)).isZero();
        assertThat(c).content().startsWith("/* gcc -O2 ").doesNotContain("#include \"");
    }

    @Test
    void aRefusedModuleIsOneLineAndStatusOne() throws IOException {
        assertThat(compile(wat("(module (memory i64 65536))"))).isEqualTo(1);
        assertThat(execution.err()).startsWith("hostcall: ").contains("guest.wat: ", "65535 are allowed");
        assertThat(execution.err().lines()).hasSize(1);
    }

    @Test
    void whatIsWrongInATextIsShownWithLineAndColumn() throws IOException {
        assertThat(compile(wat("(module\n  (func (i32.addd)))"))).isEqualTo(1);
        assertThat(execution.err())
                .contains("guest.wat:2:10: unexpected token \"i32.addd\"")
                .doesNotContain("Exception");
    }

    @Test
    void aMissingFileIsStatusOneAndNoStackTrace() {
        assertThat(compile(directory.resolve("nothing.wasm"))).isEqualTo(1);
        assertThat(execution.err()).contains("nothing.wasm: no such file").doesNotContain("\tat ");
        assertThat(compile(directory)).isEqualTo(1);
        assertThat(execution.err()).contains("it is a directory");
    }

    @Test
    void wrongUsageIsStatusTwo() throws IOException {
        assertThat(compile(wat("(module)"), "--opt", 7)).isEqualTo(2);
        assertThat(compile()).isEqualTo(2);
        assertThat(compile("--no-such-option", "x.wasm")).isEqualTo(2);
        assertThat(compile(wat("(module)"), "--target", "linux-vax")).isEqualTo(2);
        assertThat(compile(wat("(module)"), "--timeout", -1)).isEqualTo(2);
        assertThat(compile(wat("(module)"), "--max-code", -1)).isEqualTo(2);
        assertThat(execution.err())
                .contains(
                        "hostcall compile: optimization level 7; known are 0 to 3 (hostcall compile --help says more)")
                .contains("linux-vax\" is not one of linux-x86-64, linux-aarch64");
        assertThat(execution.err().lines()).hasSize(6);
    }

    @Test
    void limitsAreToldByTheCommandLineToo() throws IOException {
        assertThat(compile(wat("(module (func) (func))"), "--max-functions", 1)).isEqualTo(1);
        assertThat(execution.err()).contains("the module has 2 functions; at most 1 are allowed");
    }
}
