package dev.hostcall.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What is in the executable jar. */
@EnabledIfSystemProperty(named = "hostcall.jar", matches = ".+")
final class JarTest {
    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsExecutableAndGrantsItselfNativeAccess() throws IOException {
        try (JarFile jar = new JarFile(Launch.jar().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.hostcall.cli.Hostcall");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
        }
    }

    @Test
    void itHasTheNativeLibrariesTheServicesAndNoModuleOfAnyPart() throws IOException {
        try (JarFile jar = new JarFile(Launch.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(Machine.current().orElseThrow().linux() + "/libhostcall.so")
                    .contains("com/sun/jna/linux-x86-64/libjnidispatch.so")
                    .contains("com/sun/jna/linux-aarch64/libjnidispatch.so")
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
                    .doesNotHaveDuplicates();
            assertThat(text(jar, "META-INF/services/dev.hostcall.abi.GuestCompiler"))
                    .contains("dev.hostcall.compiler.build.ResourceCompiler");
        }
    }

    @Test
    void itSaysWhoseWorkIsInItAndUnderWhichLicences() throws IOException {
        try (JarFile jar = new JarFile(Launch.jar().toFile())) {
            assertThat(text(jar, "META-INF/NOTICE"))
                    .contains("Hostcall", "picocli", "JNA", "Chicory", "wabt", "JSpecify");
            assertThat(text(jar, "META-INF/AL2.0")).contains("Apache License");
            assertThat(text(jar, "META-INF/LGPL2.1")).contains("GNU LESSER GENERAL PUBLIC LICENSE");
            assertThat(text(jar, "META-INF/LICENSE")).contains("Java Native Access");
        }
    }

    @Test
    void allClassesInItAreOfKnownOrigin() throws IOException {
        try (JarFile jar = new JarFile(Launch.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.replaceFirst("META-INF/versions/\\d+/", "")
                            .matches("(dev/hostcall|picocli|com/sun/jna|com/dylibso/chicory|org/jspecify)/.*"));
        }
    }
}
