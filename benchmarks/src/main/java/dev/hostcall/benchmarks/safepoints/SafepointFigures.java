package dev.hostcall.benchmarks.safepoints;

import dev.hostcall.benchmarks.report.Heap;
import dev.hostcall.benchmarks.report.Panel;
import dev.hostcall.benchmarks.report.Processes;
import dev.hostcall.benchmarks.report.Report;
import dev.hostcall.benchmarks.report.Spread;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long safepoints are waited for while guests compute that are entered by JNI or by critical calls, beside a loop in Java, with each
 * collector. The JVM's own log says it.
 */
public final class SafepointFigures {
    private static final List<String> COLLECTORS = List.of("Serial", "Parallel", "G1", "Z", "Shenandoah");

    private SafepointFigures() {}

    /** Takes the number of processes for each value, the milliseconds of each, and the report's file without an ending. */
    public static void main(String[] arguments) throws IOException {
        int processes = Integer.parseInt(arguments[0]);
        Report report = new Report();
        report.fact(
                "processes",
                processes + " for each value, of " + arguments[1] + " ms, each with a safepoint every 5 ms");
        report.fact("JVM", String.join(" ", Heap.OPTIONS));
        List<Figure> figures = List.of(
                new Figure(new Panel("until a safepoint is reached, median", "µs"), delays -> delays.percentile(50)),
                new Figure(new Panel("99 of 100 safepoints are reached within", "µs"), delays -> delays.percentile(99)),
                new Figure(new Panel("until a safepoint is reached, at most", "µs"), Delays::most));
        for (String collector : COLLECTORS) {
            if (!isHere(collector)) {
                report.remark("This JDK has no " + collector + " collector.");
                continue;
            }
            for (Work.Way way : Work.Way.values()) {
                for (Entry entry : entries(way)) {
                    List<Delays> found = new ArrayList<>();
                    for (int i = 0; i < processes; i++) {
                        found.add(Delays.in(Processes.output(command(collector, entry, way, arguments[1]))));
                    }
                    figures.forEach(figure -> figure.put(way.title() + entry.title, collector, found));
                }
            }
        }
        figures.forEach(figure -> report.add(figure.panel));
        report.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        report.write(Path.of(arguments[2]));
    }

    /** What of the delays goes where. */
    private record Figure(Panel panel, ToDoubleFunction<Delays> value) {

        void put(String row, String column, List<Delays> processes) {
            panel.put(
                    row,
                    column,
                    Spread.of(processes.stream().map(value::applyAsDouble).toList()));
        }
    }

    /** How guests are entered. */
    private enum Entry {
        JAVA("", -1),
        JNI(", by JNI", -1),
        CRITICAL(", by critical calls where they stop soon", 0);

        private final String title;
        private final int criticalAfter;

        Entry(String title, int criticalAfter) {
            this.title = title;
            this.criticalAfter = criticalAfter;
        }
    }

    private static List<Entry> entries(Work.Way way) {
        if (way == Work.Way.JAVA) {
            return List.of(Entry.JAVA);
        }
        return Runtime.version().feature() < 22 ? List.of(Entry.JNI) : List.of(Entry.JNI, Entry.CRITICAL);
    }

    private static List<String> command(String collector, Entry entry, Work.Way way, String millis) {
        List<String> options = new ArrayList<>(Heap.OPTIONS);
        options.add(use(collector));
        options.add("-Xlog:disable");
        options.add("-Xlog:safepoint=info:stdout:none");
        options.add("-Dhostcall.critical.after=" + entry.criticalAfter);
        return Processes.command(options, Work.class.getName(), way.name(), millis);
    }

    private static boolean isHere(String collector) {
        try {
            Processes.output(List.of(Processes.JAVA.toString(), use(collector), "-version"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String use(String collector) {
        return "-XX:+Use" + collector + "GC";
    }
}
