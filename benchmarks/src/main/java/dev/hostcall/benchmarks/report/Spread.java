package dev.hostcall.benchmarks.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A value of each of several processes: the middle of them, and the outermost.
 *
 * @param values in ascending order, at least one
 */
public record Spread(List<Double> values) {
    /** Checks nothing but that there is a value. */
    public Spread {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a spread of no values");
        }
        values = List.copyOf(values);
    }

    /** Of values in any order. */
    public static Spread of(Collection<Double> values) {
        return new Spread(values.stream().sorted().toList());
    }

    /** The value in the middle; of an even number, the mean of the two in the middle. */
    public double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** The least value. */
    public double least() {
        return values.get(0);
    }

    /** The greatest value. */
    public double most() {
        return values.get(values.size() - 1);
    }

    /** A number with about three digits. */
    public static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size < 0.1 ? "%.4f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f", value);
    }

    /** The median, and the outermost if there are several. */
    @Override
    public String toString() {
        return values.size() == 1
                ? number(median())
                : number(median()) + " (" + number(least()) + " to " + number(most()) + ")";
    }
}
