package dev.hostcall.integration.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is passed to anything public: no crash, no hang, and only exceptions that say what was wrong. */
final class PublicCallsTest {
    private static final int JVMS = 3;
    private static final long SECONDS = 60;

    @Test
    void nothingPublicCrashesHangsOrThrowsWhatItShouldNot(@TempDir Path directory) throws Exception {
        List<String> types = PublicCalls.types();
        assertThat(types)
                .contains("dev.hostcall.runtime.Memory", "dev.hostcall.runtime.RunResult$Returned")
                .contains("dev.hostcall.runtime.spi.Frame", "dev.hostcall.compiler.WasmCompiler");
        List<String> faults = new ArrayList<>();
        long calls = 0;
        for (int i = 0; i < JVMS; i++) {
            int share = i;
            List<String> some = types.stream()
                    .filter(type -> types.indexOf(type) % JVMS == share)
                    .toList();
            calls += callAll(some, directory.resolve("jvm" + i), faults);
        }
        assertThat(faults).isEmpty();
        assertThat(calls).isGreaterThan(3000);
    }

    private static long callAll(List<String> types, Path output, List<String> faults)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + output + ".crash",
                "-cp",
                System.getProperty("java.class.path"),
                PublicCalls.class.getName()));
        command.addAll(types);
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = awaitEnd(jvm, output);
        jvm.destroyForcibly().waitFor();
        List<String> lines = Files.readAllLines(output);
        String last = "";
        for (String line : lines) {
            if (line.startsWith("fault ")) {
                faults.add(line);
            } else if (line.startsWith("call ")) {
                last = line;
            } else if (line.startsWith("done ")) {
                return Long.parseLong(line.substring("done ".length()));
            }
        }
        faults.add((ended ? "the JVM ended with " + jvm.exitValue() : "the JVM hangs") + ", in " + last + ": "
                + lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        return 0;
    }

    /** Whether it ends; it hangs if it has called nothing new for a while. */
    private static boolean awaitEnd(Process jvm, Path output) throws IOException, InterruptedException {
        long before = -1;
        while (!jvm.waitFor(SECONDS, TimeUnit.SECONDS)) {
            long size = Files.size(output);
            if (size == before) {
                return false;
            }
            before = size;
        }
        return true;
    }
}
