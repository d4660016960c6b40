package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.hostcall.processor.model.Escapes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every compilation here is one with {@code -Xlint:all -Werror}. */
class NameClashesTest {
    private static final String[] NAMES_OF_GENERATED_CODE = {
        "String",
        "Object",
        "Override",
        "SuppressWarnings",
        "Throwable",
        "IndexOutOfBoundsException",
        "Objects",
        "Generated",
        "Frame",
        "Hostcalls",
        "HostcallDeclaration",
        "Kind",
        "Vmctx",
        "Memory",
        "MemorySlice",
        "Signature"
    };

    @Test
    void classesOfTheSamePackageMayHaveAllTheNamesThatGeneratedCodeUses() {
        Stream<String> namesakes =
                Arrays.stream(NAMES_OF_GENERATED_CODE).map(name -> "package com.example; class " + name + " {}");
        String kv = """
                package com.example;
                class Kv {
                    @dev.hostcall.Hostcall
                    int put(dev.hostcall.runtime.Vmctx vmctx, java.lang.String key, dev.hostcall.runtime.MemorySlice in) {
                        return 0;
                    }
                    @dev.hostcall.Hostcall static void grow(dev.hostcall.runtime.Memory memory) {}
                }""";
        Compilation compilation =
                Javac.compile(Stream.concat(namesakes, Stream.of(kv)).toArray(String[]::new));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String",
                "Object",
                "Override",
                "SuppressWarnings",
                "Throwable",
                "IndexOutOfBoundsException",
                "Objects",
                "Generated",
                "Frame",
                "Hostcalls",
                "HostcallDeclaration",
                "Kind",
                "target",
                "frame",
                "index",
                "DECLARATIONS",
                "dev",
                "java",
                "javax",
                "Kv$1",
                "$"
            })
    void theClassItselfMayHaveThem(String name) {
        Compilation compilation =
                Javac.compile(("package com.example; import dev.hostcall.Hostcall; public class %s<T> {"
                                + " @Hostcall void a(int it) {} @Hostcall static void b(long it) {}"
                                + " public static class In { @Hostcall static void c() {} } }")
                        .formatted(name));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation))
                .containsKeys("com/example/" + name + "Hostcalls.java", "com/example/" + name + "_InHostcalls.java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String",
                "Override",
                "SuppressWarnings",
                "List",
                "Optional",
                "Executor",
                "CompletableFuture",
                "GuestRun",
                "Instance",
                "ExportDeclaration",
                "GuestExports",
                "GuestHandle",
                "Held",
                "Flat",
                "Frame",
                "Lift",
                "Lower",
                "ReturnedFunction"
            })
    void typesInsideOfAnInterfaceToAGuestMayHaveThem(String name) {
        String guest = """
                package com.example;
                @dev.hostcall.GuestInterface
                interface Plugin extends Types {
                    @dev.hostcall.Resource
                    interface Cursor extends AutoCloseable {
                        %1$s next();
                        @Override void close();
                    }
                    Cursor find(%1$s key);
                    %1$s same(%1$s value, java.lang.String text);
                    java.lang.String text(java.util.List<%1$s> values, java.util.Optional<%1$s> value);
                    java.util.concurrent.CompletableFuture<%1$s> later(%1$s value);
                    dev.hostcall.runtime.GuestRun<%1$s> run(%1$s value);
                    java.util.function.IntUnaryOperator function();
                }""".formatted(name);
        String types = "package com.example; interface Types { record %s(byte[] bytes, java.lang.String text) {} }";
        Compilation compilation =
                Javac.compile(types.formatted(name), guest.replace("@Override", "@java.lang.Override"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation)).containsKey("com/example/PluginGuest.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "frame", "Kv", "DECLARATIONS"})
    void theUnnamedPackageIsAPackageToo(String name) {
        Compilation compilation = Javac.compile("public class " + name + " { @dev.hostcall.Hostcall void a() {}"
                + " @dev.hostcall.Hostcall static void b() {} }");
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation)).containsKey(name + "Hostcalls.java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call",
                "of",
                "declarations",
                "toString",
                "clone",
                "target",
                "frame",
                "index",
                "$",
                "_a",
                "größe",
                "yield",
                "record",
                "var",
                "sealed",
                "permits",
                "when",
                "with",
                "module",
                "exports",
                "open"
            })
    void methodsMayHaveAnyName(String name) {
        Compilation compilation = Javac.compile(Javac.source(("class Kv {"
                        + " @Hostcall void %1$s(int a) {}"
                        + " @Hostcall(name = \"other\") static void %1$s(long a, int b) {} }")
                .formatted(name)));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("target." + Escapes.asciiSource(name) + "(frame.i32(0));")
                .contains("Kv." + Escapes.asciiSource(name) + "(frame.i64(0), frame.i32(1));");
    }

    @Test
    void methodsOfObjectMayBeHostcalls() {
        Compilation compilation =
                Javac.compile(Javac.source("final class Kv { @Hostcall @Override public int hashCode() {"
                        + " return 1; } @Override public boolean equals(Object o) { return o == this; } }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("frame.returnI32(target.hashCode());");
    }

    @Test
    void overloadsUnderDifferentNamesAreCalledByTheirOwnTypes() {
        Compilation compilation = Javac.compile(Javac.source("""
                class Kv {
                    @Hostcall void put(int it) {}
                    @Hostcall(name = "put_long") void put(long it) {}
                    @Hostcall(name = "put_text") void put(String it) {}
                    @Hostcall void put2(Vmctx vmctx) {}
                    void put(Object it) {}
                    void put(CharSequence it) {}
                    void put(long... it) {}
                }"""));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains(
                        "case 0 -> put(target, frame);",
                        "case 1 -> put2(target, frame);",
                        "case 2 -> put3(target, frame);",
                        "case 3 -> put22(target, frame);",
                        "target.put(frame.i32(0));",
                        "target.put(frame.i64(0));",
                        "target.put(frame.string(0));",
                        "target.put2(frame.vmctx());");
    }

    @Test
    void parametersMayHaveTheNamesOfGeneratedVariables() {
        Compilation compilation = Javac.compile(
                Javac.source("class Kv { @Hostcall int put(int frame, int target, int index) { return 0; } }"));
        assertThat(compilation.diagnostics()).isEmpty();
    }
}
