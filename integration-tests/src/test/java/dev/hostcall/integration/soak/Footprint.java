package dev.hostcall.integration.soak;

import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param slots of regions in use
 * @param bodies of hostcalls that were entered and not left
 * @param callbacks from native code into Java that JNA keeps
 * @param mappings of memory
 * @param resident memory, in KiB
 */
record Footprint(int threads, int slots, long bodies, int callbacks, long mappings, long files, long resident) {

    static Footprint of(Collection<Region> regions) {
        return new Footprint(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                regions.stream().mapToInt(Region::used).sum(),
                Host.inside(),
                keptCallbacks(),
                lines("maps").size(),
                openFiles(),
                residentSize());
    }

    private static int keptCallbacks() {
        try {
            var kept = Class.forName("com.sun.jna.CallbackReference").getDeclaredField("callbackMap");
            kept.setAccessible(true);
            return ((Map<?, ?>) kept.get(null)).size();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JNA keeps its callbacks somewhere else", e);
        }
    }

    private static long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long residentSize() {
        return lines("status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc/self", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
