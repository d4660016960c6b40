package dev.hostcall.benchmarks.wasi;

import java.util.Arrays;

/** The middle of some values, and the outermost. */
record Spread(double median, double least, double most) {
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /** With a format for each of the three numbers. */
    String as(String format) {
        return (format + " (" + format + " to " + format + ")").formatted(median, least, most);
    }
}
