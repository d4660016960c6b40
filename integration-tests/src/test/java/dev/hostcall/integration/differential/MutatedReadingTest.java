package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.ModuleDecoder;
import dev.hostcall.compiler.read.RefusedException;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.integration.spec.SpecArchive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes the reader is given, it reads them or refuses them with a reason and a place, and what it reads can be stepped
 * through. {@code -Dhostcall.read.mutations} is how many modules it is given, from {@code -Dhostcall.differential.seed} on.
 */
class MutatedReadingTest {
    private static final int MODULES = Integer.getInteger("hostcall.read.mutations", 10_000);
    private static final long SEED = Long.getLong("hostcall.differential.seed", 1);

    private final Map<String, Integer> tally = new ConcurrentHashMap<>();

    @Test
    void mutatedModulesAreReadOrRefusedAndNothingElse() {
        List<byte[]> originals = Stream.of(SpecArchive.find(), SpecArchive.findOfVersion3())
                .flatMap(Optional::stream)
                .flatMap(archive -> modules(archive).stream())
                .toList();
        assumeTrue(
                !originals.isEmpty(),
                "the suites are not here; name their archives with -Dhostcall.spec=FILE and .spec.3");
        System.out.printf("reader: %d mutations from seed %d%n", MODULES, SEED);
        List<String> faults = LongStream.range(SEED, SEED + MODULES)
                .parallel()
                .boxed()
                .flatMap(seed -> fault(seed, originals).stream())
                .toList();
        System.out.println("reader: " + tally);
        assertThat(faults).isEmpty();
    }

    private static List<byte[]> modules(SpecArchive archive) {
        List<byte[]> modules = new ArrayList<>();
        for (String name : archive.names()) {
            for (JsonElement element : archive.commands(name)) {
                JsonObject command = element.getAsJsonObject();
                if (command.get("type").getAsString().equals("module")) {
                    modules.add(archive.bytes(name, command.get("filename").getAsString()));
                }
            }
        }
        return modules;
    }

    private Optional<String> fault(long seed, List<byte[]> originals) {
        Random random = new Random(seed);
        byte[] wasm = new Mutator(random).mutate(originals.get(random.nextInt(originals.size())));
        byte[] given = random.nextInt(8) == 0 ? Arrays.copyOf(wasm, random.nextInt(wasm.length)) : wasm;
        try {
            step(ModuleDecoder.decode(given));
            tally.merge("read", 1, Integer::sum);
            return Optional.empty();
        } catch (RefusedException e) {
            tally.merge(e.kind().toString(), 1, Integer::sum);
            String message = String.valueOf(e.getMessage());
            boolean hasPlace = message.contains("offset " + e.offset()) && e.offset() <= given.length;
            boolean isNamed =
                    e.kind() != RefusedException.Kind.UNSUPPORTED || e.feature().isPresent();
            return hasPlace && isNamed && !message.contains("Exception")
                    ? Optional.empty()
                    : Optional.of("seed " + seed + ": " + message);
        } catch (RuntimeException e) {
            return Optional.of("seed " + seed + ": " + e);
        }
    }

    private static void step(WasmModule module) {
        for (WasmModule.Function function : module.functions()) {
            function.body().ifPresent(body -> {
                Instructions instructions = body.instructions();
                int count = 0;
                while (instructions.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(body.size());
                assertThat(body.locals()).doesNotContainNull();
            });
        }
    }
}
