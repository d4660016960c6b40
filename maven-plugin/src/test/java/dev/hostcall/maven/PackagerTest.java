package dev.hostcall.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.abi.GuestResource;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackagerTest {
    private static final byte[] SEVEN = Wat.toWasm("(module (func (export \"f\") (result i32) (i32.const 7)))");
    private static final Target HERE = Target.ofThisMachine();
    private static final CompilerOptions OPTIONS =
            CompilerOptions.defaults().withOptimization(0).withBounds(BoundsMode.EXPLICIT);

    @TempDir
    Path output;

    private void packageAll(Map<String, byte[]> modules) throws IOException {
        new Packager(OPTIONS, List.of(HERE), output, new SystemStreamLog()).packageAll(modules);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(output)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> output.relativize(file).toString())
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    @Test
    void aModuleItsObjectAndWhatItWasMadeOfAreWritten() throws IOException {
        packageAll(Map.of("x/seven.wasm", SEVEN));
        String object = "META-INF/hostcall/x/seven.wasm/" + HERE + ".so";
        String properties = "META-INF/hostcall/x/seven.wasm/guest.properties";
        assertThat(files()).containsExactlyInAnyOrder("x/seven.wasm", object, properties);
        assertThat(WasmCompiler.inspect(output.resolve(object))).contains("export function f");
        assertThat(output.resolve(properties))
                .hasContent("bounds=explicit\n" + HERE + ".sha256="
                        + GuestResource.digest(Files.readAllBytes(output.resolve(object)))
                        + "\nmetering=on\nmodule.sha256=" + GuestResource.digest(SEVEN) + "\noptimization=0\n");
    }

    @Test
    void whatHasNotChangedIsNotWrittenAgain() throws IOException {
        packageAll(Map.of("seven.wasm", SEVEN));
        FileTime past = FileTime.fromMillis(1_000_000);
        for (String file : files()) {
            Files.setLastModifiedTime(output.resolve(file), past);
        }
        packageAll(Map.of("seven.wasm", SEVEN));
        assertThat(files())
                .allSatisfy(file -> assertThat(Files.getLastModifiedTime(output.resolve(file)))
                        .isEqualTo(past));
    }

    @Test
    void whatAnEarlierBuildHasLeftIsRemoved() throws IOException {
        packageAll(Map.of("old.wasm", SEVEN));
        packageAll(Map.of("new.wasm", SEVEN));
        assertThat(files()).hasSize(3).noneMatch(file -> file.contains("old"));
        packageAll(Map.of());
        assertThat(files()).isEmpty();
    }

    @Test
    void aModuleThatIsRefusedIsNamed() {
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> packageAll(Map.of("bad.wasm", new byte[] {1, 2, 3})))
                .withMessageStartingWith("bad.wasm for " + HERE + ": ");
    }
}
