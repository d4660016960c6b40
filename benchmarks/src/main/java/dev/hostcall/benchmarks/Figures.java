package dev.hostcall.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What one run of JMH has measured, by the names of the benchmark methods; what was not measured is NaN. */
final class Figures {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<String, RunResult> results = new HashMap<>();

    Figures(Collection<RunResult> measured) {
        for (RunResult result : measured) {
            String name = result.getParams().getBenchmark();
            results.put(name.substring(name.lastIndexOf('.') + 1), result);
        }
    }

    /** Of the least disturbed iteration, in the benchmark's own unit: for what one thread does by itself. */
    double best(String benchmark) {
        RunResult result = results.get(benchmark);
        return result == null
                ? Double.NaN
                : result.getPrimaryResult().getStatistics().getMin();
    }

    /** Of all iterations, in the benchmark's own unit. */
    double mean(String benchmark) {
        RunResult result = results.get(benchmark);
        return result == null ? Double.NaN : result.getPrimaryResult().getScore();
    }

    /** Bytes, the mean of all iterations. */
    double resident(String benchmark) {
        return counter(benchmark, "residentBytes") / counter(benchmark, "samples");
    }

    private double counter(String benchmark, String name) {
        RunResult result = results.get(benchmark);
        Result<?> counter = result == null ? null : result.getSecondaryResults().get(name);
        return counter == null ? Double.NaN : counter.getScore();
    }

    /** Bytes of Java heap per operation. */
    double allocated(String benchmark) {
        return counter(benchmark, ALLOCATED);
    }
}
