package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated modules with several memories, addresses of 64 bits and atomic operators return and trap here as in wabt's interpreter. How
 * many is {@code -Dhostcall.differential.memories}, from the seed {@code -Dhostcall.differential.seed} on.
 */
class GeneratedMemoriesTest {
    private static final long MODULES = Long.getLong("hostcall.differential.memories", 12);
    private static final long SEED = Long.getLong("hostcall.differential.seed", 1);
    private static final String TRAPPED = "error: out of bounds memory access";

    @TempDir
    private Path directory;

    @Test
    void generatedModulesReturnAndTrapAlike() {
        assumeTrue(Tool.isInstalled("wasm-interp"), "this needs wabt");
        List<String> differences = LongStream.range(SEED, SEED + MODULES)
                .parallel()
                .boxed()
                .flatMap(seed -> differences(seed).stream())
                .toList();
        assertThat(differences).isEmpty();
    }

    private List<String> differences(long seed) {
        byte[] wasm = WatGuest.wasm(new MemoryGenerator(seed).module());
        try {
            List<String> expected = interpret(Files.write(directory.resolve(seed + ".wasm"), wasm));
            List<String> found = run(GuestModule.load(WasmCompiler.compile(wasm, options(seed)), "seed " + seed), seed);
            return expected.equals(found)
                    ? List.of()
                    : List.of("-Dhostcall.differential.seed=%d: %s, but %s".formatted(seed, found, expected));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What each function came to, in order. */
    private List<String> interpret(Path module) throws IOException, InterruptedException {
        Path out = directory.resolve(module.getFileName() + ".out");
        Process process = new ProcessBuilder("wasm-interp", "--enable-all", "--run-all-exports", module.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.waitFor(); // a trap is told by its exit value too
        List<String> ends = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            String end = line.substring(line.indexOf("=> ") + 3);
            ends.add(end.startsWith(TRAPPED) || end.startsWith("error: invalid atomic access") ? TRAPPED : end);
        }
        return ends;
    }

    private static List<String> run(GuestModule module, long seed) {
        List<String> ends = new ArrayList<>();
        try (Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            for (int i = 0; i < MemoryGenerator.FUNCTIONS; i++) {
                RunAsync run = instance.runAsync("f" + i);
                if (seed % 3 == 0 && options(seed).metering() == Metering.ON) {
                    run.boundInstCount(seed % 50);
                }
                try {
                    ends.add(
                            "i64:" + Long.toUnsignedString(run.join().returned().i64()));
                } catch (GuestTrapException trap) {
                    ends.add("error: " + trap.code());
                    instance.recover();
                }
            }
        }
        return ends;
    }

    private static CompilerOptions options(long seed) {
        return CompilerOptions.defaults()
                .withBounds(seed % 2 == 0 ? BoundsMode.EXPLICIT : BoundsMode.GUARD)
                .withMetering(seed / 2 % 4 == 0 ? Metering.OFF : Metering.ON)
                .withOptimization(seed % 5 == 0 ? 2 : 0);
    }
}
