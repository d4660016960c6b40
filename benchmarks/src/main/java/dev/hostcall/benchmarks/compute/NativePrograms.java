package dev.hostcall.benchmarks.compute;

import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the two contenders that are C programs, with the system's C compiler at {@code -O2}. */
final class NativePrograms {
    /**
     * Floating-point numbers as WebAssembly has them: nothing is fused, and the root of a negative number is not an error.
     */
    private static final List<String> OPTIONS = List.of("-O2", "-ffp-contract=off", "-fno-math-errno");

    private static final List<GuestFile> TRANSLATED = List.of(GuestFile.KERNELS, GuestFile.MICRO);

    private final Path sources;
    private final Path target;

    /** Takes the folder of the guests' sources, and the one to build in. */
    NativePrograms(Path sources, Path target) {
        this.sources = sources;
        this.target = target;
    }

    /** The kernels in C. */
    List<String> nativeC() throws IOException {
        return build("native", List.of(), List.of(source("native.c"), source("kernels.c")));
    }

    /** The kernels in C that wasm2c has made of their WebAssembly. */
    List<String> wasm2c() throws IOException {
        Tool wasm2c = Tool.find("wasm2c", "wabt");
        Path runtime = wasm2c.path().resolveSibling("../share/wabt/wasm2c").normalize();
        if (!Files.exists(runtime.resolve("wasm-rt-impl.c"))) {
            throw new IOException("wasm2c's runtime is not at " + runtime);
        }
        List<Path> all = new ArrayList<>(List.of(source("wasm2c.c"), runtime.resolve("wasm-rt-impl.c")));
        for (GuestFile file : TRANSLATED) {
            Path wasm = file.in(target);
            if (!Files.exists(wasm)) {
                throw new IOException("there is no " + wasm.getFileName());
            }
            Path translated = target.resolve("w_" + file.module() + ".c");
            wasm2c.run(List.of("-n", file.module(), wasm.toString(), "-o", translated.toString()));
            all.add(translated);
        }
        return build("wasm2c", List.of("-I" + target, "-I" + runtime), all);
    }

    private Path source(String name) {
        return sources.resolve(name);
    }

    private List<String> build(String name, List<String> options, List<Path> files) throws IOException {
        Path program = target.resolve(name);
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(options);
        arguments.addAll(List.of("-o", program.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        arguments.add("-lm");
        Tool.cCompiler().run(arguments);
        return List.of(program.toString());
    }
}
