package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The least disturbed run of every kernel on every contender, in nanoseconds, and why there is none. */
final class Measurements {
    private static final int LINES_OF_REASON = 3;

    private final Map<String, EnumMap<Kernel, Long>> best = new LinkedHashMap<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<Kernel>>> failures = new LinkedHashMap<>();

    void add(String contender, Kernel kernel, long nanoseconds) {
        best.computeIfAbsent(contender, name -> new EnumMap<>(Kernel.class)).merge(kernel, nanoseconds, Math::min);
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
        return best.keySet();
    }

    /** A line for each thing that a reader must know. */
    List<String> remarks() {
        List<String> lines = new ArrayList<>();
        remarks.forEach((contender, remark) -> lines.add(contender + ": " + remark));
        failures.forEach((contender, reasons) -> reasons.forEach(
                (reason, kernels) -> lines.add(contender + " cannot run " + names(kernels) + ": " + reason)));
        return lines;
    }

    boolean has(String contender, Kernel kernel) {
        return !Double.isNaN(nanoseconds(contender, kernel));
    }

    double nanoseconds(String contender, Kernel kernel) {
        EnumMap<Kernel, Long> of = best.get(contender);
        Long nanoseconds = of == null ? null : of.get(kernel);
        return nanoseconds == null ? Double.NaN : nanoseconds;
    }

    /** How much longer one takes than another: the geometric mean over the kernels that both have computed. */
    OptionalDouble ratio(String contender, String other) {
        double sum = 0;
        int count = 0;
        for (Kernel kernel : Kernel.COMPUTING) {
            double ratio = nanoseconds(contender, kernel) / nanoseconds(other, kernel);
            if (!Double.isNaN(ratio)) {
                sum += Math.log(ratio);
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / count));
    }
}
