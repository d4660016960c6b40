package dev.hostcall.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.MultisetStatistics;
import org.openjdk.jmh.util.Statistics;

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

    /** Of the processes: in the middle of them, in the benchmark's own unit. */
    double median(String benchmark) {
        return processes(benchmark).getPercentile(50);
    }

    /** Of the process that took least. */
    double least(String benchmark) {
        return processes(benchmark).getMin();
    }

    /** Of the process that took most. */
    double most(String benchmark) {
        return processes(benchmark).getMax();
    }

    /** A value of each process: the median of its iterations. */
    private Statistics processes(String benchmark) {
        MultisetStatistics medians = new MultisetStatistics();
        RunResult result = results.get(benchmark);
        if (result != null) {
            for (BenchmarkResult process : result.getBenchmarkResults()) {
                medians.addValue(process.getPrimaryResult().getStatistics().getPercentile(50), 1);
            }
        }
        return medians;
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
