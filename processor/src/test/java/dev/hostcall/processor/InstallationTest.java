package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void theProcessorIsRegisteredAsAService() {
        assertThat(ServiceLoader.load(Processor.class))
                .filteredOn(processor -> processor.getClass().getPackageName().startsWith("dev.hostcall"))
                .hasExactlyElementsOfTypes(HostcallProcessor.class);
    }

    @Test
    void javacFindsItOnItsPath() throws IOException {
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(
                        Map.of("Kv.java", Javac.source("class Kv { @Hostcall void put() {} }")),
                        "-Xlint:all",
                        "-Werror");
        assertThat(outcome.messages()).isEmpty();
        assertThat(outcome.files())
                .containsExactly(
                        "META-INF/hostcall/com.example.Kv.h",
                        "META-INF/hostcall/com.example.Kv.wat",
                        "com/example/Kv.class",
                        "com/example/KvHostcalls.class",
                        "com/example/KvHostcalls.java");
    }

    @Test
    void aClassWithAMistakeGetsNoFilesAndItsNeighbourDoes() throws IOException {
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(Map.of(
                        "Kv.java",
                                Javac.source(
                                        "class Kv { @Hostcall void put() {} @Hostcall Integer size() { return 0; } }"),
                        "Log.java", Javac.source("class Log { @Hostcall void log(String text) {} }")));
        assertThat(outcome.messages()).hasSize(1);
        assertThat(outcome.files())
                .containsExactly(
                        "META-INF/hostcall/com.example.Log.h",
                        "META-INF/hostcall/com.example.Log.wat",
                        "com/example/LogHostcalls.java");
    }

    @Test
    void aClassOfTheUserIsNotOverwritten() throws IOException {
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(Map.of(
                        "Kv.java", Javac.source("class Kv { @Hostcall void put() {} }"),
                        "KvHostcalls.java", Javac.source("class KvHostcalls {}")));
        assertThat(outcome.messages()).hasSize(1).first().asString().startsWith("[HostcallGeneratedName]");
        assertThat(outcome.files()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("classes")).resolve("META-INF"), "not a folder");
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(Map.of("Kv.java", Javac.source("class Kv { @Hostcall void put() {} }")));
        assertThat(outcome.messages())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("[HostcallNotWritten] META-INF/hostcall/com.example.Kv.h cannot be written for Kv: java.");
    }

    @Test
    void whatJavacCannotEncodeIsWrittenAllTheSame() throws IOException {
        String ascii = "package com.example; import dev.hostcall.*;"
                + " class Kv { @Hostcall(name = \"\\u00df \\ud83d\\ude00\") void \\u00e4ndern() {} }";
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(Map.of("Kv.java", ascii), "-encoding", "US-ASCII", "-Xlint:all", "-Werror");
        assertThat(outcome.messages()).isEmpty();
        assertThat(outcome.text("com/example/KvHostcalls.java"))
                .contains("\"\\u00df \\ud83d\\ude00\"", "target.\\u00e4ndern()")
                .matches("\\p{ASCII}*");
    }

    @Test
    void itReadsTheNewestJavaThatTheCompilerKnows() {
        assertThat(new HostcallProcessor().getSupportedSourceVersion()).isEqualTo(SourceVersion.latest());
    }

    @Test
    void itClaimsNoAnnotationsButOurs() {
        assertThat(new HostcallProcessor().getSupportedAnnotationTypes())
                .isNotEmpty()
                .allMatch(annotation -> annotation.matches("dev\\.hostcall\\.\\w+"));
    }

    @Test
    void gradleIsToldThatEachFileHasOneOrigin() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                HostcallProcessor.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(HostcallProcessor.class.getName() + ",isolating\n");
        }
    }
}
