package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.hostcall.Hostcall;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.Hostcalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who have Java modules. Ours have descriptors; JNA is an automatic one, as its manifest names it. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ModulesTest {
    private static final String KV =
            "package com.example; import dev.hostcall.Hostcall; public class Kv { public Kv() {}"
                    + " @Hostcall void put() {} }";

    @TempDir
    Path folder;

    private Path modules;

    @BeforeEach
    void makeJars() throws IOException {
        modules = Files.createDirectory(folder.resolve("modules"));
        jar("dev.hostcall.annotations", Hostcall.class);
        jar("dev.hostcall.runtime", Hostcalls.class);
        jar("dev.hostcall.abi", GuestAbi.class);
        jar("com.sun.jna", Native.class);
        jar("org.jspecify", Nullable.class);
    }

    @Test
    void aModuleThatExportsItsHostcallsNeedNotPassTheRuntimeOn() throws IOException {
        InstalledJavac.Outcome outcome = compile(
                "requires static dev.hostcall.annotations; requires dev.hostcall.runtime; exports com.example;",
                "-Xlint:all,-requires-automatic",
                "-Werror");
        assertThat(outcome.messages()).isEmpty();
        assertThat(outcome.files())
                .contains("com/example/KvHostcalls.class", "META-INF/hostcall/com.example.Kv.h")
                .doesNotContain("com.example.Kv.h");
    }

    @Test
    void aModuleThatDoesNotReadTheRuntimeIsToldToRequireIt() throws IOException {
        Files.delete(modules.resolve("dev.hostcall.runtime.jar"));
        Files.delete(modules.resolve("com.sun.jna.jar")); // automatic modules are read by all
        InstalledJavac.Outcome outcome = compile("requires dev.hostcall.annotations;");
        assertThat(outcome.messages())
                .containsExactly(
                        "[HostcallRuntimeMissing] module com.example does not see dev.hostcall.runtime.Hostcalls, which"
                                + " the generated KvHostcalls extends; hostcalls are compiled against hostcall-runtime: add it to the"
                                + " module path and \"requires dev.hostcall.runtime;\" to module-info.java");
    }

    @Test
    void severalModulesCompiledAtOnceKeepTheirFilesApart() throws IOException {
        String kv = KV.replace("com.example", "com.example.%s");
        String requires = " { requires dev.hostcall.annotations; requires dev.hostcall.runtime; }";
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .run(
                        Map.of(
                                "one/module-info.java",
                                "module one" + requires,
                                "one/com/example/one/Kv.java",
                                kv.formatted("one"),
                                "two/module-info.java",
                                "module two" + requires,
                                "two/com/example/two/Kv.java",
                                kv.formatted("two")),
                        List.of(
                                "--module-path", modules.toString(),
                                "--module-source-path", folder.resolve("src").toString()));
        assertThat(outcome.messages()).isEmpty();
        assertThat(outcome.files())
                .contains(
                        "one/META-INF/hostcall/com.example.one.Kv.h",
                        "one/com/example/one/KvHostcalls.class",
                        "two/META-INF/hostcall/com.example.two.Kv.h",
                        "two/com/example/two/KvHostcalls.class");
    }

    private InstalledJavac.Outcome compile(String directives, String... options) throws IOException {
        Map<String, String> sources =
                Map.of("module-info.java", "module com.example { " + directives + " }", "com/example/Kv.java", KV);
        List<String> all = Stream.concat(Stream.of("--module-path", modules.toString()), Stream.of(options))
                .toList();
        return new InstalledJavac(folder).run(sources, all);
    }

    // Maven hands us jars that are ready if there are any, and else folders of classes.
    private void jar(String module, Class<?> inside) throws IOException {
        Path source = Javac.classPath(inside).findFirst().orElseThrow();
        Path jar = modules.resolve(module + ".jar");
        if (Files.isRegularFile(source)) {
            Files.copy(source, jar);
            return;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(source.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }
}
