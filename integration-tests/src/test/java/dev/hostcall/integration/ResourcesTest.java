package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.jna.Native;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.GuestResource;
import dev.hostcall.abi.Machine;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestModule;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are resources of a jar, with and without objects beside them, with and without a compiler. */
final class ResourcesTest {
    private static final String NAME = "plugins/seven.wasm";
    private static final byte[] SEVEN = WatGuest.wasm("(module (func (export \"f\") (result i32) (i32.const 7)))");
    private static final byte[] EIGHT = WatGuest.wasm("(module (func (export \"f\") (result i32) (i32.const 8)))");
    private static final String HERE = Machine.current().orElseThrow().linux();
    private static final String OBJECT = GuestResource.object(NAME, HERE);

    @TempDir
    Path directory;

    /** What the jar holds. */
    private final Map<String, byte[]> entries = new TreeMap<>();

    private void addObject(byte[] wasm) throws IOException {
        byte[] object = Files.readAllBytes(WasmCompiler.compile(wasm));
        entries.put(OBJECT, object);
        addProperties(
                GuestResource.MODULE,
                GuestResource.digest(wasm),
                GuestResource.digestOf(HERE),
                GuestResource.digest(object));
    }

    private void addProperties(String... keysAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            text.append(keysAndValues[i])
                    .append('=')
                    .append(keysAndValues[i + 1])
                    .append('\n');
        }
        entries.put(GuestResource.properties(NAME), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    private int answer() throws IOException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar().toUri().toURL()});
                GuestModule module = GuestModule.fromResource(loader, NAME)) {
            return ResourceProgram.answerOf(module);
        }
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(GuestLoadException.class)
                .isThrownBy(this::answer)
                .withMessageContainingAll(parts);
    }

    @Test
    void anObjectBesideAModuleIsLoaded() throws IOException {
        entries.put(NAME, SEVEN);
        addObject(SEVEN);
        assertThat(answer()).isEqualTo(7);
    }

    @Test
    void anObjectNeedsNoModuleBesideIt() throws IOException {
        addObject(SEVEN);
        assertThat(answer()).isEqualTo(7);
    }

    @Test
    void aModuleWithoutAnObjectIsCompiled() throws IOException {
        entries.put(NAME, SEVEN);
        assertThat(answer()).isEqualTo(7);
    }

    @Test
    void aModuleIsCompiledAsItsOtherObjectsWere() throws IOException {
        entries.put(NAME, SEVEN);
        addProperties(GuestResource.METERING, "off", GuestResource.BOUNDS, "explicit", GuestResource.OPTIMIZATION, "0");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar().toUri().toURL()});
                GuestModule module = GuestModule.fromResource(loader, NAME)) {
            assertThat(module.isMetered()).isFalse();
            assertThat(module.name()).isEqualTo("seven");
        }
    }

    @Test
    void anObjectOfAnotherModuleIsRefused() throws IOException {
        addObject(SEVEN);
        entries.put(NAME, EIGHT);
        assertRefused("it was compiled from another " + NAME, GuestResource.digest(SEVEN), GuestResource.digest(EIGHT));
    }

    @Test
    void anObjectThatWasChangedIsRefused() throws IOException {
        addObject(SEVEN);
        entries.put(OBJECT, Files.readAllBytes(WasmCompiler.compile(EIGHT)));
        assertRefused(OBJECT, "its SHA-256 digest is", GuestResource.properties(NAME) + " says");
    }

    @Test
    void anObjectWithoutADigestIsRefused() throws IOException {
        addObject(SEVEN);
        entries.remove(GuestResource.properties(NAME));
        assertRefused("its SHA-256 digest is", "says null");
    }

    @Test
    void aModuleThatIsRefusedByTheCompilerIsRefusedWithItsMessage() {
        entries.put(NAME, new byte[] {1, 2, 3});
        assertRefused(NAME, "it cannot be compiled: ");
    }

    @Test
    void aResourceThatIsNotThereIsRefused() {
        assertRefused("cannot load guest object " + NAME + ": there is no such resource");
        assertThatExceptionOfType(GuestLoadException.class)
                .isThrownBy(() -> GuestModule.fromResource(ResourcesTest.class, "absent.wasm"))
                .withMessageContaining("dev/hostcall/integration/absent.wasm: there is no such resource");
        assertThatExceptionOfType(GuestLoadException.class)
                .isThrownBy(() -> GuestModule.fromResource(ResourcesTest.class, "/absent.wasm"))
                .withMessageContaining("object absent.wasm: there is no such resource");
    }

    @Test
    void withoutACompilerAnObjectIsLoaded() throws Exception {
        entries.put(NAME, SEVEN);
        addObject(SEVEN);
        assertThat(answerWithoutACompiler()).isEqualTo("7\n");
    }

    @Test
    void withoutACompilerAndAnObjectAMessageSaysWhatToDo() throws Exception {
        String other = HERE.equals("linux-x86-64") ? "linux-aarch64" : "linux-x86-64";
        entries.put(NAME, SEVEN);
        addProperties(GuestResource.digestOf(other), "0");
        assertThat(answerWithoutACompiler())
                .contains("it has no object for " + HERE + " (it has those for " + other + ")")
                .contains("hostcall-compiler is not there to make one");
    }

    private String answerWithoutACompiler() throws Exception {
        String libraries = Stream.of(GuestModule.class, GuestAbi.class, Native.class, Nullable.class)
                .map(type -> Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .getPath())
                .collect(Collectors.joining(File.pathSeparator));
        String program = Objects.requireNonNull(
                        ResourceProgram.class.getProtectionDomain().getCodeSource())
                .getLocation()
                .getPath();
        return new ChildJvm()
                .withClassPath(String.join(File.pathSeparator, libraries, jar().toString(), program))
                .run(ResourceProgram.class, NAME)
                .output();
    }
}
