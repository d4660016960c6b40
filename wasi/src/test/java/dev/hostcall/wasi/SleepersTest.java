package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
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

    /** None of them is woken: they sleep for an hour. */
    @Test
    void manyProgramsSleepOnOneThreadAtTheSameTime() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<Wasi> systems = new ArrayList<>();
        List<Instance> programs = new ArrayList<>();
        try (Region region = Region.create(SLEEPERS, Limits.defaults())) {
            List<CompletableFuture<Integer>> codes = start("3600000", region, systems, programs, thread);
            CompletableFuture.runAsync(() -> {}, thread).join(); // after all of them
            assertThat(programs)
                    .allSatisfy(program -> assertThat(program.state()).isEqualTo(InstanceState.BLOCKED));
            codes.forEach(code -> code.cancel(true));
            programs.forEach(Instance::close);
        } finally {
            systems.forEach(Wasi::close);
            thread.shutdown();
        }
    }

    @Test
    void allProgramsThatSleepAreWoken() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<Wasi> systems = new ArrayList<>();
        List<Instance> programs = new ArrayList<>();
        try (Region region = Region.create(SLEEPERS, Limits.defaults())) {
            assertThat(start("50", region, systems, programs, thread))
                    .allSatisfy(code -> assertThat(code.join()).isZero());
            programs.forEach(Instance::close);
        } finally {
            systems.forEach(Wasi::close);
            thread.shutdown();
        }
    }

    private static List<CompletableFuture<Integer>> start(
            String milliseconds, Region region, List<Wasi> systems, List<Instance> programs, ExecutorService thread) {
        WasiBuilder builder = Wasi.builder().arguments("programs", "nap", milliseconds);
        List<CompletableFuture<Integer>> codes = new ArrayList<>();
        for (int i = 0; i < SLEEPERS; i++) {
            systems.add(builder.build());
            programs.add(region.newInstance(Programs.c(), systems.get(i).imports()));
            codes.add(Wasi.start(programs.get(i).runAsync("_start"), thread));
        }
        return codes;
    }
}
