package dev.hostcall.benchmarks.compute;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs all kernels on all contenders in turn, round after round, so that a disturbance of the machine hits all of them, and
 * prints the least disturbed times. The first rounds, in which just-in-time compilers are at work, therefore drop out.
 */
public final class Compute {
    private static final String PEERS = "dev.hostcall.benchmarks.peers.";

    private final Path sources;
    private final Path target;
    private final NativePrograms programs;
    private final Measurements measurements = new Measurements();
    private final PrintStream progress;

    private Compute(Path sources, Path target, PrintStream progress) {
        this.sources = sources;
        this.target = target;
        this.progress = progress;
        programs = new NativePrograms(sources, target);
    }

    /** Takes the folder of the guests' sources, a folder to build in, and the number of rounds. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Compute compute = new Compute(Path.of(arguments[0]), Path.of(arguments[1]), out);
        compute.measure(Integer.parseInt(arguments[2]));
        new ComputeTable(compute.measurements, out).print();
    }

    private void measure(int rounds) throws IOException {
        Set<Kernel> kernels = makeGuests();
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (Contender contender : contenders()) {
                progress.println("starting " + contender.name());
                try {
                    entrants.add(new Entrant(contender, kernels, measurements));
                } catch (IOException e) {
                    measurements.leftOut(contender.name(), e);
                }
            }
            for (int round = 1; round <= rounds; round++) {
                progress.println("round " + round + " of " + rounds);
                for (Kernel kernel : kernels) {
                    for (Entrant entrant : entrants) {
                        entrant.run(kernel);
                    }
                }
            }
        } finally {
            for (Entrant entrant : entrants) {
                entrant.close();
            }
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

    private List<Contender> contenders() {
        return List.of(
                new Contender(Contender.NATIVE, Kernel.COMPUTING, programs::nativeC),
                new Contender(Contender.WASM2C, Kernel.COMPUTING, programs::wasm2c),
                ours(Contender.GUARD, "GUARD", "OFF"),
                ours(Contender.GUARD_METERED, "GUARD", "ON"),
                ours(Contender.EXPLICIT, "EXPLICIT", "OFF"),
                ours(Contender.EXPLICIT_METERED, "EXPLICIT", "ON"),
                new Contender("Chicory's compiler", Kernel.ALL, () -> java(List.of(), PEERS + "ChicoryEngine")),
                new Contender("GraalWasm", Kernel.ALL, () -> java(optimizing(), PEERS + "GraalWasmEngine")),
                new Contender("wasmtime-java", Kernel.ALL, () -> java(List.of(), PEERS + "WasmtimeEngine")));
    }

    private Contender ours(String name, String bounds, String metering) {
        return new Contender(name, Kernel.ALL, () -> java(List.of(), HostcallEngine.class.getName(), bounds, metering));
    }

    private List<String> java(List<String> options, String... mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dguests=" + target);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    /** What GraalWasm needs to compile on a JDK that is not GraalVM; its compiler is made for JDK 21 and later. */
    private static List<String> optimizing() {
        if (Runtime.version().feature() < 21) {
            return List.of();
        }
        String compiler = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> jar.matches(".*[/\\\\](compiler|collections|word|truffle-compiler)-[0-9.]+\\.jar"))
                .filter(jar -> jar.contains("graalvm"))
                .collect(Collectors.joining(File.pathSeparator));
        if (compiler.isEmpty()) {
            return List.of();
        }
        return List.of(
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "--upgrade-module-path=" + compiler,
                "--sun-misc-unsafe-memory-access=allow");
    }
}
