package dev.hostcall.compiler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * How the time to compile grows with what a module has much of: each kind of {@link Nests}, doubled four times. A campaign, not
 * a test: run its main method with the smallest count, the level, and the kinds.
 */
final class NestingTimes {
    private static final int DOUBLINGS = 4;

    private NestingTimes() {}

    /**
     * Measures.
     *
     * @param arguments the smallest count, the optimization level, and kinds (all by default)
     */
    public static void main(String[] arguments) throws Exception {
        int smallest = Integer.parseInt(arguments[0]);
        CompilerOptions options = CompilerOptions.defaults().withOptimization(Integer.parseInt(arguments[1]));
        EnumSet<Nests> kinds = EnumSet.noneOf(Nests.class);
        for (int i = 2; i < arguments.length; i++) {
            kinds.add(Nests.valueOf(arguments[i]));
        }
        Path object = Files.createTempFile("nesting-times", ".so");
        try {
            WasmCompiler.compile(Nests.LINE.of(10), options, object); // warm up
            for (Nests kind : kinds.isEmpty() ? EnumSet.allOf(Nests.class) : kinds) {
                measure(kind, smallest, options, object);
            }
        } finally {
            Files.delete(object);
        }
    }

    private static void measure(Nests kind, int smallest, CompilerOptions options, Path object) {
        double previous = 0;
        for (int i = 0; i <= DOUBLINGS; i++) {
            byte[] wasm = kind.of(smallest << i);
            long begin = System.nanoTime();
            WasmCompiler.compile(wasm, options, object);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%s %,d: %.2f s%s%n",
                    kind, smallest << i, seconds, previous == 0 ? "" : ", times %.2f".formatted(seconds / previous));
            previous = seconds;
        }
    }
}
