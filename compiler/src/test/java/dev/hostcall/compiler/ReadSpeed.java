package dev.hostcall.compiler;

import dev.hostcall.compiler.read.ModuleDecoder;
import dev.hostcall.compiler.read.WasmModule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints how fast a module is read and validated, in processor time of one thread, and what the result keeps beside the bytes;
 * docs/compiler.md says how to run it.
 */
public final class ReadSpeed {
    private static final int ROUNDS = 10;

    private ReadSpeed() {}

    /**
     * Measures.
     *
     * @param arguments a module's file; without, a generated module of 8 MiB
     */
    public static void main(String[] arguments) throws IOException {
        byte[] wasm =
                arguments.length > 0 ? Files.readAllBytes(Path.of(arguments[0])) : GeneratedModule.ofSize(8 << 20);
        System.out.printf("%,d bytes%n", wasm.length);
        for (int round = 1; round <= ROUNDS; round++) {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            ModuleDecoder.decode(wasm);
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
            System.out.printf("round %d: %.0f MB/s%n", round, wasm.length / seconds / 1e6);
        }
        long before = used();
        WasmModule module = ModuleDecoder.decode(wasm);
        try {
            System.out.printf("kept beside a copy of the bytes: %,d bytes%n", used() - before - wasm.length);
        } finally {
            Reference.reachabilityFence(module);
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
