package dev.hostcall.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All figures of one run, with the targets of the design beside them. Times of one thread are those of the least disturbed
 * iteration, since machines that also do other work are the rule; latencies and memory are means.
 */
final class Table {
    private static final double MIB = 1024 * 1024;

    /** A row without a target is there to compare with. */
    private static final double NO_TARGET = Double.NaN;

    private static final List<Row> ROWS = List.of(
            time("native switch pair", "nativeSwitchPair", 5),
            time("JNI crossing", "jniCrossing"),
            time("FFM upcall", "ffmUpcall"),
            time("JNA callback", "jnaCallback"),
            time("sync hostcall (i64, i64) -> i64", "syncHostcall", 15),
            time("  not metered", "syncHostcallUnmetered"),
            time("  from a guest in C", "syncHostcallFromC"),
            new Row(
                    "  of an FFM upcall",
                    "",
                    "",
                    figures -> figures.best("syncHostcall") / figures.best("ffmUpcall"),
                    0.7),
            time("hostcall with a string of 64 bytes", "stringHostcall", 35),
            time("  the string alone", "stringAlone"),
            time("a text of 64 bytes in", "takeText"),
            time("  by hand", "takeTextByHand"),
            time("a text of 64 bytes out", "giveText"),
            time("  by hand", "giveTextByHand"),
            time("  of a ready future", "giveTextReady"),
            time("a record of ten numbers in", "takeTen"),
            time("  by hand", "takeTenByHand"),
            time("a record of ten numbers out", "giveTen"),
            time("  by hand", "giveTenByHand"),
            time("a list of 1,000 numbers in", "takeMany"),
            time("  by hand", "takeManyByHand"),
            time("Java to a guest's add_one and back", "guestFunction", 25),
            time("  not metered", "guestFunctionUnmetered"),
            time("  by name, boxed", "guestExportByName"),
            time("async hostcall, ready", "asyncReady"),
            difference("  over sync", "asyncReady", "syncHostcall", 5),
            time("async hostcall, pending in tail position", "pendingTail"),
            time("  driven by an executor", "pendingTailOnExecutor"),
            time("  the executor alone", "executorAlone"),
            difference("  over the executor", "pendingTailOnExecutor", "executorAlone", 60),
            time("  the future alone", "futureAlone"),
            time("blockOn in the body, pending", "pendingBody", 150),
            time("runAsync of an empty function", "runAsyncEmpty", 100),
            time("new instance, and close", "newInstance", 5_000),
            time("  with an image of 1 MiB", "newInstanceWithImage", 10_000),
            time("  without guard pages", "newInstanceCompact"),
            time("  and its first run", "newInstanceAndRun"),
            new Row(
                    "kill of an endless loop",
                    "killEndlessLoop",
                    "ms",
                    figures -> figures.mean("killEndlessLoop") / 1e6,
                    20),
            new Row("10,000 guests waiting 100 ms", "", "ms", figures -> figures.mean("waiting"), 150),
            new Row("  resident, the whole process", "", "MiB", figures -> figures.resident("waiting") / MIB, 200),
            new Row("a suspended guest, resident", "", "B", figures -> figures.resident("suspended"), 12 * 1024));

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    private static Row time(String what, String benchmark, double target) {
        return new Row(what, benchmark, "ns", figures -> figures.best(benchmark), target);
    }

    private static Row time(String what, String benchmark) {
        return new Row(what, benchmark, "ns", figures -> figures.best(benchmark), NO_TARGET);
    }

    private static Row difference(String what, String more, String less, double target) {
        return new Row(what, "", "ns", figures -> figures.best(more) - figures.best(less), target);
    }

    /** Leaves out what was not measured. */
    void print(Figures figures) {
        out.printf(
                "%nJDK %s, %d processors%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        out.printf("%-42s %12s     %9s %9s %9s%n", "", "measured", "B/call", "target", "of target");
        for (Row row : ROWS) {
            double value = row.value.applyAsDouble(figures);
            if (!Double.isNaN(value)) {
                out.println(row.format(value, figures));
            }
        }
    }

    /** One line; {@code benchmark} says whose allocation to show, if any. */
    private record Row(String what, String benchmark, String unit, ToDoubleFunction<Figures> value, double target) {

        String format(double measured, Figures figures) {
            double bytes = figures.allocated(benchmark);
            return String.format(
                    Locale.ROOT,
                    "%-42s %12s %-3s %9s %9s %s",
                    what,
                    number(measured),
                    unit,
                    Double.isNaN(bytes) ? "" : "%.0f".formatted(bytes),
                    Double.isNaN(target) ? "" : number(target),
                    Double.isNaN(target)
                            ? ""
                            : "%9.2f %s".formatted(measured / target, measured <= target ? "met" : "MISSED"));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value < 1 ? "%,.2f" : value < 1_000 ? "%,.1f" : "%,.0f", value);
        }
    }
}
