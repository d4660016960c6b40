package dev.hostcall.benchmarks.compute;

import dev.hostcall.benchmarks.report.Heap;
import dev.hostcall.guests.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All of them, in the order of the tables. */
final class Contenders {
    private static final String PEERS = "dev.hostcall.benchmarks.peers.";

    private final Path sources;
    private final Path target;
    private final NativePrograms programs;

    /** Takes the folder of the guests' sources, and the one in which all is built. */
    Contenders(Path sources, Path target) {
        this.sources = sources;
        this.target = target;
        programs = new NativePrograms(sources, target);
    }

    List<Contender> all() {
        return List.of(
                new Contender(
                        Contender.NATIVE,
                        Kernel.plain(GuestFile.MICRO, GuestFile.KERNELS),
                        () -> programs.nativeC("kernels.c")),
                new Contender(Contender.NATIVE, Kernel.plain(GuestFile.SIMD), () -> programs.nativeC("simd.c")),
                new Contender(Contender.RUST, Kernel.plain(GuestFile.JPEG), programs::nativeRust),
                wasm2c(GuestFile.MICRO),
                wasm2c(GuestFile.KERNELS),
                wasm2c(GuestFile.SIMD),
                wasm2c(GuestFile.JPEG),
                new Contender(Contender.V8, Kernel.PLAIN, this::node),
                ours(Contender.GUARD, "GUARD", "OFF"),
                ours(Contender.GUARD_METERED, "GUARD", "ON"),
                ours(Contender.EXPLICIT, "EXPLICIT", "OFF"),
                ours(Contender.EXPLICIT_METERED, "EXPLICIT", "ON"),
                peer("Chicory's compiler", "ChicoryEngine"),
                peer("Endive's compiler", "EndiveEngine"),
                new Contender("GraalWasm", Kernel.ALL, () -> java(optimizing(), PEERS + "GraalWasmEngine")),
                peer("wasmtime-java", "WasmtimeEngine"));
    }

    private Contender wasm2c(GuestFile file) {
        return new Contender(Contender.WASM2C, Kernel.plain(file), () -> programs.wasm2c(file));
    }

    private Contender ours(String name, String bounds, String metering) {
        return new Contender(name, Kernel.ALL, () -> java(List.of(), HostcallEngine.class.getName(), bounds, metering));
    }

    private Contender peer(String name, String main) {
        return new Contender(name, Kernel.ALL, () -> java(List.of(), PEERS + main));
    }

    private List<String> node() throws IOException {
        Stream<Path> modules = Kernel.PLAIN.stream()
                .map(kernel -> kernel.file.in(target))
                .distinct()
                .filter(Files::exists);
        return Stream.concat(Stream.of(Tool.find("node", "nodejs").path(), sources.resolve("v8.mjs")), modules)
                .map(Path::toString)
                .toList();
    }

    private List<String> java(List<String> options, String... mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Heap.OPTIONS);
        command.addAll(options);
        command.add("-Dguests=" + target);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    /**
     * What GraalWasm needs to compile on a JDK that is not GraalVM, whose compiler is made for JDK 21 and later, and to have its vectors be
     * the machine's.
     */
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
                "--add-modules=jdk.incubator.vector",
                "--sun-misc-unsafe-memory-access=allow");
    }
}
