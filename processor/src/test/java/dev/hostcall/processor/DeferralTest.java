package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another processor makes what hostcalls are declared with. It comes after ours, which claims all annotations of ours; javac
 * asks it only if there is one more.
 */
class DeferralTest {

    /** Writes one class, in a round of its own choice. */
    @SupportedAnnotationTypes("*")
    private static final class Maker extends AbstractProcessor {
        private final String name;
        private final String source;
        private int roundsToWait;

        Maker(String name, String source, int roundsToWait) {
            this.name = name;
            this.source = source;
            this.roundsToWait = roundsToWait;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (roundsToWait-- == 0) {
                write(name, source);
            } else if (roundsToWait >= 0) {
                write(
                        "com.example.Padding" + roundsToWait,
                        "package com.example; class Padding" + roundsToWait + " {}");
            }
            return false;
        }

        private void write(String className, String text) {
            try (Writer out =
                    processingEnv.getFiler().createSourceFile(className).openWriter()) {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aNameThatIsMadeLaterIsWaitedFor(int rounds) {
        Maker maker = new Maker(
                "com.example.Names",
                "package com.example; class Names { static final String SIZE = \"the size\", MODULE = \"kv\"; }",
                rounds);
        Compilation compilation = Javac.compile(
                List.of(new HostcallProcessor(), maker),
                Javac.source(
                        "@HostcallModule(Names.MODULE) class Kv { @Hostcall(name = Names.SIZE) int size() { return 0; }"
                                + " @Hostcall void put() {} @Override public String toString() { return \"\"; } }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("of(\"kv\", \"the size\", ", "of(\"kv\", \"put\", ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aTypeThatIsMadeLaterIsJudgedWhenItIsThere(int rounds) {
        Maker maker = new Maker("com.example.Key", "package com.example; class Key {}", rounds);
        Compilation compilation = Javac.compile(
                List.of(new HostcallProcessor(), maker),
                Javac.source("class Kv { @Hostcall void put(Key key) {}"
                        + " @Hostcall CompletableFuture<Key> get() { return null; }"
                        + " @Override public String toString() { return \"\"; } }"));
        assertThat(messages(compilation))
                .hasSize(2)
                .anyMatch(message ->
                        message.startsWith("[HostcallParameterType] parameter key of Kv.put is com.example.Key;"))
                .anyMatch(message ->
                        message.startsWith("[HostcallReturnType] Kv.get returns CompletableFuture<com.example.Key>, "));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aComponentThatIsMadeLaterIsWaitedFor(int rounds) {
        Maker maker = new Maker("com.example.Key", "package com.example; record Key(int number) {}", rounds);
        Compilation compilation = Javac.compile(
                List.of(new HostcallProcessor(), maker),
                Javac.source("class Kv { record Entry(List<Key> keys) {} @Hostcall void put(Optional<Entry> entry) {}"
                        + " @Override public String toString() { return \"\"; } }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java")).contains("new Key(in.i32(at))");
    }

    @Test
    void aHostcallInAClassThatIsMadeIsAsGoodAsAnyOther() {
        Maker maker = new Maker("com.example.Kv", Javac.source("class Kv { @Hostcall void put() {} }"), 0);
        Compilation compilation = Javac.compile(List.of(new HostcallProcessor(), maker), Javac.source("class Main {}"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation)).containsKey("com/example/KvHostcalls.java");
    }

    @Test
    void aClassThatUsesWhatIsGeneratedForAnotherDoesNotStandInItsWay() {
        Compilation compilation = Javac.compile(
                Javac.source("class Kv { LogHostcalls log = LogHostcalls.of(); @Hostcall void put() {} }"),
                Javac.source(
                        "class Log { KvHostcalls kv = KvHostcalls.of(new Kv()); @Hostcall static void log() {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Kv { @Hostcall void put(Missing key) {} }",
                "class Kv { @Hostcall Missing get() { return null; } }",
                "class Kv { record Entry(Missing key) {} @Hostcall void put(List<Entry> entries) {} }",
                "class Kv { @Hostcall CompletableFuture<Missing> get() { return null; } }",
                "class Kv { @Hostcall void put(List<? extends Missing> key) {} }",
                "class Kv { @Hostcall(name = Missing.NAME) void put() {} }",
                "class Kv { @Hostcall(name = 5) void put() {} }",
                "class Kv { @Hostcall(nome = \"put\") void put() {} }",
                "@HostcallModule(Missing.NAME) class Kv { @Hostcall void put() {} }",
                "@HostcallModule class Kv { @Hostcall void put() {} }",
                "class Kv { static String name = \"x\"; @Hostcall(name = name) void put() {} }",
                "class Kv { @Hostcall int size; void put() {} }",
                "@Hostcall class Kv { void put() {} }",
                "class Kv { @HostcallModule(\"kv\") void put() {} }",
            })
    void whatJavacReportsIsNotReportedAgain(String source) {
        Compilation compilation = Javac.compile(Javac.source(source));
        assertThat(messages(compilation)).hasSize(1).noneMatch(message -> message.startsWith("["));
    }

    @Test
    void besideWhatJavacReportsTheOtherMistakesAreTold() {
        Compilation compilation = Javac.compile(Javac.source(
                "class Kv { @Hostcall private Integer put(Missing key) { return 0; } @Hostcall void ok() {} }"));
        assertThat(messages(compilation))
                .hasSize(3)
                .anyMatch(message -> message.startsWith("cannot find symbol"))
                .anyMatch(message -> message.startsWith("[HostcallPrivate]"))
                .anyMatch(message -> message.startsWith("[HostcallReturnType]"));
    }

    private static List<String> messages(Compilation compilation) {
        return compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }
}
