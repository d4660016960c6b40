package dev.hostcall.benchmarks.wasi;

import dev.hostcall.benchmarks.ResidentMemory;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Copies a file through a guest and by the same program in C, in turns; and has many guests sleep at once on one thread. */
public final class WasiFigures {
    private static final int FILE = 100_000_000;
    private static final int ROUNDS = 9;
    private static final int SLEEPERS = 10_000;
    private static final int NAP = 1_000;
    private static final double MILLI = 1e6;
    private static final double MIB = 1024 * 1024;

    private final Path target;
    private final GuestModule program;
    private final Path ownProgram;

    private WasiFigures(Path source, Path target) throws IOException {
        this.target = target;
        Path wasm = target.resolve("wasi.wasm");
        Tool.find("clang", "clang lld wasi-libc libclang-rt-14-dev-wasm32")
                .run(List.of("--target=wasm32-wasi", "-O2", "-o", wasm.toString(), source.toString()));
        this.program = GuestModule.load(WasmCompiler.compile(Files.readAllBytes(wasm)), "wasi");
        this.ownProgram = target.resolve("wasi");
        Tool.cCompiler().run(List.of("-O2", "-o", ownProgram.toString(), source.toString()));
    }

    /** Takes the program's source and a folder to work in. */
    public static void main(String[] arguments) throws IOException {
        Path target = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        WasiFigures figures = new WasiFigures(Path.of(arguments[0]), target);
        figures.copies();
        figures.sleepers();
    }

    private interface Copy {
        void run() throws IOException;
    }

    private void copies() throws IOException {
        byte[] content = new byte[FILE];
        new Random(1).nextBytes(content);
        Path from = Files.write(target.resolve("from"), content);
        Path to = target.resolve("to");
        double[] inC = new double[ROUNDS];
        double[] inGuest = new double[ROUNDS];
        for (int i = -1; i < ROUNDS; i++) { // the first is not counted
            double c =
                    copied(to, content, () -> Tool.at(ownProgram).run(List.of("copy", from.toString(), to.toString())));
            double guest = copied(to, content, this::copyInGuest);
            if (i >= 0) {
                inC[i] = c;
                inGuest[i] = guest;
            }
        }
        System.out.printf("100 MB copied in C, a process: %s%n", Spread.of(inC));
        System.out.printf("100 MB copied by a guest:      %s%n", Spread.of(inGuest));
        System.out.printf("of that in C:                  %.2f%n", Spread.of(inGuest).median / Spread.of(inC).median);
        Files.delete(from);
        Files.delete(to);
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

    private void copyInGuest() throws IOException {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder()
                        .arguments("wasi", "copy", "/work/from", "/work/to")
                        .preopen(target, "/work")
                        .build();
                Instance instance = region.newInstance(program, wasi.imports())) {
            int code = Wasi.run(instance);
            if (code != 0) {
                throw new IOException("the guest has ended with " + code);
            }
        }
    }

    private void sleepers() throws IOException {
        double[] times = new double[ROUNDS];
        long resident = 0;
        for (int i = 0; i < ROUNDS; i++) {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            List<AutoCloseable> opened = new ArrayList<>();
            try (Region region = Region.create(SLEEPERS, Limits.defaults())) {
                List<CompletableFuture<Integer>> codes = new ArrayList<>();
                long start = System.nanoTime();
                for (int sleeper = 0; sleeper < SLEEPERS; sleeper++) {
                    Wasi wasi = Wasi.builder()
                            .arguments("wasi", "nap", String.valueOf(NAP))
                            .build();
                    Instance instance = region.newInstance(program, wasi.imports());
                    opened.add(wasi);
                    opened.add(instance);
                    codes.add(Wasi.start(instance.runAsync("_start"), thread));
                }
                resident = Math.max(resident, ResidentMemory.bytes());
                for (CompletableFuture<Integer> code : codes) {
                    if (code.join() != 0) {
                        throw new IOException("a guest has ended with " + code.join());
                    }
                }
                times[i] = (System.nanoTime() - start) / MILLI;
                close(opened);
            } finally {
                thread.shutdown();
            }
        }
        System.out.printf(
                "%,d guests made, asleep for %,d ms on one thread, and ended: %s; at most %.0f MiB resident%n",
                SLEEPERS, NAP, Spread.of(times), resident / MIB);
    }

    private static void close(List<AutoCloseable> opened) throws IOException {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    /** In milliseconds. */
    private record Spread(double median, double least, double most) {
        static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        }

        @Override
        public String toString() {
            return "%,.0f ms (%,.0f to %,.0f)".formatted(median, least, most);
        }
    }
}
