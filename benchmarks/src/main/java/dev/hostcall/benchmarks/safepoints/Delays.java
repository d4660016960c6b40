package dev.hostcall.benchmarks.safepoints;

import java.util.Arrays;
import java.util.regex.Pattern;

/** How long the JVM has waited for its threads before each safepoint, by its own log. */
record Delays(double[] micros) {
    /** What comes before it in the log is not counted. */
    static final String FROM_HERE_ON = "from here on";

    private static final Pattern REACHED = Pattern.compile("Reaching safepoint:\\s+(\\d+) ns");
    private static final double MICRO = 1e3;

    static Delays in(String log) {
        double[] micros = REACHED.matcher(log.substring(log.indexOf(FROM_HERE_ON)))
                .results()
                .mapToDouble(found -> Long.parseLong(found.group(1)) / MICRO)
                .sorted()
                .toArray();
        if (micros.length == 0) {
            throw new IllegalStateException("no safepoint in the log");
        }
        return new Delays(micros);
    }

    /** What so many of a hundred are within. */
    double percentile(int percent) {
        return micros[Math.min(micros.length - 1, micros.length * percent / 100)];
    }

    double most() {
        return Arrays.stream(micros).max().orElseThrow();
    }
}
