package dev.hostcall.benchmarks.wasi;

import dev.hostcall.benchmarks.ResidentMemory;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.wasi.Wasi;
import dev.hostcall.wasi.WasiBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Has many guests sleep at once on one thread. */
public final class Sleepers {
    /** How many. */
    static final int COUNT = 10_000;

    /** How long, in milliseconds. */
    static final int NAP = 1_000;

    private static final long FOR_EVER = 3_600_000;
    private static final int ROUNDS = 3;
    private static final double MILLI = 1e6;

    private final GuestModule module;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Wasi> systems = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final List<CompletableFuture<Integer>> codes = new ArrayList<>();

    private Sleepers(GuestModule module) {
        this.module = module;
    }

    /**
     * Takes the guest. Prints, of guests that all sleep: bytes resident, bytes of the Java heap in use, pages touched, each for one of them;
     * MiB resident of the whole process; and the milliseconds in which the same number is made, sleeps a second and ends.
     */
    public static void main(String[] arguments) throws IOException {
        try (GuestModule module =
                GuestModule.load(WasmCompiler.compile(Files.readAllBytes(Path.of(arguments[0]))), "wasi")) {
            Sleepers sleepers = new Sleepers(module);
            String asleep = sleepers.asleep();
            double taken = 0;
            for (int i = 0; i < ROUNDS; i++) { // the last one counts
                taken = sleepers.awakened();
            }
            System.out.println(asleep + " " + taken);
            sleepers.thread.shutdown();
        }
    }

    private String asleep() throws IOException {
        try (Region region = Region.create(COUNT, Limits.defaults())) {
            long heap = heapInUse();
            long resident = ResidentMemory.bytes();
            long faults = ResidentMemory.pageFaults();
            start(region, FOR_EVER);
            CompletableFuture.runAsync(() -> {}, thread).join(); // after all of them
            faults = ResidentMemory.pageFaults() - faults;
            long heapThen = heapInUse();
            long residentThen = ResidentMemory.bytes();
            codes.forEach(code -> code.cancel(true));
            close();
            return (residentThen - resident) / COUNT + " " + (heapThen - heap) / COUNT + " " + (double) faults / COUNT
                    + " " + residentThen / (1 << 20);
        }
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private double awakened() throws IOException {
        try (Region region = Region.create(COUNT, Limits.defaults())) {
            long start = System.nanoTime();
            start(region, NAP);
            for (CompletableFuture<Integer> code : codes) {
                if (code.join() != 0) {
                    throw new IOException("a guest has ended with " + code.join());
                }
            }
            double taken = (System.nanoTime() - start) / MILLI;
            close();
            return taken;
        }
    }

    private void start(Region region, long nap) {
        WasiBuilder builder = Wasi.builder().arguments("wasi", "nap", String.valueOf(nap));
        for (int i = 0; i < COUNT; i++) {
            Wasi wasi = builder.build();
            Instance instance = region.newInstance(module, wasi.imports());
            systems.add(wasi);
            instances.add(instance);
            codes.add(Wasi.start(instance.runAsync("_start"), thread));
        }
    }

    private void close() {
        instances.forEach(Instance::close);
        systems.forEach(Wasi::close);
        List.of(instances, systems, codes).forEach(List::clear);
    }
}
