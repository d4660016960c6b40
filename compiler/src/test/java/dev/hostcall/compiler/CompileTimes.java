package dev.hostcall.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints how long generated modules of 1, 2, 4 and 8 times a size take to compile; docs/compiler.md says how to run it. The
 * column of the ratio shows whether the time grows as the size does.
 */
public final class CompileTimes {
    private static final int SMALLEST = 128 << 10;

    private CompileTimes() {}

    /**
     * Measures.
     *
     * @param arguments the optimization levels; 0 and 2 by default
     */
    public static void main(String[] arguments) throws IOException {
        String[] levels = arguments.length > 0 ? arguments : new String[] {"0", "2"};
        Path object = Files.createTempFile("compile-times", ".so");
        System.out.println("| level | module | seconds | of the one half as large |\n|---|---|---|---|");
        try {
            for (String level : levels) {
                CompilerOptions options = CompilerOptions.defaults().withOptimization(Integer.parseInt(level));
                WasmCompiler.compile(GeneratedModule.ofSize(SMALLEST), options.withOptimization(0), object); // warm up
                double previous = 0;
                for (int times = 1; times <= 8; times *= 2) {
                    previous = measure(GeneratedModule.ofSize(SMALLEST * times), options, object, previous);
                }
            }
        } finally {
            Files.delete(object);
        }
    }

    private static double measure(byte[] wasm, CompilerOptions options, Path object, double previous) {
        long begin = System.nanoTime();
        WasmCompiler.compile(wasm, options, object);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "| %d | %,d KiB | %.1f | %s |%n",
                options.optimization(),
                wasm.length >> 10,
                seconds,
                previous == 0 ? "" : "%.2f".formatted(seconds / previous));
        return seconds;
    }
}
