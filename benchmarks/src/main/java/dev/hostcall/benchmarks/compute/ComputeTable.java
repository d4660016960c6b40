package dev.hostcall.benchmarks.compute;

import dev.hostcall.benchmarks.report.Panel;
import dev.hostcall.benchmarks.report.Report;
import dev.hostcall.benchmarks.report.Spread;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What our kernels, third-party programs and calls take, and the ratios, as tables of a report. */
final class ComputeTable {
    private static final double MILLION = 1e6;
    private static final String MEANS = "geometric means of the ratios";

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Contender.GUARD, Contender.WASM2C, "at most 1", "at most 1.15"),
            new Ratio(Contender.GUARD, Contender.NATIVE, "at most 1.10", ""),
            new Ratio(Contender.GUARD_METERED, Contender.GUARD, "at most 1.05", ""),
            new Ratio(Contender.EXPLICIT_METERED, Contender.EXPLICIT, "at most 1.05", ""),
            new Ratio(Contender.EXPLICIT, Contender.GUARD, "at most 1.10", ""),
            new Ratio(Contender.EXPLICIT_METERED, Contender.GUARD, "", ""));

    private final Measurements measurements;
    private final Report report;

    ComputeTable(Measurements measurements, Report report) {
        this.measurements = measurements;
        this.report = report;
    }

    /** Adds all of it. */
    void add() {
        addKernels("computing", "ms", Kernel.COMPUTING, kernel -> 1 / MILLION);
        addKernels("computing on vectors", "ms", Kernel.VECTORS, kernel -> 1 / MILLION);
        addKernels("programs", "ms", Kernel.PROGRAMS, kernel -> 1 / MILLION);
        addKernels("a call", "ns", Kernel.CALLS, kernel -> 1.0 / kernel.argument);
        Panel means = new Panel(MEANS, "by medians");
        for (Ratio ratio : RATIOS) {
            add(means, ratio);
        }
        for (String contender : measurements.contenders()) {
            if (!Contender.OURS_AND_NATIVE.contains(contender)) {
                add(means, new Ratio(contender, Contender.GUARD_METERED, "", ""));
            }
        }
        report.add(means);
        measurements.remarks().forEach(report::remark);
    }

    private void addKernels(String title, String unit, Set<Kernel> kernels, ToDoubleFunction<Kernel> factor) {
        Panel panel = new Panel(title, unit);
        for (String contender : measurements.contenders()) {
            for (Kernel kernel : kernels) {
                measurements
                        .spread(contender, kernel, factor.applyAsDouble(kernel))
                        .ifPresent(spread -> panel.put(contender, kernel.function(), spread));
            }
        }
        report.add(panel);
    }

    private void add(Panel means, Ratio ratio) {
        add(means, ratio, "computing", Kernel.COMPUTING, ratio.target);
        add(means, ratio, "on vectors", Kernel.VECTORS, ratio.onVectors);
    }

    private void add(Panel means, Ratio ratio, String column, Set<Kernel> kernels, String target) {
        measurements.ratio(ratio.contender, ratio.other, kernels).ifPresent(value -> {
            String title = ratio.contender + " / " + ratio.other;
            means.put(title, column, Spread.of(List.of(value)));
            if (!target.isEmpty()) {
                report.remark("Target of " + title + ", " + column + ": " + target + "; it is " + Spread.number(value));
            }
        });
    }

    /** One of the ratios, with the design's targets. */
    private record Ratio(String contender, String other, String target, String onVectors) {}
}
