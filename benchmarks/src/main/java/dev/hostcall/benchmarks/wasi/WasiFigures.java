package dev.hostcall.benchmarks.wasi;

import dev.hostcall.benchmarks.report.Heap;
import dev.hostcall.benchmarks.report.Panel;
import dev.hostcall.benchmarks.report.Processes;
import dev.hostcall.benchmarks.report.Report;
import dev.hostcall.benchmarks.report.Spread;
import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What programs for WASI cost: a file that is copied, many that sleep at once, and the start of the shortest one. All is done in processes of
 * its own, several for each figure: the middle of them is given, and the outermost.
 */
public final class WasiFigures {
    /** So that garbage which nobody has collected yet does not count as memory. */
    private static final List<String> SMALL = List.of("-Xmx256m");

    private WasiFigures() {}

    /**
     * Takes the folder of the programs' sources, a folder to work in, the jar of the command line, the number of processes, and the report's file
     * without an ending.
     */
    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        Path target = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        int processes = Integer.parseInt(arguments[3]);
        Report report = new Report();
        report.fact("processes", arguments[3] + " for each value");
        report.fact("JVM of copies", String.join(" ", Heap.OPTIONS));
        report.fact("JVM of sleepers", String.join(" ", SMALL));
        Path wasi = compile(sources.resolve("wasi.c"), target);
        addCopies(report, Processes.numbers(processes, Processes.command(Heap.OPTIONS, Copies.class.getName(), wasi)));
        addSleepers(report, Processes.numbers(processes, Processes.command(SMALL, Sleepers.class.getName(), wasi)));
        new Startups(compile(sources.resolve("hello.c"), target), Path.of(arguments[2]), processes).add(report);
        report.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        report.write(Path.of(arguments[4]));
    }

    /** Compiles a program for WASI, and for this machine; both lie in the folder, under its name. */
    private static Path compile(Path source, Path folder) throws IOException {
        String name = source.getFileName().toString().replace(".c", "");
        Path wasm = folder.resolve(name + ".wasm");
        Tool.find("clang", "clang lld wasi-libc libclang-rt-14-dev-wasm32")
                .run(List.of("--target=wasm32-wasi", "-O2", "-o", wasm.toString(), source.toString()));
        Tool.cCompiler().run(List.of("-O2", "-o", folder.resolve(name).toString(), source.toString()));
        return wasm;
    }

    private static void addCopies(Report report, List<Spread> found) {
        Panel panel = new Panel("100 MB copied", "ms");
        panel.put("in C", "", found.get(0));
        panel.put("by a guest", "", found.get(1));
        report.add(panel);
        Panel ratio = new Panel("100 MB copied", "times");
        ratio.put("by a guest, of that in C", "", found.get(2));
        report.add(ratio);
    }

    private static void addSleepers(Report report, List<Spread> found) {
        Panel each = new Panel("a sleeper of %,d".formatted(Sleepers.COUNT), "bytes");
        each.put("resident", "", found.get(0));
        each.put("of that in the Java heap", "", found.get(1));
        report.add(each);
        Panel pages = new Panel("a sleeper of %,d".formatted(Sleepers.COUNT), "pages");
        pages.put("touched", "", found.get(2));
        report.add(pages);
        Panel all = new Panel("all of them asleep", "MiB");
        all.put("the whole process", "", found.get(3));
        report.add(all);
        Panel time = new Panel("all of them", "ms");
        time.put("made, asleep for %,d ms on one thread, and ended".formatted(Sleepers.NAP), "", found.get(4));
        report.add(time);
    }
}
