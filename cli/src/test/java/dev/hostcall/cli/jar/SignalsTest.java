package dev.hostcall.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals and closed pipes end the process as they end others, with the status that a shell shows. */
@EnabledIfSystemProperty(named = "hostcall.jar", matches = ".+")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class SignalsTest {
    /** Says "ready", and then does what {@code %s} is. */
    private static final String READY = """
            (module
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\10\\00\\00\\00\\06\\00\\00\\00")
              (data (i32.const 16) "ready\\n")
              (func $say (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
              (func (export "_start") (call $say) %s))
            """;

    private static final String SPINS = "(loop $again (br $again))";
    private static final String READS = "(drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))";
    private static final String WRITES = "(loop $again (call $say) (br $again))";

    /** Who runs these tests may ignore some signals, and then so would what they start. */
    private static final String HEEDS_SIGNALS = "exec env --default-signal=INT,TERM,HUP,PIPE ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"INT, 130, " + SPINS, "TERM, 143, " + SPINS, "TERM, 143, " + READS, "HUP, 129, " + READS})
    void aSignalEndsTheGuestAndIsTheExitStatus(String signal, int status, String does) throws Exception {
        Launch launch = new Launch(directory);
        launch.file("guest.wat", READY.formatted(does));
        Process process = launch.start(HEEDS_SIGNALS + "hostcall run guest.wat");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("ready");
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor()).isEqualTo(status);
        assertThat(directory.resolve(".err")).isEmptyFile();
    }

    @Test
    void aProgramEndsQuietlyWhenNobodyReadsWhatItWrites() throws Exception {
        Launch launch = new Launch(directory);
        launch.file("guest.wat", READY.formatted(WRITES));
        Launch.Result result = launch.run("hostcall run guest.wat | head -n 1; echo ${PIPESTATUS[0]}");
        assertThat(result.out()).isEqualTo("ready\n141\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void soDoesWhatIsToldOfAModule() throws Exception {
        Launch launch = new Launch(directory);
        launch.file("guest.wat", "(module (func (export \"f\")))");
        Launch.Result result = launch.run("(sleep 2; hostcall inspect guest.wat; echo $? > status) | true; cat status");
        assertThat(result.out()).isEqualTo("141\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aSignalEndsCCompilersAndLeavesNothingBehind() throws Exception {
        Launch launch = new Launch(directory).with("CC", slowCompiler().toString());
        launch.file("guest.wat", "(module (func))");
        Process process = launch.start(HEEDS_SIGNALS + "hostcall compile guest.wat");
        Path begun = directory.resolve("begun");
        while (!Files.exists(begun)) {
            Thread.sleep(20);
            assertThat(process.isAlive()).isTrue();
        }
        new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(launch.end(process).status()).isEqualTo(143);
        assertThat(directory.resolve(".err")).isEmptyFile();
        assertThat(launch.files()).containsExactlyInAnyOrder("slow-cc", "begun", "guest.wat");
        long sleeper = Long.parseLong(Files.readString(begun).strip());
        assertThat(ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive)).isEmpty();
    }

    /** Says what it is asked, and then compiles for ever. */
    private Path slowCompiler() throws IOException {
        String text = """
                #!/bin/sh
                case "$1" in -*) case "$*" in *-c*) ;; *) exec cc "$@";; esac;; esac
                echo $$ > %1$s/begun.new && mv %1$s/begun.new %1$s/begun
                exec sleep 1000
                """.formatted(directory);
        Path script = Files.writeString(directory.resolve("slow-cc"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
