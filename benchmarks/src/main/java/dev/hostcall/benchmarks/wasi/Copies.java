package dev.hostcall.benchmarks.wasi;

import dev.hostcall.benchmarks.report.Spread;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.wasi.Wasi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Copies a file by a program in C and by the same program as a guest, in turns. */
public final class Copies {
    private static final int FILE = 100_000_000;
    private static final int ROUNDS = 7;
    private static final double MILLI = 1e6;

    private Copies() {}

    private interface Copy {
        void run() throws IOException;
    }

    /** Takes the guest, which lies beside the program; prints milliseconds of both, and their ratio. */
    public static void main(String[] arguments) throws IOException {
        Path wasm = Path.of(arguments[0]);
        Path folder = wasm.resolveSibling("");
        Tool program = Tool.at(folder.resolve("wasi"));
        byte[] content = new byte[FILE];
        new Random(1).nextBytes(content);
        Path from = Files.write(folder.resolve("from"), content);
        Path to = folder.resolve("to");
        List<Double> inC = new ArrayList<>();
        List<Double> inGuest = new ArrayList<>();
        try (GuestModule module = GuestModule.load(WasmCompiler.compile(Files.readAllBytes(wasm)), "wasi")) {
            for (int i = -1; i < ROUNDS; i++) { // the first is not counted
                double c = copied(to, content, () -> program.run(List.of("copy", from.toString(), to.toString())));
                double guest = copied(to, content, () -> copyInGuest(module, folder));
                if (i >= 0) {
                    inC.add(c);
                    inGuest.add(guest);
                }
            }
        }
        Files.delete(from);
        Files.delete(to);
        double c = Spread.of(inC).median();
        double guest = Spread.of(inGuest).median();
        System.out.println(c + " " + guest + " " + guest / c);
    }

    /** Milliseconds; every copy is compared. */
    private static double copied(Path to, byte[] content, Copy copy) throws IOException {
        Files.deleteIfExists(to);
        long start = System.nanoTime();
        copy.run();
        double taken = (System.nanoTime() - start) / MILLI;
        if (!Arrays.equals(Files.readAllBytes(to), content)) {
            throw new IOException(to + " is no copy");
        }
        return taken;
    }

    private static void copyInGuest(GuestModule module, Path folder) throws IOException {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder()
                        .arguments("wasi", "copy", "/work/from", "/work/to")
                        .preopen(folder, "/work")
                        .build();
                Instance instance = region.newInstance(module, wasi.imports())) {
            int code = Wasi.run(instance);
            if (code != 0) {
                throw new IOException("the guest has ended with " + code);
            }
        }
    }
}
