package dev.hostcall.benchmarks.compute;

import dev.hostcall.benchmarks.report.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What every kernel has taken on every contender in each process, in nanoseconds, and why there is none. */
final class Measurements {
    private static final int LINES_OF_REASON = 3;

    private final Map<String, EnumMap<Kernel, List<Double>>> times = new LinkedHashMap<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<Kernel>>> failures = new LinkedHashMap<>();

    /** A process more. */
    void add(String contender, Kernel kernel, double nanoseconds) {
        times.computeIfAbsent(contender, name -> new EnumMap<>(Kernel.class))
                .computeIfAbsent(kernel, first -> new ArrayList<>())
                .add(nanoseconds);
    }

    /** Something that a reader of the table must know about a contender. */
    void remark(String contender, String remark) {
        remarks.put(contender, remark);
    }

    /** A contender, or kernels, that cannot be run here. Tools say a lot when they fail, the reason first. */
    void leftOut(String what, IOException reason) {
        String first = String.valueOf(reason.getMessage())
                .lines()
                .limit(LINES_OF_REASON)
                .map(String::strip)
                .collect(Collectors.joining(" "));
        remark(what, "left out: " + first);
    }

    /** The names of kernels in a row. */
    static String names(Set<Kernel> kernels) {
        return kernels.stream().map(Kernel::function).collect(Collectors.joining(", "));
    }

    /** A kernel that a contender has failed. */
    void failed(String contender, Kernel kernel, String reason) {
        failures.computeIfAbsent(contender, name -> new LinkedHashMap<>())
                .computeIfAbsent(reason, same -> EnumSet.noneOf(Kernel.class))
                .add(kernel);
    }

    Set<String> contenders() {
        return times.keySet();
    }

    /** A line for each thing that a reader must know. */
    List<String> remarks() {
        List<String> lines = new ArrayList<>();
        remarks.forEach((contender, remark) -> lines.add(contender + ": " + remark));
        failures.forEach((contender, reasons) -> reasons.forEach(
                (reason, kernels) -> lines.add(contender + " cannot run " + names(kernels) + ": " + reason)));
        return lines;
    }

    /** In nanoseconds, times a factor. */
    Optional<Spread> spread(String contender, Kernel kernel, double factor) {
        return Optional.ofNullable(times.getOrDefault(contender, new EnumMap<>(Kernel.class))
                        .get(kernel))
                .map(all -> Spread.of(all.stream().map(time -> time * factor).toList()));
    }

    /** How much longer one takes than another by their medians: the geometric mean over those of these kernels that both have run. */
    OptionalDouble ratio(String contender, String other, Set<Kernel> kernels) {
        double sum = 0;
        int count = 0;
        for (Kernel kernel : kernels) {
            Optional<Spread> one = spread(contender, kernel, 1);
            Optional<Spread> two = spread(other, kernel, 1);
            if (one.isPresent() && two.isPresent()) {
                sum += Math.log(one.get().median() / two.get().median());
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / count));
    }
}
