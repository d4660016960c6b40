package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.JavaFile;
import dev.hostcall.Hostcall;
import dev.hostcall.abi.WasmType;
import dev.hostcall.runtime.Hostcalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Measures, on request, what javac takes with the processor and without it; the figures are printed, and are in {@code docs/processor.md}. */
@EnabledIfSystemProperty(named = "hostcall.cost", matches = "\\d+")
class CostTest {
    private static final int HOSTCALLS = 1_000;
    private static final int PER_CLASS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void aThousandHostcallsAreCompiledWithTheProcessorAndWithoutIt() throws Exception {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < HOSTCALLS / PER_CLASS; i++) {
            Path file = folder.resolve("Host%d.java".formatted(i));
            sources.add(Files.writeString(file, Javac.source(hostClass(i))).toString());
        }
        List<Duration> without = new ArrayList<>();
        List<Duration> with = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("hostcall.cost"); i++) {
            without.add(javac(sources, "-proc:none"));
            with.add(javac(
                    sources,
                    "-processorpath",
                    InstalledJavac.path(HostcallProcessor.class, Hostcall.class, WasmType.class, JavaFile.class)));
        }
        System.out.printf(
                "%d hostcalls in %d classes, medians of %d runs: %d ms without the processor, %d ms with it%n",
                HOSTCALLS, HOSTCALLS / PER_CLASS, with.size(), median(without), median(with));
    }

    /** Methods of all kinds of types. */
    private static String hostClass(int number) {
        String methods = IntStream.range(0, PER_CLASS)
                .mapToObj(i -> switch (i % 5) {
                    case 0 -> "@Hostcall int number%d(int a, long b) { return a; }".formatted(i);
                    case 1 -> "@Hostcall String text%d(String key, byte[] value) { return key; }".formatted(i);
                    case 2 ->
                        "@Hostcall List<Item> list%d(Item item, Color color) { return List.of(item); }".formatted(i);
                    case 3 ->
                        "@Hostcall CompletableFuture<Integer> later%d(MemorySlice into) { return null; }".formatted(i);
                    default -> "@Hostcall void block%d(Vmctx vmctx, double x) {}".formatted(i);
                })
                .collect(Collectors.joining("\n"));
        return """
                class Host%d {
                    enum Color { RED, GREEN }
                    record Item(String name, int count, Optional<Double> weight) {}
                    %s
                }
                """.formatted(number, methods);
    }

    /** In a process of its own, as builds begin. */
    private Duration javac(List<String> sources, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-classpath",
                InstalledJavac.path(Hostcall.class, Hostcalls.class, WasmType.class),
                "-d",
                Files.createTempDirectory(folder, "classes").toString()));
        command.addAll(List.of(options));
        command.addAll(sources);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2).toMillis();
    }
}
