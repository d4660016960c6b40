package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.guests.CGuest;
import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that are entered by critical calls, as they are from JDK 22 on, do what they do when JNI enters them. */
final class CriticalCallsTest {
    private static final String AT_ONCE = "-Dhostcall.critical.after=0";
    private static final String NEVER = "-Dhostcall.critical.after=-1";

    /** What the program prints; made once for all tests. */
    private static final Map<String, String> EXPECTED = new ConcurrentHashMap<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void needsThem() {
        assumeTrue(Runtime.version().feature() >= 22, "before JDK 22, guests are entered by JNI only");
    }

    private static String expected() {
        return EXPECTED.computeIfAbsent(NEVER, option -> {
            try {
                return run(option).replace("critical calls: false", "critical calls: true");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String run(String... options) throws IOException, InterruptedException {
        ChildJvm.Result child =
                new ChildJvm().with("-XX:TieredStopAtLevel=4").with(options).run(CriticalCallsProgram.class);
        assertThat(child.exit()).as(child.output()).isZero();
        return child.output();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z", "Shenandoah"})
    void allCollectorsStopThem(String collector) throws IOException, InterruptedException {
        String option = "-XX:+Use" + collector + "GC";
        assumeTrue(new ChildJvm().with(option).launch(List.of("-version")).exit() == 0, "this JDK has no " + option);
        assertThat(run(AT_ONCE, option)).isEqualTo(expected());
    }

    @Test
    void theChecksOfJniFindNothing() throws IOException, InterruptedException {
        String output = run(AT_ONCE, "-Xcheck:jni");
        assertThat(output).endsWith(expected());
        // JNA has warnings of its own, and a handler of faults that is not the JVM's is one.
        assertThat(output).doesNotContainPattern("FATAL ERROR|WARNING in native method.*\\R\\s+at dev.hostcall");
    }

    @Test
    void theFirstOfTheCompilersEntersThemToo() throws IOException, InterruptedException {
        assertThat(run(AT_ONCE, "-XX:TieredStopAtLevel=1")).isEqualTo(expected());
    }

    @Test
    void theyBeginOnceManyGuestsHaveStoppedSoon() throws IOException, InterruptedException {
        assertThat(run("-XX:+UseSerialGC")).isEqualTo(expected());
    }

    @Test
    void aProfilerMayInterruptThem() throws IOException, InterruptedException {
        String output = run(AT_ONCE, "-agentpath:" + sampler());
        Matcher said = Pattern.compile("asked (\\d+) times, answered (\\d+)\\R").matcher(output);
        assertThat(said.find()).as(output).isTrue();
        assertThat(said.replaceFirst("")).isEqualTo(expected());
        assertThat(Integer.parseInt(said.group(1))).isGreaterThan(200);
        assertThat(Integer.parseInt(said.group(2))).isPositive();
    }

    private Path sampler() throws IOException, InterruptedException {
        Path source = Files.writeString(
                directory.resolve("sampler.c"), CGuest.resource(CriticalCallsTest.class, "sampler.c"));
        Path agent = directory.resolve("libsampler.so");
        Path include = Path.of(System.getProperty("java.home"), "include");
        Tool.cCompiler()
                .run(List.of(
                        "-std=gnu11",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-O1",
                        "-fPIC",
                        "-shared",
                        "-I" + include,
                        "-I" + include.resolve("linux"),
                        "-o",
                        agent.toString(),
                        source.toString(),
                        "-ldl"));
        return agent;
    }

    @Test
    void samplesAreTakenWhileTheyRun() throws IOException, InterruptedException {
        Path recording = directory.resolve("run.jfr");
        String settings = directory.resolve("all.jfc").toString();
        Files.writeString(Path.of(settings), """
                <?xml version="1.0" encoding="UTF-8"?>
                <configuration version="2.0">
                  <event name="jdk.ExecutionSample">
                    <setting name="enabled">true</setting>
                    <setting name="period">1 ms</setting>
                  </event>
                  <event name="jdk.NativeMethodSample">
                    <setting name="enabled">true</setting>
                    <setting name="period">1 ms</setting>
                  </event>
                </configuration>
                """);
        String output = run(
                AT_ONCE, "-Xlog:jfr*=off", "-XX:StartFlightRecording:settings=" + settings + ",filename=" + recording);
        assertThat(output).endsWith(expected());
        long entries = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                boolean isEntry = event.getStackTrace() != null
                        && event.getStackTrace().getFrames().stream()
                                .anyMatch(frame ->
                                        frame.getMethod().getType().getName().endsWith("GuestEntry"));
                if (isEntry) {
                    entries++;
                }
            }
        }
        assertThat(entries).isGreaterThan(10);
    }
}
