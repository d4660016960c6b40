package dev.hostcall.benchmarks.safepoints;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How long the JVM has waited for its threads before each safepoint, by its own log.
 *
 * @param micros in ascending order, at least one
 */
record Delays(List<Double> micros) {
    /** What comes before it in the log is not counted. */
    static final String FROM_HERE_ON = "from here on";

    private static final Pattern REACHED = Pattern.compile("Reaching safepoint:\\s+(\\d+) ns");
    private static final double MICRO = 1e3;

    static Delays in(String log) {
        List<Double> micros = REACHED.matcher(log.substring(log.indexOf(FROM_HERE_ON)))
                .results()
                .map(found -> Long.parseLong(found.group(1)) / MICRO)
                .sorted()
                .toList();
        if (micros.isEmpty()) {
            throw new IllegalStateException("no safepoint in the log");
        }
        return new Delays(micros);
    }

    /** What so many of a hundred are within. */
    double percentile(int percent) {
        return micros.get(Math.min(micros.size() - 1, micros.size() * percent / 100));
    }

    double most() {
        return micros.get(micros.size() - 1);
    }
}
