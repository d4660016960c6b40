package dev.hostcall.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.text.Wat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModulesTest {
    private static final byte[] EMPTY = Wat.toWasm("(module)");

    @TempDir
    Path directory;

    private Path sources = Path.of("");

    @BeforeEach
    void makeSources() throws IOException {
        sources = Files.createDirectories(directory.resolve("wasm"));
    }

    private void write(String name, byte[] contents) throws IOException {
        Path file = sources.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, contents);
    }

    private Artifact dependency(String... entries) throws IOException {
        Path jar = directory.resolve("guests.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.write(EMPTY);
            }
        }
        Artifact artifact = new DefaultArtifact(
                "com.acme", "guests", "1", "compile", "jar", null, new DefaultArtifactHandler("jar"));
        artifact.setFile(jar.toFile());
        return artifact;
    }

    @Test
    void filesBecomeResourcesOfTheirNames() throws Exception {
        write("a.wasm", EMPTY);
        write("deep/er/b.wasm", EMPTY);
        write("README.md", new byte[0]);
        assertThat(new Modules(sources, List.of()).find(List.of()))
                .containsOnlyKeys("a.wasm", "deep/er/b.wasm")
                .containsEntry("a.wasm", EMPTY);
    }

    @Test
    void textsAreAssembled() throws Exception {
        write("deep/text.wat", "(module)".getBytes(StandardCharsets.UTF_8));
        assertThat(new Modules(sources, List.of()).find(List.of())).containsEntry("deep/text.wasm", EMPTY);
    }

    @Test
    void aMistakeInATextIsReportedWithItsPlace() throws Exception {
        write("bad.wat", "(module (func (i32.add)))".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(ModulesException.class)
                .isThrownBy(() -> new Modules(sources, List.of()).find(List.of()))
                .withMessageContaining("bad.wat:1:");
    }

    @Test
    void aTextAndABinaryOfOneNameAreRefused() throws Exception {
        write("same.wasm", EMPTY);
        write("same.wat", "(module)".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(ModulesException.class)
                .isThrownBy(() -> new Modules(sources, List.of()).find(List.of()))
                .withMessageStartingWith("two modules would become the resource same.wasm; the second is from ");
    }

    @Test
    void aProjectWithoutModulesHasNone() throws Exception {
        assertThat(new Modules(directory.resolve("absent"), List.of()).find(List.of()))
                .isEmpty();
    }

    @Test
    void entriesOfADependencyAreTakenThatMatch() throws Exception {
        Modules modules = new Modules(sources, List.of(dependency("x/a.wasm", "x/a.txt", "y/b.wasm")));
        assertThat(modules.find(List.of(new ModuleArtifact("com.acme", "guests", "**.wasm"))))
                .containsOnlyKeys("x/a.wasm", "y/b.wasm");
        assertThat(modules.find(List.of(new ModuleArtifact("com.acme", "guests", "y/*.wasm"))))
                .containsOnlyKeys("y/b.wasm");
    }

    @Test
    void aDependencyThatIsAModuleIsTakenUnderItsName() throws Exception {
        Artifact artifact = new DefaultArtifact(
                "com.acme", "prices", "1", "compile", "wasm", null, new DefaultArtifactHandler("wasm"));
        artifact.setFile(Files.write(directory.resolve("prices-1.wasm"), EMPTY).toFile());
        assertThat(new Modules(sources, List.of(artifact)).find(List.of(new ModuleArtifact("com.acme", "prices", ""))))
                .containsOnlyKeys("prices.wasm");
    }

    @Test
    void aDependencyWithoutModulesIsRefused() throws Exception {
        Modules modules = new Modules(sources, List.of(dependency("a.txt")));
        assertThatExceptionOfType(ModulesException.class)
                .isThrownBy(() -> modules.find(List.of(new ModuleArtifact("com.acme", "guests", "**.wasm"))))
                .withMessageStartingWith("the artifact com.acme:guests has no entry that matches \"**.wasm\": ");
    }

    @Test
    void whatIsNoDependencyIsRefused() {
        assertThatExceptionOfType(ModulesException.class)
                .isThrownBy(() -> new Modules(sources, List.of())
                        .find(List.of(new ModuleArtifact("com.acme", "absent", "**.wasm"))))
                .withMessage("the artifact com.acme:absent is not among the dependencies of the project; add it there");
    }
}
