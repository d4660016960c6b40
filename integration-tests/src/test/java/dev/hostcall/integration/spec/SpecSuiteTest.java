package dev.hostcall.integration.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every assertion of the suite holds that does not need one memory shared by two instances. The modes to run in are
 * {@code -Dhostcall.spec.modes}: some of guard-on, guard-off, explicit-on, explicit-off (bounds, metering), or all.
 */
class SpecSuiteTest {
    private static final List<String> MODES = List.of("guard-on", "guard-off", "explicit-on", "explicit-off");
    private static final String HEAD = """
            # The public core test suite

            WebAssembly 2.0 without SIMD, run by `SpecSuiteTest`, which fails if a number falls. The numbers are the same in both
            bounds modes, metered and unmetered. Write this page anew with
            `mvn -pl integration-tests -am verify -Dtest=SpecSuiteTest -Dhostcall.golden=update`.

            | file | ran | passed | skipped |
            |---|---|---|---|
            """;

    static Stream<String> modes() {
        String chosen = System.getProperty("hostcall.spec.modes", "guard-on");
        return chosen.equals("all") ? MODES.stream() : Arrays.stream(chosen.split(","));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void everyAssertionOfTheSuiteHolds(String mode) throws IOException {
        SpecArchive archive = archive();
        List<String> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        int passed = 0;
        int skipped = 0;
        CompilerOptions options = options(mode);
        try (Region region = Region.create(600, limits(mode))) {
            for (String name : archive.names()) {
                compileAhead(archive, name, options);
                SpecTally tally = new SpecFile(archive, name, options, region).run();
                rows.add(tally.row());
                failures.addAll(tally.failures());
                passed += tally.passed();
                skipped += tally.skipped();
            }
        }
        System.out.printf("suite, %s: %d passed, %d failed, %d skipped%n", mode, passed, failures.size(), skipped);
        assertThat(failures).as("assertions of the suite that do not hold").isEmpty();
        compareWithTable(rows, passed, skipped);
    }

    @Test
    void theSuiteIsFoundWholeWhereItIsFound() {
        assertThat(archive().names()).hasSize(90);
    }

    private static SpecArchive archive() {
        var archive = SpecArchive.find();
        assumeTrue(archive.isPresent(), "the suite is not here; name its archive with -Dhostcall.spec=FILE");
        return archive.orElseThrow();
    }

    private static CompilerOptions options(String mode) {
        assertThat(MODES).contains(mode);
        String[] parts = mode.split("-", 2);
        return CompilerOptions.defaults()
                .withBounds(BoundsMode.valueOf(parts[0].toUpperCase(Locale.ROOT)))
                .withMetering(Metering.valueOf(parts[1].toUpperCase(Locale.ROOT)))
                .withOptimization(0);
    }

    private static Limits limits(String mode) {
        Limits guarded = Limits.defaults();
        return mode.startsWith("explicit") ? guarded.withAddressSpace(0).withMemorySize(64L << 20) : guarded;
    }

    /** Fills the compiler's cache, as many modules at once as there are processors. */
    private static void compileAhead(SpecArchive archive, String name, CompilerOptions options) {
        List<byte[]> modules = new ArrayList<>();
        for (JsonElement element : archive.commands(name)) {
            JsonObject command = element.getAsJsonObject();
            String type = command.get("type").getAsString();
            if (type.equals("module") || type.equals("assert_unlinkable") || type.equals("assert_uninstantiable")) {
                modules.add(archive.bytes(name, command.get("filename").getAsString()));
            }
        }
        modules.parallelStream().forEach(wasm -> WasmCompiler.compile(wasm, options));
    }

    private static void compareWithTable(List<String> rows, int passed, int skipped) throws IOException {
        String table =
                HEAD + String.join("\n", rows) + "\n| all | %d | %d | %d in all |\n".formatted(passed, passed, skipped);
        SpecPage.compareFirst(table);
    }
}
