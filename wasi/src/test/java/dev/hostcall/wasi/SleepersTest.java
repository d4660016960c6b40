package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many programs that wait at the same time. */
final class SleepersTest {
    private static final int SLEEPERS = Integer.getInteger("hostcall.wasi.sleepers", 1_000);

    @Test
    void manyProgramsSleepOnOneThread() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<Wasi> systems = new ArrayList<>();
        List<Instance> programs = new ArrayList<>();
        WasiBuilder builder = Wasi.builder().arguments("programs", "nap", "500");
        try (Region region = Region.create(SLEEPERS, Limits.defaults())) {
            List<CompletableFuture<Integer>> codes = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < SLEEPERS; i++) {
                systems.add(builder.build());
                programs.add(region.newInstance(Programs.c(), systems.get(i).imports()));
                codes.add(Wasi.start(programs.get(i).runAsync("_start"), thread));
            }
            assertThat(codes).allSatisfy(code -> assertThat(code.join()).isZero());
            assertThat(System.nanoTime() - start)
                    .as("a tenth of what it would take one after the other")
                    .isLessThan(SLEEPERS * 50_000_000L);
            programs.forEach(Instance::close);
        } finally {
            systems.forEach(Wasi::close);
            thread.shutdown();
        }
    }
}
