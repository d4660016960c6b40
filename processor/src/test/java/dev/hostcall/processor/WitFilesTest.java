package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WitFilesTest {

    private static Map<String, String> files(String declarations) {
        return Javac.generated(Javac.compile(Javac.source(declarations)));
    }

    private static String wit(String declarations) {
        // Resources have worlds of their own, too; that of the class around them has the shortest name.
        return files(declarations).entrySet().stream()
                .filter(file -> file.getKey().endsWith(".wit"))
                .min(Comparator.comparingInt(file -> file.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError(Javac.notes(Javac.source(declarations))));
    }

    /** A host class in an interface of WIT's. */
    private static String host(String members) {
        return "@HostcallModule(\"acme:kv/store@1.0.0\") interface Kv { " + members + " }";
    }

    private static String note(String declarations) {
        List<String> notes = Javac.notes(Javac.source(declarations));
        assertThat(notes).hasSize(1);
        assertThat(files(declarations))
                .noneSatisfy((path, text) -> assertThat(path).endsWith(".wit"));
        return notes.get(0);
    }

    // ---- names ----

    @Test
    void namesInAnInterfaceOfWitAreInKebabCase() {
        assertThat(files(host("@Hostcall void fetchAll(); @Hostcall(name = \"put_all\") void putAll();"
                                + " @Hostcall(module = \"env\") void abortNow();"))
                        .get("com/example/KvHostcalls.java"))
                .contains("of(\"acme:kv/store@1.0.0\", \"fetch-all\", ")
                .contains("of(\"acme:kv/store@1.0.0\", \"put_all\", ")
                .contains("of(\"env\", \"abort_now\", ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acme:kv", "acme:kv/store@1", "acme/kv", "Acme_:kv/store", "wasi_snapshot_preview1", "a:b/c/d"})
    void allOtherModulesHaveNamesInSnakeCase(String module) {
        assertThat(files("@HostcallModule(\"%s\") interface Kv { @Hostcall void fetchAll(); }".formatted(module))
                        .get("com/example/KvHostcalls.java"))
                .contains("\"fetch_all\"");
    }

    @ParameterizedTest
    @CsvSource({
        "acme:index/store@1.0.0, acme:index/store@1.0.0#find-all",
        "acme:index/store, acme:index/store#find-all",
        "acme:index@1.0.0, find-all",
        "'', find_all"
    })
    void exportsAreNamedByTheInterfaceOrThePackage(String name, String export) {
        assertThat(files("@GuestInterface(\"%s\") interface Plugin { int findAll(); @GuestExport(\"x_Y\") int y(); }"
                                .formatted(name))
                        .get("com/example/PluginGuest.java"))
                .contains("of(\"" + export + "\", ")
                .contains("of(\"x_Y\", ");
    }

    @Test
    void aMethodWhoseNameWitCannotHaveIsToldANameForIt() {
        assertThat(Mistakes.in(host("@Hostcall void ⇒gr\u00f6\u00dfe();")))
                .singleElement()
                .asString()
                .startsWith("[HostcallWitName] Kv.größe has its name in acme:kv/store@1.0.0 from Java")
                .endsWith("name it, as in @Hostcall(name = \"grosse\")");
        assertThat(Mistakes.in("@GuestInterface(\"acme:kv/store\") interface Plugin { void ⇒get$2(); }"))
                .singleElement()
                .asString()
                .endsWith("name it, as in @GuestExport(\"acme:kv/store#get2\")");
    }

    @ParameterizedTest
    @CsvSource({
        "plugin, ''",
        "acme:index/store@1, ; did you mean acme:index/store@1.0.0?",
        "Acme:Index/docStore@1.2, ; did you mean acme:index/doc-store@1.2.0?",
        "acme:index/store@x, ''",
        "a:b/c/d, ''"
    })
    void aGuestsInterfaceIsNamedAsWitNamesIt(String name, String hint) {
        assertThat(Mistakes.in("@GuestInterface(⇒\"%s\") interface Plugin { void run(); }".formatted(name)))
                .singleElement()
                .asString()
                .startsWith(
                        "[HostcallWitInterface] Plugin names what a guest exports \"" + name + "\"; that is neither")
                .endsWith("acme:index@1.0.0" + hint);
    }

    // ---- what is written ----

    @Test
    void aFunctionOfTheWorldItselfIsExportedByIt() {
        assertThat(
                        wit(
                                "@GuestInterface(\"acme:index\") interface Plugin { /** Adds. */ int add(int a, int b); void reset(); }"))
                .isEqualTo("""
                        // What guests export for com.example.Plugin. Generated from it; do not edit.
                        package acme:index;

                        world %plugin {
                          /// Adds.
                          export add: func(a: s32, b: s32) -> s32;

                          export reset: func();
                        }
                        """.replace("%", ""));
    }

    @Test
    void exportsThatAreNamedOneByOneAreWitsToo() {
        assertThat(
                        wit(
                                "@GuestInterface interface Plugin { @GuestExport(\"acme:index/store@1.0.0#put\") void put(int x); }"))
                .contains("package acme:index@1.0.0;", "interface store {\n  put: func(x: s32);\n}", "export store;");
    }

    @Test
    void aTypeThatHasTheNameOfAFunctionIsNamedByWhatItIsInside() {
        assertThat(wit(host("record Entry(int x, int y) {} @Hostcall Entry entry(Entry other);")))
                .contains("record kv-entry {", "entry: func(other: kv-entry) -> kv-entry;");
    }

    @Test
    void anEnumAndASetOfItAreTwoTypes() {
        assertThat(wit(host("enum Color { RED } @Hostcall void put(Color one, EnumSet<Color> all);")))
                .contains("enum color {\n    red,\n  }", "flags color-set {", "put: func(one: color, all: color-set);");
    }

    @Test
    void wordsOfTheLanguageAreMarked() {
        assertThat(wit("@HostcallModule(\"acme:list/record\") interface Own { record Enum(int type) {}"
                        + " @Hostcall Enum func(int own, int option); }"))
                .contains(
                        "package acme:%list;",
                        "interface %record {",
                        "record %enum {\n    %type: s32,",
                        "%func: func(%own: s32, %option: s32) -> %enum;",
                        "world %own {\n  import %record;");
    }

    @Test
    void aWorldIsNotNamedAsAnInterface() {
        assertThat(wit("@HostcallModule(\"acme:kv/kv\") interface Kv { @Hostcall void put(); }"))
                .contains("world kv-world {\n  import kv;");
    }

    @Test
    void theCommentsOfOtherFilesAreNotToldAsTheyMayBeUnknown() {
        String entry = "package com.example; /** Elsewhere. */ public record Entry(int x, int y) {}";
        String host =
                Javac.source("@HostcallModule(\"a:b/c\") public interface Kv { @Hostcall void put(Entry entry); }");
        assertThat(Javac.generated(Javac.compile(host, entry), "META-INF/hostcall/com.example.Kv.wit"))
                .contains("record entry {")
                .doesNotContain("Elsewhere");
    }

    @Test
    void overloadsWithTheSameParameterNamesAreUndocumented() {
        assertThat(wit(host(
                        "/** One. */ @Hostcall void put(int x); /** Two. */ @Hostcall(name = \"put-s64\") void put(long x);"
                                + " /** Three. */ @Hostcall(name = \"put-all\") void put(int x, int y);")))
                .contains("Three.")
                .doesNotContain("One.", "Two.");
    }

    // ---- resources ----

    private static final String BOX =
            "@Resource final class Box { @Hostcall Box(int size) {} @Hostcall int size() { return 0; } }";

    @Test
    void aResourceIsInTheInterfaceOfItsModule() {
        assertThat(wit(host("@Hostcall void put(Box box, @Own Box other); @Hostcall List<Box> all(); " + BOX)))
                .contains("""
                        interface store {
                          resource box {
                            constructor(size: s32);

                            size: func() -> s32;
                          }

                          put: func(box: borrow<box>, other: box);

                          all: func() -> list<box>;
                        }
                        """);
    }

    @Test
    void aResourceOfAnotherInterfaceIsUsed() {
        String boxes = " @HostcallModule(\"acme:boxes/list\") interface Boxes { " + BOX + " }";
        assertThat(wit(host("@Hostcall Boxes.Box put(Boxes.Box box);" + boxes)))
                .contains(
                        "use acme:boxes/%list.{box};\n\n  put: func(box: borrow<box>) -> box;",
                        "import acme:boxes/%list;", "package acme:boxes {\n  interface %list {\n    resource box {");
        assertThat(wit("@GuestInterface(\"acme:boxes/user\") interface Any { void use(Boxes.Box box);" + boxes + " }"))
                .contains(
                        "interface user {\n  use %list.{box};\n\n  %use: func(box: borrow<box>);",
                        "interface %list {\n  resource box {", "export user;\n  import %list;");
    }

    @Test
    void namesOfResourcesAreInKebabCaseAndSoAreTheirFunctions() {
        assertThat(files(host("@Resource final class SafeBox { @Hostcall int putIn(int x) { return x; } }"))
                        .get("com/example/Kv_SafeBoxHostcalls.java"))
                .contains("\"[method]safe-box.put-in\"", "\"[resource-drop]safe-box\"");
        assertThat(Mistakes.in(host("@Resource final ⇒class Kiste\u00e4 { @Hostcall void put() {} }")))
                .singleElement()
                .asString()
                .startsWith("[HostcallWitName] Kv.Kisteä has its name")
                .endsWith("name it, as in @Resource(\"kistea\")");
    }

    @Test
    void aConstructorThatMayFailIsNotWits() {
        assertThat(Javac.notes(Javac.source(host("@HostcallError final class F extends Exception {"
                        + " private static final long serialVersionUID = 1L; }"
                        + " @Resource final class Box { @Hostcall Box() throws F {} }"))))
                .singleElement()
                .asString()
                .endsWith("not WIT's are the constructor of Kv.Box, which throws an error");
    }

    // ---- what is not WIT's ----

    @Test
    void oneNoteTellsOfAllClassesThatHaveOtherNames() {
        assertThat(Javac.notes(
                        Javac.source("class Kv { @Hostcall void put() {} }"),
                        Javac.source("@HostcallModule(\"log\") class Log { @Hostcall void log() {} }"),
                        Javac.source("@GuestInterface interface Plugin { int findAll(); int put(); }")))
                .containsExactly(
                        "[HostcallWit] no .wit file is written for Kv (module env), Log (module log), Plugin (export"
                                + " find_all, export put): names of WIT's are as in @HostcallModule(\"acme:kv/store@1.0.0\") and"
                                + " @GuestInterface(\"acme:kv/store@1.0.0\")");
    }

    @Test
    void aClassWithSomeNamesOfWitsIsToldWhichAreNot() {
        assertThat(note(host("@Hostcall void put(); @Hostcall(module = \"env\") void abort();"
                        + " @Hostcall(name = \"fetch_all\") void fetchAll();")))
                .isEqualTo(
                        "[HostcallWit] no .wit file is written for Kv: not WIT's are module env; the name fetch_all of"
                                + " Kv.fetchAll");
    }

    @Test
    void aModuleThatIsAlmostOfWitIsTold() {
        assertThat(note("@HostcallModule(\"acme:kv/store@1\") interface Kv { @Hostcall void put(); }"))
                .endsWith("not WIT's are module acme:kv/store@1, meant to be acme:kv/store@1.0.0?");
    }

    @Test
    void typesAndPartsOfThemThatWitDoesNotHaveAreTold() {
        assertThat(note(host("@Hostcall void read(MemorySlice into);")))
                .endsWith("parameter into of Kv.read is MemorySlice, which WIT does not have");
        assertThat(note(host("record Entry(int gr\u00f6\u00dfe) {} @Hostcall void put(Entry entry);")))
                .endsWith(
                        "component gr\\u00f6\\u00dfe of Kv.Entry would be gr\\u00f6\\u00dfe, which is no name in WIT");
        assertThat(note(host("@Hostcall void put(int fetchAll, int fetch_all);")))
                .endsWith("fetchAll and fetch_all of Kv.put would both be fetch-all");
        assertThat(note(host("enum Version { V_11, V_1_1 } @Hostcall void put(Version version);")))
                .endsWith("V_11 and V_1_1 of Kv.Version would both be v11");
    }

    @Test
    void whatOnlyTheHostKnowsIsNoneOfTheGuests() {
        assertThat(wit(host("@Hostcall void put(Vmctx vmctx, Memory memory, int x);")))
                .contains("put: func(x: s32);");
    }
}
