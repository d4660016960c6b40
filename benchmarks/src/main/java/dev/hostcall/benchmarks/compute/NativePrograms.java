package dev.hostcall.benchmarks.compute;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the two contenders that are C programs, with the system's C compiler at {@code -O2}. */
final class NativePrograms {
    private static final List<String> MODULES = List.of("kern", "lua", "micro");

    private final Path guests;
    private final Path target;
    private final String compiler;

    /** Takes the folder of the guests, and one to build in. */
    NativePrograms(Path guests, Path target) {
        this.guests = guests;
        this.target = target;
        String chosen = System.getenv("CC");
        compiler = chosen == null || chosen.isBlank() ? "cc" : chosen;
    }

    /** The kernels in C. */
    List<String> nativeC() throws IOException {
        Path program = target.resolve("native");
        build(program, List.of(), List.of(source("native.c"), source("kern.c"), source("lua.c")));
        return List.of(program.toString());
    }

    /** The kernels in C that wasm2c has made of their WebAssembly. */
    List<String> wasm2c() throws IOException {
        Path tool = find("wasm2c")
                .orElseThrow(() -> new IOException("wasm2c is not installed (on Debian: apt-get install wabt)"));
        Path runtime = tool.resolveSibling("../share/wabt/wasm2c").normalize();
        if (!Files.exists(runtime.resolve("wasm-rt-impl.c"))) {
            throw new IOException("wasm2c's runtime is not at " + runtime);
        }
        Path program = target.resolve("wasm2c");
        List<String> sources = new ArrayList<>(
                List.of(source("wasm2c.c"), runtime.resolve("wasm-rt-impl.c").toString()));
        for (String module : MODULES) {
            Path translated = target.resolve("w_" + module + ".c");
            if (isOlder(translated, List.of(source(module + ".wasm")))) {
                run(List.of(tool.toString(), "-n", module, source(module + ".wasm"), "-o", translated.toString()));
            }
            sources.add(translated.toString());
        }
        build(program, List.of("-I" + target, "-I" + runtime), sources);
        return List.of(program.toString());
    }

    private String source(String name) {
        return guests.resolve(name).toString();
    }

    private static Optional<Path> find(String tool) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void build(Path program, List<String> options, List<String> sources) throws IOException {
        if (isOlder(program, sources)) {
            List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-o", program.toString()));
            command.addAll(options);
            command.addAll(sources);
            command.add("-lm");
            run(command);
        }
    }

    private static boolean isOlder(Path made, List<String> sources) throws IOException {
        if (!Files.exists(made)) {
            return true;
        }
        for (String source : sources) {
            if (Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(Path.of(source))) < 0) {
                return true;
            }
        }
        return false;
    }

    private void run(List<String> command) throws IOException {
        Files.createDirectories(target);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.get(0) + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
