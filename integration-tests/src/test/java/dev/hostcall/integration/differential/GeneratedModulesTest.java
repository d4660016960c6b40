package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Modules made from seeds do the same when compiled as when interpreted: results and traps, hostcalls in their order, what
 * is left in memory and globals, and the count of instructions.
 */
class GeneratedModulesTest {
    private static final int MODULES = Integer.getInteger("hostcall.differential.modules", 60);
    private static final long SEED = Long.getLong("hostcall.differential.seed", 1);

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong instructions = new AtomicLong();

    @Test
    void compiledModulesDoWhatTheInterpreterDoes() {
        System.out.printf("differential: %d modules from seed %d%n", MODULES, SEED);
        List<Long> seeds = LongStream.range(SEED, SEED + MODULES).boxed().toList();
        List<String> differences = seeds.parallelStream()
                .flatMap(seed -> differences(seed).stream())
                .toList();
        System.out.printf("differential: %d calls, %d instructions%n", calls.get(), instructions.get());
        assertThat(differences).isEmpty();
        assertThat(calls.get()).isGreaterThan(5L * MODULES);
    }

    private List<String> differences(long seed) {
        byte[] wasm = ModuleGenerator.generate(seed);
        List<String> differences = new ArrayList<>();
        try {
            Subject subject = Subject.of(wasm, Transcript.Nans.EXACT, new Random(seed));
            Interpreter interpreter = new Interpreter(subject);
            Transcript expected = interpreter.run().orElseThrow();
            calls.addAndGet(interpreter.completed());
            expected.counts().forEach(instructions::addAndGet);
            CompilerOptions options = mode(seed);
            CompiledGuest guest = CompiledGuest.compile(subject, options);
            compare(guest, interpreter, expected, OptionalLong.empty()).ifPresent(differences::add);
            if (guest.isMetered()) {
                OptionalLong bound = OptionalLong.of(new long[] {0, 1, 7, 50, 1000}[(int) (seed % 5)]);
                compare(guest, interpreter, expected, bound).ifPresent(differences::add);
            }
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            differences.add("failed: " + trace);
        }
        return differences.stream().map(text -> report(seed, wasm, text)).toList();
    }

    /** One of all modes; most at level 0, as compiling costs more than all else. */
    static CompilerOptions mode(long seed) {
        return CompilerOptions.defaults()
                .withBounds(seed % 2 == 0 ? BoundsMode.GUARD : BoundsMode.EXPLICIT)
                .withMetering(seed / 2 % 4 == 3 ? Metering.OFF : Metering.ON)
                .withOptimization(seed / 8 % 8 == 7 ? 2 : 0);
    }

    private static Optional<String> compare(
            CompiledGuest guest, Interpreter interpreter, Transcript expected, OptionalLong bound) {
        return Comparison.difference(expected, guest.run(interpreter.completed(), bound), guest.isMetered())
                .map(difference -> "bound " + bound + ": " + difference);
    }

    private static String report(long seed, byte[] wasm, String difference) {
        try {
            Path file = Path.of("target", "differential-" + seed + ".wasm");
            Files.write(file, wasm);
            return "seed %d, %s (%s): %s%nrun it alone with -Dhostcall.differential.seed=%d -Dhostcall.differential.modules=1"
                    .formatted(seed, mode(seed), file, difference, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
