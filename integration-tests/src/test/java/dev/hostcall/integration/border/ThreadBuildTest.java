package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What toolchains make where threads are switched on runs, as long as none is started: shared memory, imported, with passive data. */
final class ThreadBuildTest {
    private static final String SOURCE = """
            static int counter = 40;
            static int flag;

            __attribute__((export_name("count"))) int count(int more) {
                return __atomic_add_fetch(&counter, more, __ATOMIC_SEQ_CST);
            }
            __attribute__((export_name("place"))) int *place(void) { return &flag; }
            __attribute__((export_name("await"))) int await(void) {
                while (!__atomic_load_n(&flag, __ATOMIC_SEQ_CST)) __builtin_wasm_memory_atomic_wait32(&flag, 0, -1);
                return counter;
            }
            """;

    @Test
    void aProgramForThreadsThatStartsNoneRuns(@TempDir Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("threads.c"), SOURCE);
        Path wasm = directory.resolve("threads.wasm");
        Clang.orAbort()
                .run(List.of(
                        "--target=wasm32",
                        "-O1",
                        "-nostdlib",
                        "-matomics",
                        "-mbulk-memory",
                        "-Wl,--no-entry,--shared-memory,--import-memory,--max-memory=1048576",
                        "-o",
                        wasm.toString(),
                        source.toString()));
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(
                        GuestModule.load(WasmCompiler.compile(wasm, CompilerOptions.defaults()), "threads"))) {
            guest.start(); // it copies its data
            assertThat(guest.run("count", 2).returned().i32()).isEqualTo(42);
            int place = guest.run("place").returned().i32();
            CompletableFuture<RunResult> done = guest.runAsync("await").start(Runnable::run);
            assertThat(done).isNotDone();
            guest.memory().writeInt(place, 1);
            assertThat(guest.memory().notify(place, 1)).isEqualTo(1);
            assertThat(done.join().returned().i32()).isEqualTo(42);
        }
    }
}
