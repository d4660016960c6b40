package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.hostcall.Hostcall;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassesTest {
    private static final String ALLOWED =
            "; generated code names the class of a hostcall, so it is a top-level or static"
                    + " class, record, enum or interface, and neither it nor a class around it is private";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class Kv { @Hostcall void put(int it) {} }",
                "abstract class Kv { @Hostcall abstract void put(int it); }",
                "interface Kv { @Hostcall void put(int it); }",
                "interface Kv { @Hostcall default void put(int it) {} }",
                "enum Kv { A { @Override void put(int it) {} }; @Hostcall abstract void put(int it); }",
                "record Kv(long size) { @Hostcall void put(int it) {} }",
                "sealed interface Kv { @Hostcall void put(int it); record A() implements Kv { public void put(int it) {} } }",
            })
    void everyKindOfClassCanHaveHostcalls(String source) {
        Compilation compilation = Javac.compile(Javac.source(source));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java")).contains("target.put(frame.i32(0));");
    }

    @Test
    void theAccessorOfARecordComponentIsAHostcallWithoutBeingWritten() {
        Compilation compilation = Javac.compile(Javac.source("record Kv(@Hostcall long maxSize) {}"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("of(\"env\", \"max_size\", \":I\", ", "frame.returnI64(target.maxSize());");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class Outer { private static ⇒class Kv { @Hostcall void put() {} } } | Outer.Kv is private",
                "class Outer { ⇒class Kv { @Hostcall void put() {} } } | Outer.Kv is an inner class, not a static one",
                "class Outer { private ⇒class Kv { @Hostcall void put() {} } } | Outer.Kv is private",
                "class Outer { private interface In { ⇒class Kv { @Hostcall void put() {} } } } | Outer.In.Kv is inside"
                        + " Outer.In, which is private",
                "@⇒interface Kv { @Hostcall int size(); } | Kv is an annotation",
            })
    void aClassThatGeneratedCodeCannotNameHasNoHostcalls(String source, String finding) {
        assertThat(Mistakes.in(source)).containsExactly("[HostcallEnclosing] " + finding + ALLOWED);
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void aFileOfMethodsOnlyHasNoClassThatGeneratedCodeCanName() {
        Compilation compilation = Javac.compiler()
                .withProcessors(new HostcallProcessor())
                .compile(JavaFileObjects.forSourceString(
                        "Kv", "@dev.hostcall.Hostcall int size() { return 0; }\nvoid main() {}"));
        assertThat(compilation.errors())
                .extracting(error -> error.getMessage(Locale.ROOT))
                .containsExactly("[HostcallEnclosing] Kv has no name in other files" + ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Outer { static class Kv { @Hostcall void put() {} } }",
                "class Outer { protected static class Kv { @Hostcall void put() {} } }",
                "interface Outer { class Kv { @Hostcall void put() {} } }",
                "class Outer { record Kv() { @Hostcall void put() {} } }",
                "class Outer { enum Kv { A; @Hostcall void put() {} } }",
                "class Outer { interface Kv { @Hostcall void put(); } }",
            })
    void aNestedClassThatIsStaticHasThemUnderItsOutersName(String source) {
        Compilation compilation = Javac.compile(Javac.source(source));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation).keySet())
                .containsExactly(
                        "META-INF/hostcall/com.example.Outer$Kv.h",
                        "META-INF/hostcall/com.example.Outer$Kv.wat",
                        "com/example/Outer_KvHostcalls.java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public class Kv { @Hostcall void put() {} } | KvHostcalls | public final class",
                "class Kv { @Hostcall public void put() {} } | KvHostcalls | final class",
                "public interface Kv { class In { @Hostcall void put() {} } } | Kv_InHostcalls | public final class",
                "public class Kv { protected static class In { @Hostcall void put() {} } } | Kv_InHostcalls | final class",
                "class Kv { public static class In { @Hostcall void put() {} } } | Kv_InHostcalls | final class",
            })
    void theGeneratedClassIsAsPublicAsTheOneItCalls(String source, String generated, String header) {
        Compilation compilation = Javac.compile(Javac.source(source));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/" + generated + ".java"))
                .contains("\n" + header + " " + generated + " extends Hostcalls {\n");
    }

    @Test
    void aModuleWithoutHostcallsIsAMistake() {
        assertThat(Mistakes.in("⇒@HostcallModule(\"kv\") class Kv { int size() { return 0; } }"))
                .containsExactly(
                        "[HostcallModule] Kv has @HostcallModule but declares no @Hostcall method; the annotation"
                                + " stands where hostcalls are declared and names their module");
    }

    @Test
    void aClassThatInheritsAllItsHostcallsIsToldWhoServesThem() {
        assertThat(Mistakes.in("class Base { interface Log { @Hostcall void log(); } }"
                        + " abstract class Middle implements Runnable, Base.Log {}"
                        + " ⇒@HostcallModule(\"kv\") abstract class Kv extends Middle {}"))
                .containsExactly(
                        "[HostcallModule] Kv has @HostcallModule but declares no @Hostcall method; the annotation"
                                + " stands where hostcalls are declared and names their module; those it inherits are served by"
                                + " Base_LogHostcalls");
    }

    @Test
    void aHostcallBelongsToTheClassThatDeclaresIt() {
        Compilation compilation = Javac.compile(
                Javac.source("class Base { @Hostcall void a() {} @Hostcall void b() {} }"),
                Javac.source("class Kv extends Base { @Override void a() {} @Hostcall void c() {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("\"c\"")
                .doesNotContain("\"a\"", "\"b\"");
        assertThat(Javac.generated(compilation, "com/example/BaseHostcalls.java"))
                .contains("\"a\"", "\"b\"");
    }

    @Test
    void twoClassesCannotHaveTheSameGeneratedOne() {
        Compilation compilation = Javac.compile(
                Javac.source("class Outer { static class Kv { @Hostcall void put() {} } }"),
                Javac.source("class Outer_Kv { @Hostcall void put() {} }"));
        assertThat(compilation.errors())
                .extracting(error -> error.getMessage(null))
                .containsExactly("[HostcallGeneratedName] the hostcalls of Outer_Kv are generated as the class"
                        + " com.example.Outer_KvHostcalls, which already exists; rename one of the two");
    }

    @Test
    void aClassOfTheUserIsNotOverwritten() {
        Compilation compilation = Javac.compile(
                Javac.source("class Kv { @Hostcall void put() {} }"), Javac.source("class KvHostcalls {}"));
        assertThat(compilation.errors())
                .extracting(error -> error.getMessage(null))
                .containsExactly(
                        "[HostcallGeneratedName] the hostcalls of Kv are generated as the class com.example.KvHostcalls,"
                                + " which already exists; rename one of the two");
    }

    @Test
    void withoutTheRuntimeTheGeneratedClassIsNotLeftToFail() {
        Compilation compilation = Javac.compiler()
                .withClasspath(Javac.classPath(Hostcall.class).map(Path::toFile).toList())
                .withProcessors(new HostcallProcessor())
                .compile(Javac.files(
                        "package com.example; import dev.hostcall.*; class Kv { @Hostcall void put() {} }"));
        assertThat(compilation.errors())
                .extracting(error -> error.getMessage(null))
                .containsExactly(
                        "[HostcallRuntimeMissing] Kv does not see dev.hostcall.runtime.Hostcalls, which the generated"
                                + " KvHostcalls extends; hostcalls are compiled against hostcall-runtime: add it to the class path");
    }
}
