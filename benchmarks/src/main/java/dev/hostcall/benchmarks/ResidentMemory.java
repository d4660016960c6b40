package dev.hostcall.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says this process has in memory. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** Now, in bytes. */
    public static long bytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often this process has touched a page for the first time. */
    public static long pageFaults() throws IOException {
        String fields = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "");
        return Long.parseLong(fields.split(" ", -1)[7]);
    }
}
