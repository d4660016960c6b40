package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types with parts: how they are passed, and what is wrong with others. */
class TypesTest {
    private static final String PARTS =
            "; guests know int, long, float, double, boolean, byte, short, String, byte[], an array"
                    + " of numbers, List, Optional, EnumSet, a record, an enum or a sealed interface of records";

    private static final String TYPES = """
            class Types {
                record Point(int x, int y) {}
                record Mixed(byte a, long b, boolean c) {}
                record Only(float value) {}
                enum Color { RED, GREEN }
                sealed interface Shape permits Dot, Circle, Label {}
                record Dot() implements Shape {}
                record Circle(float radius) implements Shape {}
                record Label(String text, double size) implements Shape {}
                sealed interface Answer permits Yes, No {}
                record Yes() implements Answer {}
                record No() implements Answer {}
            }
            """.replace('\n', ' ');

    /** What a guest passes and receives. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "byte get(short a, @Unsigned byte b) | ii:i",
                "@Unsigned long get(@Unsigned int a, @CodePoint int b) | ii:I",
                "Types.Only get(Types.Only a) | f:f",
                "Types.Color get(EnumSet<Types.Color> a) | i:i",
                "Types.Answer get(Types.Answer a) | i:i",
                "Types.Point get(Types.Point a) | iii:",
                "Types.Mixed get() | i:",
                "String get(String a) | iii:",
                "byte[] get(byte[] a, int[] b) | iiiii:",
                "List<String> get(List<Types.Shape> a) | iii:",
                "Optional<Long> get(Optional<Types.Only> a) | ifi:",
                "Types.Shape get(Types.Shape a) | iiiFi:",
                "void get(Types.Shape a, long b) | iiiFI:",
                "CompletableFuture<Types.Color> get() | :i",
                "CompletionStage<List<Byte>> get() | i:",
                "CompletableFuture<byte[]> get() | i:",
            })
    void aTypeIsPassedAsTheComponentModelLowersIt(String method, String signature) {
        Compilation compilation =
                Javac.compile(Javac.source("interface Kv { @Hostcall " + method + "; }"), Javac.source(TYPES));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("HostcallDeclaration.of(\"env\", \"get\", \"" + signature + "\", ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float a, Types.Circle b, double c, String d, String e, String f, String g, String h, int i, byte j, int k | fFi",
                "Types.Point a, Types.Point b, Types.Point c, Types.Point d, Types.Point e, Types.Point f, Types.Point g,"
                        + " Types.Point h | iiiiiiiiiiiiiiii:",
                "Types.Point a, Types.Point b, Types.Point c, Types.Point d, Types.Point e, Types.Point f, Types.Point g,"
                        + " Types.Point h, int i | i:",
            })
    void moreThanSixteenValuesGoThroughMemory(String parameters, String signature) {
        Compilation compilation = Javac.compile(
                Javac.source("interface Kv { @Hostcall void get(" + parameters + "); }"), Javac.source(TYPES));
        assertThat(compilation.diagnostics()).isEmpty();
        String expected = parameters.startsWith("float") ? "ffFiiiiiiiiiiiii:" : signature;
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("\"get\", \"" + expected + "\"");
    }

    @Test
    void onlyWhatTakesTheGuestsMemorySaysSo() {
        Compilation compilation = Javac.compile(
                Javac.source("interface Kv { @Hostcall String text(); @Hostcall Types.Point at();"
                        + " @Hostcall CompletableFuture<Optional<byte[]>> bytes(); @Hostcall int size(String of); }"),
                Javac.source(TYPES));
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java").lines())
                .filteredOn(line -> line.contains("allocating()"))
                .hasSize(2)
                .allMatch(line -> line.contains("\"text\"") || line.contains("\"bytes\""));
    }

    @Test
    void whatIsWrongWithARecordIsToldOnceAndWhereItIs() {
        List<String> errors = Mistakes.in("interface Kv { record Entry(String key, Object ⇒value) {}"
                + " @Hostcall void put(Entry entry); @Hostcall List<Entry> all(); }");
        assertThat(errors).containsExactly("[HostcallComponentType] component value of Kv.Entry is Object" + PARTS);
    }

    @Test
    void aTypeThatContainsItselfIsToldWhereItDoes() {
        assertThat(Mistakes.in("interface Kv { record Node(String name, List<Node> ⇒children) {}"
                        + " sealed interface Tree permits Leaf, Fork {} record Leaf() implements Tree {}"
                        + " record Fork(Tree ⇒left, Tree ⇒right) implements Tree {}"
                        + " @Hostcall void put(Node node); @Hostcall Tree tree(); }"))
                .containsExactly(
                        "[HostcallRecursiveType] Kv.Node contains com.example.Kv.Node again; a guest lays a type out once and"
                                + " for all, so it is not a part of itself",
                        "[HostcallRecursiveType] Kv.Tree contains com.example.Kv.Tree again; a guest lays a type out once and"
                                + " for all, so it is not a part of itself",
                        "[HostcallRecursiveType] Kv.Tree contains com.example.Kv.Tree again; a guest lays a type out once and"
                                + " for all, so it is not a part of itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "List<? extends String> | List<? extends String> | ; use List<String>",
                "List<?> | List<?> | ; say what it holds",
                "Optional | Optional | ; say what it holds, as in Optional<String>",
                "Pair<String> | com.example.Kv.Pair<String> | ''",
            })
    void onlyTheListsOfOneTypeAreGeneric(String type, String found, String hint) {
        assertThat(Mistakes.in("@SuppressWarnings(\"rawtypes\") interface Kv { record Pair<T>(T first) {}"
                        + " @Hostcall void put(" + type + " ⇒it); }"))
                .containsExactly("[HostcallGenericType] " + found
                        + " is generic; guests know the lists, optionals and sets of one"
                        + " type, and no other type with parameters" + hint);
    }

    @Test
    void theElementThatIsWrongIsTold() {
        assertThat(Mistakes.in("interface Kv { @Hostcall void put(List<Optional<Character>> ⇒it); }"))
                .containsExactly(
                        "[HostcallParameterType] parameter it of Kv.put is List<Optional<Character>>, with Character in"
                                + " it; a hostcall takes int, long, float, double, boolean, byte, short, String, byte[], MemorySlice,"
                                + " Vmctx, Memory, an array of numbers, List, Optional, EnumSet, a record, an enum or a sealed"
                                + " interface of records; use @CodePoint Integer");
    }

    @Test
    void theCasesOfASealedInterfaceAreRecords() {
        assertThat(Mistakes.in("interface Kv { sealed interface Value permits Text, Kind, Other {}"
                        + " record Text(String text) implements Value {} ⇒enum Kind implements Value { A }"
                        + " non-sealed ⇒interface Other extends Value {} @Hostcall void put(Value it); }"))
                .containsExactly(
                        "[HostcallVariant] sealed interface Kv.Value permits Kv.Kind, which is an enum; a guest knows its cases by"
                                + " their records, so it permits nothing else",
                        "[HostcallVariant] sealed interface Kv.Value permits Kv.Other, which is an interface; a guest knows its"
                                + " cases by their records, so it permits nothing else");
    }

    @Test
    void annotationsOfIntegersStandOnIntegers() {
        assertThat(Mistakes.in(
                        "interface Kv { @Hostcall void put(@Unsigned float ⇒a, @CodePoint long ⇒b, @Unsigned String ⇒c,"
                                + " @Unsigned @CodePoint int ⇒d); }"))
                .hasSize(4)
                .allMatch(error -> error.startsWith("[HostcallInteger] @"));
    }

    @Test
    void annotationsOfIntegersAreSeenInsideOfOtherTypes() {
        Compilation compilation = Javac.compile(Javac.source("interface Kv { record Bytes(@Unsigned byte one) {}"
                + " @Hostcall Bytes one(); @Hostcall Optional<@CodePoint Integer> letter(@CodePoint int[] all); }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("Byte.toUnsignedInt(", "out.codePoint(at + 4, value.get())", "in.codePoints(");
    }

    @Test
    void aTypeThatGeneratedCodeCannotNameIsTold() {
        assertThat(Mistakes.in("class Kv { private ⇒record Entry(String key) {} @Hostcall void put(Entry entry) {} }"))
                .containsExactly(
                        "[HostcallTypeAccess] Kv.Entry is private; generated code names it, so it is public or in the"
                                + " package of the hostcalls, and not private");
    }

    @Test
    void anErrorTellsWhatAGuestKnows() {
        assertThat(Mistakes.in("class Kv { @HostcallError static class Failed extends Exception { void ⇒error() {} }"
                        + " @HostcallError static class Lost extends Exception { Object ⇒error() { return 1; } }"
                        + " @Hostcall int get() throws Failed { return 0; } @Hostcall int find() throws Lost { return 0; }"
                        + " @Hostcall int ⇒both() throws Failed, Lost { return 0; } }"))
                .hasSize(3)
                .anyMatch(error -> error.startsWith("[HostcallErrorType] Kv.Failed.error() returns void; "))
                .anyMatch(error -> error.startsWith("[HostcallErrorType] Kv.Lost.error() returns Object; "))
                .anyMatch(error -> error.startsWith("[HostcallSeveralErrors] Kv.both throws Kv.Failed and Kv.Lost; "));
    }
}
