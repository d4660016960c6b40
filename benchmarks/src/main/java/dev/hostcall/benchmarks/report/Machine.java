package dev.hostcall.benchmarks.report;

import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What figures depend on. */
final class Machine {
    private static final int BYTES = 64 << 20;
    private static final int PAGE = 4096;
    private static final double MICRO = 1e3;

    private Machine() {}

    /**
     * Names and what they stand for: processor, kernel, JDK, commit, command, and what memory costs that is touched for the first time, which
     * differs between virtual machines by a factor of 50.
     */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", Runtime.getRuntime().availableProcessors() + " of " + processor());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", Runtime.version() + ", " + System.getProperty("java.vm.name"));
        facts.put("commit", commit());
        facts.put("command", command());
        facts.put("first touch of 4 KiB", "%.2f µs".formatted(firstTouch()));
        return facts;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*: ", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String commit() {
        try {
            Tool git = Tool.find("git", "git");
            String commit = git.run(List.of("rev-parse", "--short=12", "HEAD")).strip();
            boolean changed = !git.run(List.of("status", "--porcelain", "--untracked-files=no"))
                    .isBlank();
            return changed ? commit + ", with changes" : commit;
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** As it was typed, which Maven's script tells its children; without Maven, the class and its arguments. */
    private static String command() {
        String maven = System.getenv("MAVEN_CMD_LINE_ARGS");
        return maven == null
                ? Objects.requireNonNullElse(System.getProperty("sun.java.command"), "unknown")
                : "mvn " + maven.strip();
    }

    /** Microseconds a page. */
    private static double firstTouch() {
        long start = System.nanoTime();
        ByteBuffer touched = ByteBuffer.allocateDirect(BYTES); // filled with zeros
        double taken = (System.nanoTime() - start) / MICRO;
        return taken * PAGE / touched.capacity();
    }
}
