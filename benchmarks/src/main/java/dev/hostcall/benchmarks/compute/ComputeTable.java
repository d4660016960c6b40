package dev.hostcall.benchmarks.compute;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Three tables, as Markdown: what computing takes, what calls take, and the ratios. */
final class ComputeTable {
    private static final double MILLION = 1e6;

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("guard / wasm2c", Contender.GUARD, Contender.WASM2C, "at most 1"),
            new Ratio("guard / native C", Contender.GUARD, Contender.NATIVE, "at most 1.33"),
            new Ratio("guard, metered / guard", Contender.GUARD_METERED, Contender.GUARD, "at most 1.05"),
            new Ratio("explicit, metered / explicit", Contender.EXPLICIT_METERED, Contender.EXPLICIT, "at most 1.05"),
            new Ratio("explicit / guard", Contender.EXPLICIT, Contender.GUARD, ""),
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
        printKernels(
                "computing, ms",
                Kernel.COMPUTING,
                kernel -> contender -> measurements.nanoseconds(contender, kernel) / MILLION);
        printKernels(
                "a call, ns",
                Kernel.CALLS,
                kernel -> contender -> measurements.nanoseconds(contender, kernel) / kernel.argument);
        printRatios();
        measurements.remarks().forEach(remark -> out.println("\n" + remark));
    }

    private void printKernels(String title, Set<Kernel> kernels, Function<Kernel, ToDoubleFunction<String>> value) {
        out.println();
        row(title, kernels.stream().map(Kernel::function).toList());
        row("---", kernels.stream().map(kernel -> "---:").toList());
        for (String contender : measurements.contenders()) {
            List<String> cells = kernels.stream()
                    .map(kernel -> number(value.apply(kernel).applyAsDouble(contender)))
                    .toList();
            if (!cells.stream().allMatch(String::isEmpty)) {
                row(contender, cells);
            }
        }
    }

    private void printRatios() {
        out.println();
        row("geometric mean of the ratios", List.of("ratio", "mark"));
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
            row(ratio.title, List.of(number(value.getAsDouble()), ratio.mark));
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

    /** One of the ratios, with the design's mark. */
    private record Ratio(String title, String contender, String other, String mark) {}
}
