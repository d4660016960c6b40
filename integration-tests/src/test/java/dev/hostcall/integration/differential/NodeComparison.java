package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Compares what generated modules leave in memory here and in Node.js, an engine by other authors.
 *
 * @param generator the text of the module of a seed
 * @param functions how many functions it has, {@code f0} and so on, which are called in order
 * @param seen the bytes of memory that are compared
 */
record NodeComparison(LongFunction<String> generator, int functions, int seen) {
    private static final long SEED = Long.getLong("hostcall.differential.seed", 1);

    /** Instantiates each file, calls its functions in order, and prints what is in memory. */
    private static final String SCRIPT = """
            const fs = require('fs');
            for (const file of process.argv.slice(2)) {
              const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(file)));
              for (const name of Object.keys(exports).filter(name => name !== 'memory')) exports[name]();
              console.log(Buffer.from(exports.memory.buffer, 0, %d).toString('hex'));
            }
            """;

    /** Compares the modules of so many seeds. */
    void compare(long modules, Path directory) throws IOException, InterruptedException {
        assumeTrue(Tool.isInstalled("node"), "this needs node");
        List<Long> seeds = LongStream.range(SEED, SEED + modules).boxed().toList();
        List<byte[]> binaries = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of("node"));
        words.add(Files.writeString(directory.resolve("run.js"), SCRIPT.formatted(seen))
                .toString());
        for (long seed : seeds) {
            byte[] wasm = WatGuest.wasm(generator.apply(seed));
            binaries.add(wasm);
            words.add(Files.write(directory.resolve(seed + ".wasm"), wasm).toString());
        }
        List<String> expected = run(words, directory);
        assertThat(expected).hasSameSizeAs(seeds);
        seeds.parallelStream().forEach(seed -> compile(binaries.get((int) (seed - SEED)), seed));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(memory(binaries.get(i), seeds.get(i)))
                    .as("memory of the module of -Dhostcall.differential.seed=%d", seeds.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    private static List<String> run(List<String> words, Path directory) throws IOException, InterruptedException {
        Path out = directory.resolve("output");
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(out);
    }

    /** Levels and bounds take turns. */
    private static CompilerOptions options(long seed) {
        return CompilerOptions.defaults()
                .withOptimization((int) (seed % 3))
                .withBounds(seed % 2 == 0 ? BoundsMode.EXPLICIT : BoundsMode.GUARD);
    }

    private static Path compile(byte[] wasm, long seed) {
        return WasmCompiler.compile(wasm, options(seed));
    }

    private String memory(byte[] wasm, long seed) {
        GuestModule module = GuestModule.load(compile(wasm, seed), "seed " + seed);
        try (Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            for (int i = 0; i < functions; i++) {
                instance.run("f" + i);
            }
            return HexFormat.of().formatHex(instance.memory().readBytes(0, seen));
        }
    }
}
