package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A contender in its process. A kernel that fails is not tried again, and the others go to a new process. */
final class Entrant implements AutoCloseable {
    /**
     * A kernel that has taken this long in all, over at least {@link #LEAST_RUNS} runs, is not run again: a single run of a
     * just-in-time compiler says nothing.
     */
    private static final long PATIENCE_NANOSECONDS = 10_000_000_000L;

    private static final int LEAST_RUNS = 4;

    private final String name;
    private final List<String> command;
    private final Measurements measurements;
    private final Set<Kernel> able = EnumSet.noneOf(Kernel.class);
    private final Map<Kernel, Long> spent = new EnumMap<>(Kernel.class);
    private final Map<Kernel, Integer> runs = new EnumMap<>(Kernel.class);
    private EngineProcess process;

    /**
     * Builds and starts it.
     *
     * @param kernels those that are there to be run
     * @throws IOException if it cannot run here; the message says why
     */
    Entrant(Contender contender, Set<Kernel> kernels, Measurements measurements) throws IOException {
        name = contender.name();
        able.addAll(contender.kernels());
        able.retainAll(kernels);
        command = contender.program().command();
        this.measurements = measurements;
        process = EngineProcess.start(command);
        if (!process.note().isEmpty()) {
            measurements.remark(name, process.note());
        }
    }

    /** Runs a kernel once, if it can and time is left for it, and keeps the time. */
    void run(Kernel kernel) throws IOException {
        int run = runs.getOrDefault(kernel, 0);
        if (!able.contains(kernel) || (run >= LEAST_RUNS && spent.getOrDefault(kernel, 0L) > PATIENCE_NANOSECONDS)) {
            return;
        }
        try {
            long nanoseconds = process.run(kernel);
            runs.put(kernel, run + 1);
            spent.merge(kernel, nanoseconds, Long::sum);
            measurements.add(name, kernel, nanoseconds);
        } catch (IOException e) {
            able.remove(kernel);
            measurements.failed(name, kernel, String.valueOf(e.getMessage()));
            process.close();
            process = EngineProcess.start(command);
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
