package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.report.Panel;
import dev.hostcall.benchmarks.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * All figures of one run, with the targets of the design beside them. A time is the median of its processes, each of which has
 * the median of its iterations; beside it are the least and the most of these processes. Memory is a mean.
 */
final class Table {
    private static final double MIB = 1024 * 1024;

    /** A row without a target is there to compare with. */
    private static final double NO_TARGET = Double.NaN;

    /** From there on guests that stop soon are entered by critical calls. */
    private static final boolean IS_CRITICAL = Runtime.version().feature() >= 22;

    /** What types may cost, of the same by hand. */
    private static final double BY_TYPE = 1.1;

    private static final List<Row> CALLS = List.of(
            time("native switch pair", "nativeSwitchPair", 5),
            time("JNI crossing", "jniCrossing"),
            time("FFM upcall", "ffmUpcall"),
            time("JNA callback", "jnaCallback"),
            time("sync hostcall (i64, i64) -> i64", "syncHostcall", IS_CRITICAL ? 9.5 : 15),
            time("  not metered", "syncHostcallUnmetered"),
            time("  from a guest in C", "syncHostcallFromC"),
            new Row(
                    "  of an FFM upcall",
                    "",
                    "",
                    figures -> figures.median("syncHostcall") / figures.median("ffmUpcall"),
                    0.4),
            time("hostcall with a string of 64 bytes", "stringHostcall", 30),
            time("  the string alone", "stringAlone"),
            time("  in 8 MiB of young objects", "stringHostcallCollected"),
            share("    of that collecting", "stringHostcallCollected"),
            time("Java to a guest's add_one and back", "guestFunction", IS_CRITICAL ? 15 : 23),
            time("  not metered", "guestFunctionUnmetered"),
            time("  by name, boxed", "guestExportByName"),
            time("    in 8 MiB of young objects", "guestExportByNameCollected"),
            share("      of that collecting", "guestExportByNameCollected"),
            time("async hostcall, ready", "asyncReady"),
            difference("  over sync", "asyncReady", "syncHostcall", 5),
            time("async hostcall, pending in tail position", "pendingTail"),
            time("  driven by an executor", "pendingTailOnExecutor"),
            time("  the executor alone", "executorAlone"),
            difference("  over the executor", "pendingTailOnExecutor", "executorAlone", 60),
            time("  the future alone", "futureAlone"),
            time("blockOn in the body, pending", "pendingBody", 150),
            time("runAsync of an empty function", "runAsyncEmpty", 70),
            time("new instance, and close", "newInstance", 2_000),
            time("  with an image of 1 MiB", "newInstanceWithImage", 10_000),
            time("  without guard pages", "newInstanceCompact"),
            time("  and its first run", "newInstanceAndRun"),
            new Row(
                    "kill of an endless loop",
                    "killEndlessLoop",
                    "ms",
                    figures -> figures.median("killEndlessLoop") / 1e6,
                    1),
            new Row("10,000 guests waiting 100 ms", "", "ms", figures -> figures.median("waiting"), 120),
            new Row(
                    "  resident, the whole process, 48 MiB of heap",
                    "",
                    "MiB",
                    figures -> figures.resident("waiting") / MIB,
                    200),
            new Row("a suspended guest, resident", "", "B", figures -> figures.resident("suspended"), 11 * 1024));

    private static final List<Row> VALUES = Stream.of(
                    crossing("a text of 64 bytes in", "takeText"),
                    crossing("a text of 64 bytes out", "giveText"),
                    Stream.of(
                            time("  by hand, into a buffer of the guest's", "giveTextIntoByHand"),
                            time("    of Endive's", "giveTextIntoEndive"),
                            time("  of a ready future", "giveTextReady")),
                    crossing("a record of ten numbers in", "takeTen"),
                    crossing("a record of ten numbers out", "giveTen"),
                    crossing("a list of 1,000 numbers in", "takeMany"),
                    crossing("Java passes 64 bytes and is given them", "echo"),
                    crossing("  by a guest that may wait", "echoJoined"))
            .flatMap(rows -> rows)
            .toList();

    private final Figures figures;

    Table(Figures figures) {
        this.figures = figures;
    }

    private static Row time(String what, String benchmark, double target) {
        return new Row(what, benchmark, "ns", figures -> figures.median(benchmark), target);
    }

    private static Row time(String what, String benchmark) {
        return new Row(what, benchmark, "ns", figures -> figures.median(benchmark), NO_TARGET);
    }

    private static Row share(String what, String benchmark) {
        return new Row(what, "", "%", figures -> figures.collecting(benchmark) * 100, NO_TARGET);
    }

    /** A value by its type, by hand, and as other libraries have it, where these are there. */
    private static Stream<Row> crossing(String what, String benchmark) {
        String byHand = benchmark + "ByHand";
        String in = what.replace(what.strip(), "") + "  ";
        return Stream.of(
                time(what, benchmark),
                time(in + "by hand", byHand),
                new Row(
                        in + "of that by hand",
                        "",
                        "",
                        figures -> figures.median(benchmark) / figures.median(byHand),
                        BY_TYPE),
                time(in + "by hand in Endive", benchmark + "Endive"),
                time(in + "in Extism's SDK", benchmark + "Extism"));
    }

    private static Row difference(String what, String more, String less, double target) {
        return new Row(what, "", "ns", figures -> figures.median(more) - figures.median(less), target);
    }

    /** Leaves out what was not measured. */
    void print(PrintStream out) {
        out.printf("%-42s %12s     %17s %9s %9s %9s%n", "", "median", "least - most", "B/call", "target", "of target");
        rows().forEach(row -> out.println(row.format(figures)));
    }

    private Stream<Row> rows() {
        return Stream.concat(CALLS.stream(), VALUES.stream()).filter(row -> row.isKnown(figures));
    }

    /** The same by units, with a value of each process where there is one. Rows that are set in name those that they belong to. */
    Collection<Panel> panels() {
        Map<String, Panel> panels = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (Row row : Stream.concat(CALLS.stream(), VALUES.stream()).toList()) {
            int depth = (row.what.length() - row.what.stripLeading().length()) / 2;
            names.subList(depth, names.size()).clear();
            names.add(row.what.strip());
            if (row.isKnown(figures)) {
                String unit = row.unit.isEmpty() ? "times" : row.unit;
                Spread value =
                        row.spread(figures).orElseGet(() -> Spread.of(List.of(row.value.applyAsDouble(figures))));
                panels.computeIfAbsent(unit, first -> new Panel("calls and waits", unit))
                        .put(String.join(", ", names), "", value);
            }
        }
        return panels.values();
    }

    /** One line; {@code benchmark} says whose allocation to show, if any. */
    private record Row(String what, String benchmark, String unit, ToDoubleFunction<Figures> value, double target) {

        String format(Figures figures) {
            double measured = value.applyAsDouble(figures);
            double bytes = figures.allocated(benchmark);
            return String.format(
                    Locale.ROOT,
                    "%-42s %12s %-3s %17s %9s %9s %s",
                    what,
                    number(measured),
                    unit,
                    spread(figures)
                            .map(spread -> number(spread.least()) + " - " + number(spread.most()))
                            .orElse(""),
                    Double.isNaN(bytes) ? "" : "%.0f".formatted(bytes),
                    Double.isNaN(target) ? "" : number(target),
                    Double.isNaN(target)
                            ? ""
                            : "%9.2f %s".formatted(measured / target, measured <= target ? "met" : "MISSED"));
        }

        boolean isKnown(Figures figures) {
            return !Double.isNaN(value.applyAsDouble(figures));
        }

        /** Of what is measured in nanoseconds: other units are not those of the benchmark. */
        Optional<Spread> spread(Figures figures) {
            return unit.equals("ns") ? figures.spread(benchmark) : Optional.empty();
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value < 1 ? "%,.2f" : value < 1_000 ? "%,.1f" : "%,.0f", value);
        }
    }
}
