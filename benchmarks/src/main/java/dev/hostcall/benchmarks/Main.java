package dev.hostcall.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its own arguments, and ends with one table of all figures beside their targets. */
public final class Main {
    private Main() {}

    /** Takes JMH's arguments; without any, everything is measured, in about three minutes. */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        CommandLineOptions asked = new CommandLineOptions(arguments);
        Options options =
                new OptionsBuilder().parent(asked).addProfiler(GCProfiler.class).build();
        Figures figures = new Figures(new Runner(options).run());
        new Table(new PrintStream(System.out, true, StandardCharsets.UTF_8)).print(figures);
    }
}
