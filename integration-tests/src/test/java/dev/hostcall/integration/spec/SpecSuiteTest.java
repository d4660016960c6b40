package dev.hostcall.integration.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerException;
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
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every assertion of the suites holds that does not need one memory shared by two instances or, in that of WebAssembly 3.0, a
 * feature that the compiler refuses by its name. The modes to run in are {@code -Dhostcall.spec.modes}, and for WebAssembly 3.0
 * {@code -Dhostcall.spec.3.modes}: some of guard-on, guard-off, explicit-on, explicit-off (bounds, metering), or all;
 * {@code -Dhostcall.spec.optimization} is the C compiler's level. {@code -Dhostcall.spec.files} and {@code -Dhostcall.spec.3.files}
 * are patterns of the names of files; where one is empty, all run, and the documentation is compared. Compiling takes long: so
 * usually two files of 500 small modules are left out, and of WebAssembly 3.0 all but those on vectors, tail calls
 * and exceptions.
 */
class SpecSuiteTest {
    private static final List<String> MODES = List.of("guard-on", "guard-off", "explicit-on", "explicit-off");
    private static final Pattern FILES =
            Pattern.compile(System.getProperty("hostcall.spec.files", "^(?!const$|float_exprs)"));
    private static final Pattern FILES_OF_VERSION_3 = Pattern.compile(System.getProperty(
            "hostcall.spec.3.files",
            "^(simd_(?!const|align)|relaxed_|i\\d+x\\d+_relaxed|return_call|legacy-|throw|try_table|tag)"));
    private static final String TABLE = """

            | file | ran | passed | skipped |
            |---|---|---|---|
            """;
    private static final String HEAD = """
            # The public core test suite

            WebAssembly 2.0 without SIMD, run by `SpecSuiteTest` with `-Dhostcall.spec.files=`, which fails if a number falls; without
            it, two files of 500 small modules are left out. The numbers are the same in both
            bounds modes, metered and unmetered. Write this page anew with
            `mvn -pl integration-tests -am verify -Dtest=SpecSuiteTest -Dhostcall.spec.files= -Dhostcall.golden=update`.
            """;
    private static final String HEAD_OF_VERSION_3 = """
            ## WebAssembly 3.0

            The suite of WebAssembly 3.0, run by the same test with `-Dhostcall.spec.3.files=`; without it, only files on vectors,
            tail calls and exceptions are run. Modules of features that are not supported are refused by the
            feature's name, and counted with what hangs on them. The numbers are the same in all sixteen combinations of bounds, metering, levels
            0 and 2, GCC 12 and Clang 14: `-Dhostcall.spec.3.modes=all`, `-Dhostcall.spec.optimization=2`, `CC="clang -fuse-ld=lld"`.
            """;

    static Stream<String> modes() {
        return modes("hostcall.spec.modes");
    }

    static Stream<String> modesOfVersion3() {
        return modes("hostcall.spec.3.modes");
    }

    private static Stream<String> modes(String property) {
        String chosen = System.getProperty(property, "guard-on");
        return chosen.equals("all") ? MODES.stream() : Arrays.stream(chosen.split(","));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void everyAssertionOfTheSuiteHolds(String mode) throws IOException {
        run(mode, SpecSuite.ofVersion2(found(SpecArchive.find(), "hostcall.spec")), FILES, HEAD);
    }

    @ParameterizedTest
    @MethodSource("modesOfVersion3")
    void everyAssertionOfTheSuiteOfVersion3Holds(String mode) throws IOException {
        SpecArchive archive = found(SpecArchive.findOfVersion3(), "hostcall.spec.3");
        run(mode, SpecSuite.ofVersion3(archive), FILES_OF_VERSION_3, HEAD_OF_VERSION_3);
    }

    @Test
    void theSuitesAreFoundWholeWhereTheyAreFound() {
        assertThat(found(SpecArchive.find(), "hostcall.spec").names()).hasSize(90);
        assertThat(found(SpecArchive.findOfVersion3(), "hostcall.spec.3").names())
                .hasSize(259);
    }

    private static SpecArchive found(Optional<SpecArchive> archive, String property) {
        assumeTrue(archive.isPresent(), "the suite is not here; name its archive with -D" + property + "=FILE");
        return archive.orElseThrow();
    }

    private static void run(String mode, SpecSuite suite, Pattern files, String head) throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        int passed = 0;
        int skipped = 0;
        CompilerOptions options = options(mode);
        List<String> names = suite.archive().names().stream()
                .filter(name -> files.matcher(name).find())
                .toList();
        names.parallelStream()
                .flatMap(name -> modules(suite.archive(), name))
                .forEach(wasm -> compileAhead(wasm, options));
        try (Region region = Region.create(600, limits(mode))) {
            for (String name : names) {
                SpecTally tally = new SpecFile(suite, name, options, region).run();
                rows.add(tally.row());
                failures.addAll(tally.failures());
                passed += tally.passed();
                skipped += tally.skipped();
            }
        }
        System.out.printf(
                "suite %d, %s: %d passed, %d failed, %d skipped%n",
                suite.version(), mode, passed, failures.size(), skipped);
        assertThat(failures).as("assertions of the suite that do not hold").isEmpty();
        if (files.pattern().isEmpty()) {
            String all = "| all | %d | %d | %d in all |\n".formatted(passed, passed, skipped);
            SpecPage.compare(head + TABLE + String.join("\n", rows) + "\n" + all);
        }
    }

    private static CompilerOptions options(String mode) {
        assertThat(MODES).contains(mode);
        String[] parts = mode.split("-", 2);
        return CompilerOptions.defaults()
                .withBounds(BoundsMode.valueOf(parts[0].toUpperCase(Locale.ROOT)))
                .withMetering(Metering.valueOf(parts[1].toUpperCase(Locale.ROOT)))
                .withOptimization(Integer.getInteger("hostcall.spec.optimization", 0));
    }

    private static Limits limits(String mode) {
        Limits guarded = Limits.defaults();
        return mode.startsWith("explicit") ? guarded.withAddressSpace(0).withMemorySize(64L << 20) : guarded;
    }

    /** The modules of which a file makes instances. */
    private static Stream<byte[]> modules(SpecArchive archive, String name) {
        List<byte[]> modules = new ArrayList<>();
        for (JsonElement element : archive.commands(name)) {
            JsonObject command = element.getAsJsonObject();
            String type = command.get("type").getAsString();
            if (type.equals("module") || type.equals("assert_unlinkable") || type.equals("assert_uninstantiable")) {
                modules.add(archive.bytes(name, command.get("filename").getAsString()));
            }
        }
        return modules.stream();
    }

    /** Fills the compiler's cache; what is wrong with a module is told when it is wanted. */
    private static void compileAhead(byte[] wasm, CompilerOptions options) {
        try {
            WasmCompiler.compile(wasm, options);
        } catch (CompilerException e) {
            assertThat(e).hasMessageNotContaining("C compiler");
        }
    }
}
