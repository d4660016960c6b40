package dev.hostcall.benchmarks.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What programs for WASI cost: a file that is copied, many that sleep at once, and the start of the shortest one. All is done in processes of
 * its own, several for each figure: the middle of them is given, and the outermost.
 */
public final class WasiFigures {
    private static final int PROCESSES = 5;

    /** So that garbage which nobody has collected yet does not count as memory. */
    private static final List<String> SMALL = List.of("-Xmx256m");

    private WasiFigures() {}

    /** Takes the folder of the programs' sources, a folder to work in, and the jar of the command line. */
    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        Path target = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        System.out.println(Machine.describe());
        Path wasi = Processes.compile(sources.resolve("wasi.c"), target);
        copies(wasi);
        sleepers(wasi);
        new Startups(Processes.compile(sources.resolve("hello.c"), target), Path.of(arguments[2])).print();
        System.out.println(Machine.describe());
    }

    private static void copies(Path wasm) throws IOException {
        double[][] found = Processes.numbers(PROCESSES, Processes.command(List.of(), Copies.class.getName(), wasm));
        System.out.printf(
                "100 MB copied in C: %s ms; by a guest: %s ms; of that in C: %s%n",
                Spread.of(found[0]).as("%,.0f"),
                Spread.of(found[1]).as("%,.0f"),
                Spread.of(found[2]).as("%.2f"));
    }

    private static void sleepers(Path wasm) throws IOException {
        double[][] found = Processes.numbers(PROCESSES, Processes.command(SMALL, Sleepers.class.getName(), wasm));
        System.out.printf(
                "a sleeper of %,d: %s bytes resident, %s of them in the Java heap; %s pages touched%n",
                Sleepers.COUNT,
                Spread.of(found[0]).as("%,.0f"),
                Spread.of(found[1]).as("%,.0f"),
                Spread.of(found[2]).as("%.1f"));
        System.out.printf(
                "all of them asleep, the whole process, with %s: %s MiB%n",
                SMALL.get(0), Spread.of(found[3]).as("%,.0f"));
        System.out.printf(
                "%,d made, asleep for %,d ms on one thread, and ended: %s ms%n",
                Sleepers.COUNT, Sleepers.NAP, Spread.of(found[4]).as("%,.0f"));
    }
}
