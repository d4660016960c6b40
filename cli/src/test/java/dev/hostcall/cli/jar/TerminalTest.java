package dev.hostcall.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What people see who type commands: a bar while something is compiled, and their shell completing what they type. */
@EnabledIfSystemProperty(named = "hostcall.jar", matches = ".+")
final class TerminalTest {
    private static final int FUNCTIONS = 120;

    @TempDir
    Path directory;

    private static String module() {
        StringBuilder text = new StringBuilder("(module (memory 1)");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func (export \"f").append(i).append("\") (param i32) (result i32) (local.get 0)");
            text.append("(i32.load) (local.tee 0)".repeat(100)).append(")\n");
        }
        return text.append(")").toString();
    }

    @Test
    void aBarShowsHowManyFunctionsOfTheOnlyUnitAreCompiled() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script, which makes a terminal");
        Launch launch = new Launch(directory).with("TERM", "xterm");
        launch.file("guest.wat", module());
        Launch.Result result = launch.run("script -qec 'hostcall compile guest.wat' /dev/null");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("compiling [" + " ".repeat(40) + "] 0 of 120 functions, 0 s")
                .containsPattern("compiling \\[#+ +\\] [1-9]\\d* of 120 functions")
                .containsPattern("functions, \\d+ s\r {76,}\r$");
    }

    @Test
    void withoutATerminalThereIsNone() throws Exception {
        Launch launch = new Launch(directory).with("TERM", "xterm");
        launch.file("guest.wat", module());
        Launch.Result result = launch.run("hostcall compile guest.wat");
        assertThat(result).isEqualTo(new Launch.Result(0, "", ""));
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Launch launch = new Launch(directory);
        assertThat(completions(launch, "hostcall", "in")).isEqualTo("inspect\n");
        assertThat(completions(launch, "hostcall", "run", "--ti")).isEqualTo("--timeout\n");
        assertThat(completions(launch, "hostcall", "completion", "")).isEqualTo("bash\nzsh\n");
    }

    private static String completions(Launch launch, String... words) throws Exception {
        String line = String.join("' '", words);
        Launch.Result result = launch.run("""
                source <(hostcall completion bash)
                compopt() { :; } # which works within a completion only
                COMP_WORDS=('%s') COMP_CWORD=%d COMP_LINE='%s' COMP_POINT=100
                _complete_hostcall
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(line, words.length - 1, String.join(" ", words)));
        assertThat(result.err()).isEmpty();
        return result.out().replace(" \n", "\n");
    }

    @Test
    void zshReadsItsScript() throws Exception {
        Launch launch = new Launch(directory);
        assumeTrue(launch.run("command -v zsh").status() == 0, "no zsh");
        Launch.Result result =
                launch.run("hostcall completion zsh > s && zsh -c 'source ./s && whence -w _complete_hostcall'");
        assertThat(result.out()).isEqualTo("_complete_hostcall: function\n");
    }

    @Test
    void theVersionTellsOfEngineAndCCompiler() throws Exception {
        Launch.Result result = new Launch(directory).run("hostcall --version");
        assertThat(result.out())
                .containsPattern("^hostcall \\d+\\.\\d+\\.\\d+")
                .containsPattern("\nengine: linux-[\\w-]+, guest ABI \\d+, Java "
                        + Runtime.version().feature())
                .containsPattern("\nC compiler: \\S+: .*\\d");
        assertThat(new Launch(directory)
                        .with("CC", "no-such-compiler")
                        .run("hostcall --version")
                        .out())
                .contains("C compiler: none found; install gcc or clang");
    }
}
