package dev.hostcall.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values lie between the ends of a chart: from zero; by powers of ten if some are very much larger than others. */
record Axis(double from, double to, boolean powers) {
    /** So many times the least value, and the bar of that could not be seen. */
    private static final double TOO_MUCH = 100;

    private static final int TICKS = 5;

    /** One for these values, of which those below zero are not drawn. */
    static Axis of(List<Spread> values) {
        double least = values.stream().mapToDouble(Spread::least).min().orElse(0);
        double most = values.stream().mapToDouble(Spread::most).max().orElse(1);
        return least > 0 && most / least > TOO_MUCH
                ? new Axis(Math.pow(10, Math.floor(Math.log10(least))), most, true)
                : new Axis(0, most > 0 ? most : 1, false);
    }

    /** From 0 at the one end to 1 at the other. */
    double part(double value) {
        double part = powers ? Math.log(value / from) / Math.log(to / from) : value / to;
        return Math.max(0, Math.min(1, part));
    }

    /** Round values. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (powers) {
            for (double tick = from; tick <= to; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double power = Math.pow(10, Math.floor(Math.log10(to)));
        double times = to / power; // from 1 to 10
        double step = power * (times > TICKS ? 2 : times > TICKS / 2.0 ? 1 : 0.5);
        for (int i = 0; i * step <= to; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Says so if it is not as one expects. */
    String remark() {
        return powers ? " (by powers of ten)" : "";
    }

    static String label(double tick) {
        return tick == Math.rint(tick) ? "%,.0f".formatted(tick) : String.format(Locale.ROOT, "%.3g", tick);
    }
}
