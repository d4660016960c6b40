package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.report.Heap;
import dev.hostcall.benchmarks.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its own arguments, and ends with one table of all figures beside their targets. */
public final class Main {
    private Main() {}

    /**
     * Takes the report's file without an ending, beside which JMH's own is written, and JMH's arguments; without any of these, everything is
     * measured.
     */
    public static void main(String[] arguments) throws CommandLineOptionException, IOException, RunnerException {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        CommandLineOptions asked = new CommandLineOptions(Arrays.copyOfRange(arguments, 1, arguments.length));
        Path compact = file.resolveSibling("compact.so");
        WasmGuest.compileCompact(compact);
        Options options = new OptionsBuilder()
                .parent(asked)
                .param("object", compact.toString())
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(file + "-jmh.json")
                .build();
        Report report = new Report();
        report.fact("JVMs", String.join(" ", Heap.OPTIONS) + ", where a row says nothing else");
        Table table = new Table(new Figures(new Runner(options).run()));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf("%n%s%n", report.machine());
        table.print(out);
        table.panels().forEach(report::add);
        report.write(file);
    }
}
