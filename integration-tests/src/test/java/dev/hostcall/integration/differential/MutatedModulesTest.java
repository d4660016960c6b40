package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.spec.SpecArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/**
 * Modules of the suite in which a few bytes were changed are refused with a reason, or do the same when compiled as when
 * interpreted.
 */
class MutatedModulesTest {
    private static final int MODULES = Integer.getInteger("hostcall.differential.modules", 100) * 4;
    private static final long SEED = Long.getLong("hostcall.differential.seed", 1);
    private static final int LARGEST = 20_000; // bytes

    private final Map<String, Integer> tally = new TreeMap<>();

    @Test
    void mutatedModulesAreRefusedOrDoWhatTheInterpreterDoes() {
        List<byte[]> originals = originals();
        System.out.printf("differential: %d mutations from seed %d%n", MODULES, SEED);
        List<String> differences = LongStream.range(SEED, SEED + MODULES).boxed().toList().parallelStream()
                .flatMap(seed -> difference(seed, originals).stream())
                .toList();
        System.out.println("differential: " + tally);
        assertThat(differences).isEmpty();
    }

    private static List<byte[]> originals() {
        Optional<SpecArchive> archive = SpecArchive.find();
        assumeTrue(archive.isPresent(), "the suite is not here; name its archive with -Dhostcall.spec=FILE");
        List<byte[]> modules = new ArrayList<>();
        for (String name : archive.orElseThrow().names()) {
            for (JsonElement element : archive.orElseThrow().commands(name)) {
                JsonObject command = element.getAsJsonObject();
                if (command.get("type").getAsString().equals("module")) {
                    byte[] wasm = archive.orElseThrow()
                            .bytes(name, command.get("filename").getAsString());
                    if (wasm.length < LARGEST
                            && Parser.parse(wasm).importSection().importCount() == 0) {
                        modules.add(wasm);
                    }
                }
            }
        }
        return modules;
    }

    private Optional<String> difference(long seed, List<byte[]> originals) {
        Random random = new Random(seed);
        byte[] wasm = new Mutator(random).mutate(originals.get(random.nextInt(originals.size())));
        try {
            return difference(seed, wasm, random).map(text -> report(seed, wasm, text));
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return Optional.of(report(seed, wasm, "failed: " + trace));
        }
    }

    private Optional<String> difference(long seed, byte[] wasm, Random random) {
        Optional<String> invalid = reasonToRefuse(wasm);
        CompilerOptions options = GeneratedModulesTest.mode(seed);
        try {
            WasmCompiler.translate(wasm, options);
        } catch (CompilerException refused) {
            count(invalid.isPresent() ? "refused by both" : "refused by the compiler only: " + refused.reason());
            return isClear(refused) ? Optional.empty() : Optional.of("refused, but why? " + refused);
        }
        if (invalid.isPresent()) {
            return Optional.of("compiled, although " + invalid.get());
        }
        Subject subject = Subject.of(wasm, Transcript.Nans.ALIKE, random);
        if (!isSmall(subject.module())) {
            count("valid, too large to be interpreted");
            return Optional.empty();
        }
        Interpreter interpreter = new Interpreter(subject);
        Optional<Transcript> expected = interpreter.run();
        if (expected.isEmpty()) {
            count("valid, does not end");
            return Optional.empty();
        }
        count("valid, compared");
        CompiledGuest guest = CompiledGuest.compile(subject, options);
        Transcript actual = guest.run(interpreter.completed(), OptionalLong.empty());
        return Comparison.difference(expected.get(), actual, guest.isMetered());
    }

    /** Invalid or unsupported at a place, or beyond a limit that is named; in words of WebAssembly, not of Java. */
    private static boolean isClear(CompilerException refused) {
        String message = String.valueOf(refused.getMessage());
        boolean hasPlace = refused.offset().isPresent()
                && message.contains("offset " + refused.offset().getAsInt());
        return !message.contains("Exception")
                && switch (refused.reason()) {
                    case INVALID_MODULE -> hasPlace;
                    case UNSUPPORTED -> hasPlace && refused.feature().isPresent();
                    case LIMIT -> message.contains("are allowed");
                    case C_COMPILER, FILE, TIMEOUT, INTERRUPTED -> false;
                };
    }

    private static Optional<String> reasonToRefuse(byte[] wasm) {
        try {
            Parser.parse(wasm);
            return Optional.empty();
        } catch (RuntimeException e) { // where bytes are missing, also of other kinds
            return Optional.of(e.toString());
        }
    }

    private static boolean isSmall(WasmModule module) {
        boolean smallMemory = module.memorySection()
                .filter(section -> section.memoryCount() > 0)
                .map(section -> section.getMemory(0).limits().initialPages() <= Interpreter.MOST_PAGES)
                .orElse(true);
        boolean smallTables = true;
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            smallTables &= module.tableSection().getTable(i).limits().min() <= 100_000;
        }
        return smallMemory && smallTables;
    }

    private synchronized void count(String outcome) {
        tally.merge(outcome, 1, Integer::sum);
    }

    private static String report(long seed, byte[] wasm, String difference) {
        try {
            Path file = Path.of("target", "mutated-" + seed + ".wasm");
            Files.write(file, wasm);
            return "seed %d, %s (%s): %s%nrun it alone with -Dhostcall.differential.seed=%d -Dhostcall.differential.modules=1"
                    .formatted(seed, GeneratedModulesTest.mode(seed), file, difference, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
