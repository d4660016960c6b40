package dev.hostcall.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How the processor time to compile, and the memory of the C compiler, grow with what a module has much of: each kind of {@link
 * Nests}, doubled four times. A campaign, not a test: run its main method with the smallest count, the level, and the kinds.
 */
final class NestingTimes {
    private static final int DOUBLINGS = 4;
    private static final double TICKS_IN_A_SECOND = 100;

    private NestingTimes() {}

    /**
     * Measures.
     *
     * @param arguments the smallest count, the optimization level, and kinds (all by default)
     */
    public static void main(String[] arguments) throws Exception {
        int smallest = Integer.parseInt(arguments[0]);
        CompilerOptions options = CompilerOptions.defaults().withOptimization(Integer.parseInt(arguments[1]));
        EnumSet<Nests> kinds = EnumSet.noneOf(Nests.class);
        for (int i = 2; i < arguments.length; i++) {
            kinds.add(Nests.valueOf(arguments[i]));
        }
        Path object = Files.createTempFile("nesting-times", ".so");
        try {
            WasmCompiler.compile(Nests.LINE.of(10), options, object); // warm up
            for (Nests kind : kinds.isEmpty() ? EnumSet.allOf(Nests.class) : kinds) {
                measure(kind, smallest, options, object);
            }
        } finally {
            Files.delete(object);
        }
    }

    private static void measure(Nests kind, int smallest, CompilerOptions options, Path object) throws Exception {
        Cost previous = null;
        for (int i = 0; i <= DOUBLINGS; i++) {
            byte[] wasm = kind.of(smallest << i);
            Cost cost = cost(() -> WasmCompiler.compile(wasm, options, object));
            System.out.printf(
                    "%-14s %,9d: %6.2f s, %6.0f MiB%s%n",
                    kind, smallest << i, cost.seconds, cost.mebibytes, previous == null ? "" : cost.over(previous));
            previous = cost;
        }
    }

    private static Cost cost(Runnable compile) throws InterruptedException, IOException {
        AtomicLong largest = new AtomicLong();
        Thread watch = new Thread(() -> watch(largest), "watch");
        watch.setDaemon(true);
        watch.start();
        double begin = processorSeconds();
        compile.run();
        double seconds = processorSeconds() - begin;
        watch.interrupt();
        watch.join();
        return new Cost(seconds, largest.get() / 1024.0);
    }

    /** Of this process, and of all processes that it has waited for. */
    private static double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i <= 14; i++) { // utime, stime, cutime, cstime
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_IN_A_SECOND;
    }

    /** The most memory that any process of the C compiler has had, in KiB, looked at every few milliseconds. */
    private static void watch(AtomicLong largest) {
        while (!Thread.currentThread().isInterrupted()) {
            ProcessHandle.current()
                    .descendants()
                    .forEach(process -> largest.accumulateAndGet(peak(process.pid()), Math::max));
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static long peak(long process) {
        Path folder = Path.of("/proc", Long.toString(process));
        try (Stream<String> lines = Files.lines(folder.resolve("status"))) {
            if (Files.readString(folder.resolve("comm")).startsWith("java")) {
                return 0; // about to become the C compiler
            }
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has ended
        }
    }

    private record Cost(double seconds, double mebibytes) {
        String over(Cost half) {
            return ", times %.2f and %.2f".formatted(seconds / half.seconds, mebibytes / half.mebibytes);
        }
    }
}
