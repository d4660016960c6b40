package dev.hostcall.benchmarks.compute;

import dev.hostcall.benchmarks.report.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A contender that has been built. A kernel that fails is not tried again, and the others go to a new process. */
final class Entrant {
    /** Nanoseconds. A kernel that has taken this long in a process, over at least {@link #LEAST_RUNS} runs, is not run again there. */
    private static final double PATIENCE = 30e9;

    /** A single run of a just-in-time compiler says nothing. */
    private static final int LEAST_RUNS = 4;

    /** Nanoseconds. A kernel whose runs take longer, so few as they are, is given up. */
    private static final double LIMIT = 20e9;

    private final String title;
    private final String name;
    private final List<String> command;
    private final Measurements measurements;
    private final Set<Kernel> able = EnumSet.noneOf(Kernel.class);

    /**
     * Builds it.
     *
     * @param kernels those that are there to be run
     * @throws IOException if it cannot run here; the message says why
     */
    Entrant(Contender contender, Set<Kernel> kernels, Measurements measurements) throws IOException {
        title = contender.toString();
        name = contender.name();
        able.addAll(contender.kernels());
        able.retainAll(kernels);
        command = contender.program().command();
        this.measurements = measurements;
    }

    /**
     * Runs its kernels in a new process, round after round. A kernel's value is the median of the second half of its runs; in the first,
     * just-in-time compilers are at work.
     *
     * @throws IOException if no process can be started
     */
    void measure(int rounds) throws IOException {
        Map<Kernel, List<Double>> times = new EnumMap<>(Kernel.class);
        EngineProcess process = EngineProcess.start(command);
        try {
            if (!process.note().isEmpty()) {
                measurements.remark(name, process.note());
            }
            for (int round = 0; round < rounds; round++) {
                for (Kernel kernel : EnumSet.copyOf(able)) {
                    List<Double> before = times.computeIfAbsent(kernel, first -> new ArrayList<>());
                    if (enough(before)) {
                        continue;
                    }
                    try {
                        before.add((double) process.run(kernel));
                        refuseEndless(before);
                    } catch (IOException e) {
                        able.remove(kernel);
                        times.remove(kernel);
                        measurements.failed(name, kernel, String.valueOf(e.getMessage()));
                        process.close();
                        process = EngineProcess.start(command);
                    }
                }
            }
        } finally {
            process.close();
        }
        times.forEach((kernel, all) -> measurements.add(
                name, kernel, Spread.of(all.subList(all.size() / 2, all.size())).median()));
    }

    private static boolean enough(List<Double> times) {
        return times.size() >= LEAST_RUNS && sum(times) > PATIENCE;
    }

    private static void refuseEndless(List<Double> times) throws IOException {
        if (times.size() < LEAST_RUNS && sum(times) > LIMIT) {
            throw new IOException("less than %d runs take longer than %.0f seconds".formatted(LEAST_RUNS, LIMIT / 1e9));
        }
    }

    private static double sum(List<Double> times) {
        return times.stream().mapToDouble(time -> time).sum();
    }

    @Override
    public String toString() {
        return title;
    }

    /** Whether there is something that it can run. */
    boolean isAble() {
        return !able.isEmpty();
    }
}
