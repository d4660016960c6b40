package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.report.Spread;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What one run of JMH has measured, by the names of the benchmark methods; what was not measured is NaN. */
final class Figures {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String COLLECTING = "gc.time"; // milliseconds

    private final Map<String, RunResult> results = new HashMap<>();

    Figures(Collection<RunResult> measured) {
        for (RunResult result : measured) {
            String name = result.getParams().getBenchmark();
            results.put(name.substring(name.lastIndexOf('.') + 1), result);
        }
    }

    /** Of the processes: in the middle of them, in the benchmark's own unit. */
    double median(String benchmark) {
        return spread(benchmark).map(Spread::median).orElse(Double.NaN);
    }

    /** A value of each process: the median of its iterations. */
    Optional<Spread> spread(String benchmark) {
        RunResult result = results.get(benchmark);
        return result == null
                ? Optional.empty()
                : Optional.of(Spread.of(result.getBenchmarkResults().stream()
                        .map(process ->
                                process.getPrimaryResult().getStatistics().getPercentile(50))
                        .toList()));
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

    /** How much of the time that was measured the processes have collected garbage for. */
    double collecting(String benchmark) {
        RunResult result = results.get(benchmark);
        if (result == null) {
            return Double.NaN;
        }
        IterationParams each = result.getParams().getMeasurement();
        long measured = each.getTime().convertTo(TimeUnit.MILLISECONDS)
                * each.getCount()
                * result.getBenchmarkResults().size();
        return counter(benchmark, COLLECTING) / measured;
    }
}
