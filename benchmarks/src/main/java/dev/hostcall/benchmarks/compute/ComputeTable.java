package dev.hostcall.benchmarks.compute;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/** Tables, as Markdown: what our kernels, third-party programs and calls take, and the ratios. */
final class ComputeTable {
    private static final double MILLION = 1e6;

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("guard / wasm2c", Contender.GUARD, Contender.WASM2C, "at most 1"),
            new Ratio("guard / native C", Contender.GUARD, Contender.NATIVE, "at most 1.10"),
            new Ratio("guard, metered / guard", Contender.GUARD_METERED, Contender.GUARD, "at most 1.05"),
            new Ratio("explicit, metered / explicit", Contender.EXPLICIT_METERED, Contender.EXPLICIT, "at most 1.05"),
            new Ratio("explicit / guard", Contender.EXPLICIT, Contender.GUARD, "at most 1.10"),
            new Ratio("explicit, metered / guard", Contender.EXPLICIT_METERED, Contender.GUARD, ""));

    private final Measurements measurements;
    private final PrintStream out;

    ComputeTable(Measurements measurements, PrintStream out) {
        this.measurements = measurements;
        this.out = out;
    }

    void print() {
        out.printf(
                "%nJDK %s, %d processors%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        printKernels("computing, ms", Kernel.COMPUTING, this::milliseconds);
        printKernels("programs, ms", Kernel.PROGRAMS, this::milliseconds);
        printKernels("a call, ns", Kernel.CALLS, this::nanosecondsPerCall);
        printRatios();
        measurements.remarks().forEach(remark -> out.println("\n" + remark));
    }

    private double milliseconds(String contender, Kernel kernel) {
        return measurements.nanoseconds(contender, kernel) / MILLION;
    }

    private double nanosecondsPerCall(String contender, Kernel kernel) {
        return measurements.nanoseconds(contender, kernel) / kernel.argument;
    }

    /** Kernels that nobody has run get no column, and contenders that have run none of them no row. */
    private void printKernels(String title, Set<Kernel> kernels, ToDoubleBiFunction<String, Kernel> value) {
        List<Kernel> columns = kernels.stream()
                .filter(kernel -> measurements.contenders().stream().anyMatch(by -> measurements.has(by, kernel)))
                .toList();
        if (columns.isEmpty()) {
            return;
        }
        out.println();
        row(title, columns.stream().map(Kernel::function).toList());
        row("---", columns.stream().map(kernel -> "---:").toList());
        for (String contender : measurements.contenders()) {
            if (columns.stream().anyMatch(kernel -> measurements.has(contender, kernel))) {
                row(
                        contender,
                        columns.stream()
                                .map(kernel -> number(value.applyAsDouble(contender, kernel)))
                                .toList());
            }
        }
    }

    private void printRatios() {
        out.println();
        row("geometric mean of the ratios, computing", List.of("ratio", "target"));
        row("---", List.of("---:", "---"));
        for (Ratio ratio : RATIOS) {
            printRatio(ratio);
        }
        for (String contender : measurements.contenders()) {
            if (!Contender.OURS_AND_NATIVE.contains(contender)) {
                printRatio(new Ratio(contender + " / guard, metered", contender, Contender.GUARD_METERED, ""));
            }
        }
    }

    private void printRatio(Ratio ratio) {
        OptionalDouble value = measurements.ratio(ratio.contender, ratio.other);
        if (value.isPresent()) {
            row(ratio.title, List.of(number(value.getAsDouble()), ratio.target));
        }
    }

    private void row(String first, List<String> cells) {
        out.println(cells.stream().collect(Collectors.joining(" | ", "| " + first + " | ", " |")));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** One of the ratios, with the design's target. */
    private record Ratio(String title, String contender, String other, String target) {}
}
