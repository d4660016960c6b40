package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

class ImportNamesTest {
    private static final String ALLOWED = "; a guest imports by any non-empty text that UTF-8 can encode";

    @Test
    void withoutNamesItIsTheMethodInSnakeCaseInEnv() {
        assertThat(declarations("class Kv { @Hostcall void fetchAll() {} @Hostcall void getURL2() {} }"))
                .contains("of(\"env\", \"fetch_all\", ", "of(\"env\", \"get_url2\", ");
    }

    @Test
    void theModuleOfTheMethodGoesBeforeThatOfTheClass() {
        assertThat(declarations("""
                        @HostcallModule("kv") class Kv {
                            @Hostcall void a() {}
                            @Hostcall(module = "env") void b() {}
                            @Hostcall(name = "d") void c() {}
                        }""")).contains("of(\"kv\", \"a\", ", "of(\"env\", \"b\", ", "of(\"kv\", \"d\", ");
    }

    @Test
    void aNestedClassNamesItsOwnModule() {
        Compilation compilation = Javac.compile(
                Javac.source("@HostcallModule(\"outer\") class Kv { @Hostcall void a() {} static class Sub extends Kv {"
                        + " @Hostcall void b() {} } }"));
        assertThat(Javac.generated(compilation, "com/example/Kv_SubHostcalls.java"))
                .contains("of(\"env\", \"b\", ");
    }

    @Test
    void aConstantIsAsGoodAsAText() {
        assertThat(declarations("""
                        class Kv {
                            static final String MODULE = "k" + 'v';
                            @Hostcall(module = MODULE, name = Kv.MODULE + 1) void a() {}
                        }""")).contains("of(\"kv\", \"kv1\", ");
    }

    @Test
    void theWordThatJavacShowsForUnknownConstantsIsANameLikeAnyOther() {
        assertThat(declarations("class Kv { @Hostcall(name = \"<error>\") void a() {} }"))
                .contains("of(\"env\", \"<error>\", ");
    }

    @Test
    void anEmptyNameIsNotTheSameAsNone() {
        assertThat(Mistakes.in("""
                        class Kv {
                            @Hostcall(name = ⇒"") void fetchAll() {}
                            @Hostcall(module = ⇒"", name = "x") void b() {}
                        }"""))
                .containsExactly(
                        "[HostcallName] the import name of Kv.fetchAll is empty" + ALLOWED
                                + "; leave it out for \"fetch_all\"",
                        "[HostcallName] the module name of Kv.b is empty" + ALLOWED + "; leave it out for \"env\"");
    }

    @Test
    void aBadModuleOfTheClassIsOneMistakeForAllItsMethods() {
        assertThat(Mistakes.in("@HostcallModule(⇒\"\") class Kv { @Hostcall void a() {} @Hostcall void b() {} }"))
                .containsExactly(
                        "[HostcallName] the module name of Kv is empty" + ALLOWED + "; leave it out for \"env\"");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThat(Mistakes.in("class Kv { @Hostcall(name = ⇒\"a\\ud800b\") void a() {}"
                        + " @Hostcall(module = ⇒\"\\udc00\\ud83d\", name = \"\\ud83d\\ude00\") void b() {} }"))
                .containsExactly(
                        "[HostcallName] the import name of Kv.a has the unpaired surrogate U+D800" + ALLOWED
                                + "; leave it out for \"a\"",
                        "[HostcallName] the module name of Kv.b has the unpaired surrogate U+DC00" + ALLOWED
                                + "; leave it out for \"env\"");
    }

    @Test
    void twoHostcallsOfAClassCannotBeTheSameImport() {
        assertThat(Mistakes.in("""
                        class Kv {
                            @Hostcall void put(int value) {}
                            @Hostcall void ⇒put(long value) {}
                            @Hostcall(name = ⇒"put") void store(String key, Vmctx vmctx) {}
                            @Hostcall(module = "kv", name = "put") void put(double value) {}
                        }"""))
                .containsExactly(
                        "[HostcallDuplicateImport] Kv.put(long) and Kv.put(int) are both the import env.put; each hostcall"
                                + " of a class has its own: give one of them another name, as in @Hostcall(name ="
                                + " \"another\")",
                        "[HostcallDuplicateImport] Kv.store(String, Vmctx) and Kv.put(int) are both the import env.put;"
                                + " each hostcall of a class has its own: give one of them another name, as in"
                                + " @Hostcall(name = \"another\")");
    }

    @Test
    void aDuplicateIsFoundAmongMethodsThatHaveOtherMistakes() {
        assertThat(Mistakes.in(
                        "class Kv { @Hostcall void put(Object ⇒it) {} @Hostcall private void ⇒⇒put(int it) {} }"))
                .extracting(message -> message.substring(0, message.indexOf(' ')))
                .containsExactlyInAnyOrder("[HostcallParameterType]", "[HostcallPrivate]", "[HostcallDuplicateImport]");
    }

    @Test
    void theSameWordsSplitOtherwiseAreAnotherImport() {
        Compilation compilation =
                Javac.compile(Javac.source("class Kv { @Hostcall(module = \"a.b\", name = \"c\") void x() {}"
                        + " @Hostcall(module = \"a\", name = \"b.c\") void y() {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    private static String declarations(String source) {
        Compilation compilation = Javac.compile(Javac.source(source));
        assertThat(compilation.diagnostics()).isEmpty();
        return Javac.generated(compilation, "com/example/KvHostcalls.java");
    }
}
