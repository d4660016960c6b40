package dev.hostcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.cli.wit.WitWorldTest;
import dev.hostcall.text.Wat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostcall wit}: worlds of modules and of classes. */
final class WitCommandTest {
    @TempDir
    Path directory;

    private final Execution execution = new Execution();

    /** A module with a custom section of these contents. */
    private Path module(String section, byte[] contents) throws IOException {
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(Wat.toWasm("(module (func))"));
        byte[] name = section.getBytes(StandardCharsets.UTF_8);
        wasm.write(0);
        writeNumber(wasm, 1 + name.length + contents.length);
        wasm.write(name.length);
        wasm.writeBytes(name);
        wasm.writeBytes(contents);
        return Files.write(directory.resolve("plugin.wasm"), wasm.toByteArray());
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        int left = number;
        for (; left > 0x7F; left >>>= 7) {
            out.write((left & 0x7F) | 0x80);
        }
        out.write(left);
    }

    private Path classes(String... names) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("classes/META-INF/hostcall"));
        for (String name : names) {
            Files.writeString(folder.resolve(name + ".wit"), "world of " + name + "\n");
        }
        return directory.resolve("classes");
    }

    @Test
    void theWorldThatToolsHaveLeftInAModuleIsPrinted() throws IOException {
        assertThat(execution.run("wit", module("component-type:wit-bindgen:0.30:plugin", WitWorldTest.encoded())))
                .isZero();
        assertThat(execution.out()).isEqualTo(WitWorldTest.text());
    }

    @Test
    void aSectionThatCannotBeReadIsNamed() throws IOException {
        assertThat(execution.run("wit", module("component-type", new byte[] {1, 2})))
                .isEqualTo(1);
        assertThat(execution.err())
                .contains("plugin.wasm: its section \"component-type\" cannot be read: it is not a component")
                .hasLineCount(1);
    }

    @Test
    void aModuleWithoutAWorldIsAskedForNone() throws IOException {
        Path module = Files.writeString(directory.resolve("core.wat"), """
                (module
                  (import "acme:kv/store@1.0.0" "get" (func (param i32 i32)))
                  (func (export "cm32p2|acme:kv/sink|put")))
                """);
        assertThat(execution.run("wit", module)).isEqualTo(1);
        assertThat(execution.err())
                .contains("it has no section component-type; by its names it speaks acme:kv/sink, acme:kv/store@1.0.0,")
                .hasLineCount(1);
    }

    @Test
    void theWorldOfAClassIsPrintedFromADirectoryOrAJar() throws IOException {
        Path classes = classes("com.acme.Store", "com.acme.Shop$Cart");
        assertThat(execution.run("wit", classes, "com.acme.Shop$Cart")).isZero();
        Path jar = directory.resolve("shop.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path folder = Files.createDirectories(zip.getPath("/META-INF/hostcall"));
            Files.writeString(folder.resolve("com.acme.Only.wit"), "world of the jar\n");
        }
        assertThat(execution.run("wit", jar)).isZero();
        assertThat(execution.out()).isEqualTo("world of com.acme.Shop$Cart\nworld of the jar\n");
    }

    @Test
    void whichClassesThereAreIsSaidWhereOneMustBeChosen() throws IOException {
        Path classes = classes("com.acme.Store", "com.acme.Cart");
        assertThat(execution.run("wit", classes)).isEqualTo(1);
        assertThat(execution.run("wit", classes, "com.acme.Shop")).isEqualTo(1);
        assertThat(execution.run("wit", Files.createDirectory(directory.resolve("empty"))))
                .isEqualTo(1);
        assertThat(execution.run("wit", directory.resolve("missing.jar"))).isEqualTo(1);
        assertThat(execution.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith("it has the worlds of com.acme.Cart, com.acme.Store; name one of them"),
                        line -> assertThat(line)
                                .endsWith("it has no world of com.acme.Shop, only of com.acme.Cart, com.acme.Store"),
                        line -> assertThat(line).contains("no files META-INF/hostcall/CLASS.wit"),
                        line -> assertThat(line).endsWith("missing.jar: no such file"));
    }
}
