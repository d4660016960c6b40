package dev.hostcall.benchmarks.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures depend on. */
final class Machine {
    private static final int BYTES = 64 << 20;
    private static final int PAGE = 4096;
    private static final double MICRO = 1e3;

    private Machine() {}

    /** JDK, processor, and what memory costs that is touched for the first time, which differs between virtual machines by a factor of 50. */
    static String describe() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return "JDK %s, %d of %s; first touch of 4 KiB: %.2f µs"
                .formatted(
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        firstTouch());
    }

    /** Microseconds a page. */
    private static double firstTouch() {
        long start = System.nanoTime();
        ByteBuffer touched = ByteBuffer.allocateDirect(BYTES); // filled with zeros
        double taken = (System.nanoTime() - start) / MICRO;
        return taken * PAGE / touched.capacity();
    }

    /** How often this process has touched a page for the first time. */
    static long pageFaults() throws IOException {
        String fields = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "");
        return Long.parseLong(fields.split(" ", -1)[7]);
    }
}
