package dev.hostcall.benchmarks.compute;

import dev.hostcall.benchmarks.report.Heap;
import dev.hostcall.benchmarks.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs all kernels on all contenders, one after the other in a process of its own, and again so many times: the processes of one contender
 * are far apart, so that a disturbance of the machine does not hit all of them. Prints the medians of the processes, with the least and the
 * most.
 */
public final class Compute {
    private final Path sources;
    private final Path target;
    private final Measurements measurements = new Measurements();
    private final PrintStream progress;

    private Compute(Path sources, Path target, PrintStream progress) {
        this.sources = sources;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Takes the folder of the guests' sources, a folder to build in, the number of processes of each contender, how often each runs each kernel,
     * the report's file without an ending, and a regular expression of the contenders' names.
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Compute compute = new Compute(Path.of(arguments[0]), Path.of(arguments[1]), out);
        Report report = new Report();
        report.fact("processes", arguments[2] + " of each contender, " + arguments[3] + " runs of a kernel in each");
        report.fact("JVMs", String.join(" ", Heap.OPTIONS));
        compute.measure(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Pattern.compile(arguments[5]));
        new ComputeTable(compute.measurements, report).add();
        report.print(out);
        report.write(Path.of(arguments[4]));
    }

    private void measure(int processes, int rounds, Pattern names) {
        Set<Kernel> kernels = makeGuests();
        List<Entrant> entrants = new ArrayList<>();
        for (Contender contender : new Contenders(sources, target).all()) {
            if (!names.matcher(contender.name()).find()) {
                continue;
            }
            progress.println("building " + contender);
            try {
                entrants.add(new Entrant(contender, kernels, measurements));
            } catch (IOException e) {
                measurements.leftOut(contender.toString(), e);
            }
        }
        for (int process = 1; process <= processes; process++) {
            for (Entrant entrant : List.copyOf(entrants)) {
                progress.println("process " + process + " of " + processes + ": " + entrant);
                try {
                    entrant.measure(rounds);
                } catch (IOException e) {
                    measurements.leftOut(entrant.toString(), e);
                    entrants.remove(entrant);
                }
            }
            entrants.removeIf(entrant -> !entrant.isAble());
        }
    }

    /** Makes what can be made here; returns its kernels. */
    private Set<Kernel> makeGuests() {
        Set<Kernel> kernels = EnumSet.allOf(Kernel.class);
        for (GuestFile file : GuestFile.values()) {
            progress.println("making " + file.module());
            try {
                file.make(sources, target);
            } catch (IOException e) {
                Set<Kernel> without = EnumSet.copyOf(kernels);
                without.removeIf(kernel -> kernel.file != file);
                kernels.removeAll(without);
                measurements.leftOut(Measurements.names(without), e);
            }
        }
        return kernels;
    }
}
