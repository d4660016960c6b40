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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a process holds.
 *
 * @param threads by their names
 * @param slots of regions in use
 * @param bodies of hostcalls that were entered and not left
 * @param callbacks from native code into Java that JNA keeps
 * @param mappings of memory
 * @param files that are open, by what they are
 * @param objects in the Java heap, in KiB
 * @param resident memory outside of the Java heap, in KiB
 */
record Footprint(
        List<String> threads,
        int slots,
        long bodies,
        int callbacks,
        long mappings,
        List<String> files,
        long objects,
        long resident) {
    private static final Pattern RANGE = Pattern.compile("\\[0x([0-9a-f]+),.*0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +([0-9]+) kB");

    private static final Pattern POOLED =
            Pattern.compile("(ForkJoinPool|process reaper|CompletableFutureDelayScheduler|VirtualThread-unparker).*");

    static Footprint of(Collection<Region> regions) {
        return new Footprint(
                threadsButThoseOfTheJdk(),
                regions.stream().mapToInt(Region::used).sum(),
                Host.inside(),
                keptCallbacks(),
                lines("maps").size(),
                openFiles(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
                residentOutside(heap()));
    }

    /** Those of the JDK's own pools come and go when they like. */
    private static List<String> threadsButThoseOfTheJdk() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !POOLED.matcher(name).matches())
                .sorted()
                .toList();
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

    private static List<String> openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(Footprint::target).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) { // closed since, by another thread
            return "closed";
        }
    }

    private record Range(long start, long end) {
        boolean contains(long address) {
            return start <= address && address < end;
        }
    }

    /** Where the Java heap lies, as the JVM tells it to people. */
    private static List<Range> heap() {
        try {
            String info = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcHeapInfo", null, null);
            return RANGE.matcher(info)
                    .results()
                    .map(range -> new Range(hex(range.group(1)), hex(range.group(2))))
                    .toList();
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell where its heap lies", e);
        }
    }

    private static long residentOutside(List<Range> heap) {
        long sum = 0;
        boolean counted = false;
        for (String line : lines("smaps")) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (mapping.matches()) {
                long start = hex(mapping.group(1));
                counted = heap.stream().noneMatch(range -> range.contains(start));
            } else if (counted && resident.matches()) {
                sum += Long.parseLong(resident.group(1));
            }
        }
        return sum;
    }

    private static long hex(String number) {
        return Long.parseUnsignedLong(number, 16);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc/self", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
