package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A contender in its process. A kernel that it fails is not asked of it again, and the others are asked of a new process. */
final class Entrant implements AutoCloseable {
    /** A kernel that takes so long is run {@link #RUNS_WHEN_SLOW} times only. */
    private static final long SLOW_NANOSECONDS = 1_000_000_000;

    private static final int RUNS_WHEN_SLOW = 3;

    private final String name;
    private final List<String> command;
    private final Measurements measurements;
    private final Set<Kernel> able = EnumSet.noneOf(Kernel.class);
    private final Map<Kernel, Integer> slowRuns = new EnumMap<>(Kernel.class);
    private EngineProcess process;

    /**
     * Builds and starts it.
     *
     * @throws IOException if it cannot run here; the message says why
     */
    Entrant(Contender contender, Measurements measurements) throws IOException {
        name = contender.name();
        able.addAll(contender.kernels());
        command = contender.program().command();
        this.measurements = measurements;
        process = EngineProcess.start(command);
        if (!process.note().isEmpty()) {
            measurements.remark(name, process.note());
        }
    }

    /** Runs a kernel once, if it can and has not been seen to be slow, and keeps the time. */
    void run(Kernel kernel, Round round) throws IOException {
        int slow = slowRuns.getOrDefault(kernel, 0);
        if (!able.contains(kernel) || slow >= RUNS_WHEN_SLOW) {
            return;
        }
        try {
            long nanoseconds = process.run(kernel);
            if (round == Round.MEASURED || slow > 0) {
                measurements.add(name, kernel, nanoseconds);
            }
            if (nanoseconds > SLOW_NANOSECONDS) {
                slowRuns.put(kernel, slow + 1);
            }
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

    /** What a round is for. */
    enum Round {
        /** For just-in-time compilers. */
        WARM_UP,
        /** For the table. */
        MEASURED
    }
}
