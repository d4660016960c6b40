package dev.hostcall.benchmarks.compute;

import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the contenders that are native programs, with the system's C compiler at {@code -O2}. */
final class NativePrograms {
    /**
     * Floating-point numbers as WebAssembly has them: nothing is fused, and the root of a negative number is not an error. Functions are
     * found by their names.
     */
    private static final List<String> OPTIONS = List.of("-O2", "-ffp-contract=off", "-fno-math-errno", "-rdynamic");

    private final Path sources;
    private final Path target;

    /** Takes the folder of the guests' sources, and the one to build in. */
    NativePrograms(Path sources, Path target) {
        this.sources = sources;
        this.target = target;
    }

    /** Kernels in C. */
    List<String> nativeC(String source) throws IOException {
        return build(
                "native-" + source.replace(".c", ""),
                List.of(
                        sources.resolve("native.c").toString(),
                        sources.resolve(source).toString()));
    }

    /** The picture's decoder in Rust. */
    List<String> nativeRust() throws IOException {
        Path library = target.resolve("libjpeg.a");
        RustPrograms.library(sources, library);
        return build(
                "native-jpeg",
                List.of(
                        sources.resolve("native.c").toString(),
                        "-Wl,-u,jpeg",
                        library.toString(),
                        "-lpthread",
                        "-ldl"));
    }

    /** A module as C that wasm2c has made of it. */
    List<String> wasm2c(GuestFile file) throws IOException {
        Path wasm = file.in(target);
        if (!Files.exists(wasm)) {
            throw new IOException("there is no " + wasm.getFileName());
        }
        Path wasm2c = NpmPrograms.WABT.file(target, "bin/wasm2c");
        String module = file.module();
        Path translated = target.resolve("w_" + module + ".c");
        Tool.find("node", "nodejs")
                .run(List.of(wasm2c.toString(), "-n", module, wasm.toString(), "-o", translated.toString()));
        return build(
                "wasm2c-" + module,
                List.of(
                        "-DMODULE=" + module,
                        "-DHEADER=\"w_" + module + ".h\"",
                        "-DIMPORTS=" + (file == GuestFile.MICRO ? ",NULL" : ""),
                        "-I" + target,
                        "-I" + sources,
                        sources.resolve("wasm2c.c").toString(),
                        translated.toString()));
    }

    private List<String> build(String name, List<String> filesAndOptions) throws IOException {
        Path program = target.resolve(name);
        List<String> arguments = new ArrayList<>(OPTIONS);
        if (System.getProperty("os.arch").equals("amd64")) {
            arguments.addAll(List.of("-msse4.2", "-mpopcnt", "-mno-avx")); // as our compiler has it
        }
        arguments.addAll(List.of("-o", program.toString()));
        arguments.addAll(filesAndOptions);
        arguments.add("-lm");
        Tool.cCompiler().run(arguments);
        return List.of(program.toString());
    }
}
