package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interfaces whose methods a guest exports. */
class GuestInterfacesTest {

    private static String generated(String methods) {
        Compilation compilation = Javac.compile(Javac.source("@GuestInterface interface Plugin { " + methods + " }"));
        assertThat(compilation.diagnostics()).isEmpty();
        return Javac.generated(compilation, "com/example/PluginGuest.java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void run() | of(\"run\", \":\")",
                "int addAll(int a, long b) | of(\"add_all\", \"iI:i\")",
                "@Unsigned short get(boolean a, float b, double c) | of(\"get\", \"ifF:i\")",
                "String get(String a) | of(\"get\", \"ii:i\").allocating()",
                "Optional<Long> get(byte a) | of(\"get\", \"i:i\")",
                "void get(EnumSet<TimeUnit> a) | of(\"get\", \"i:\")",
                "CompletableFuture<List<Byte>> get() | of(\"get\", \":i\")",
                "CompletionStage<Void> get() | of(\"get\", \":\")",
                "GuestRun<Double> get() | of(\"get\", \":F\")",
                "void get(String a, String b, String c, String d, String e, String f, String g, String h) | of(\"get\","
                        + " \"iiiiiiiiiiiiiiii:\").allocating()",
                "void get(String a, String b, String c, String d, String e, String f, String g, String h, int i) |"
                        + " of(\"get\", \"i:\").allocating()",
                "@GuestExport(\"a:b/c#d\") void get() | of(\"a:b/c#d\", \":\")",
            })
    void aMethodIsAnExport(String method, String declaration) {
        assertThat(generated(method + ";")).contains("ExportDeclaration." + declaration);
    }

    @Test
    void onlyFuturesNeedAnExecutor() {
        assertThat(generated("int get();")).contains("of(Instance instance)").doesNotContain("Executor");
        assertThat(generated("GuestRun<Integer> get();")).contains("of(Instance instance)");
        assertThat(generated("CompletableFuture<Integer> get();")).contains("of(Instance instance, Executor executor)");
    }

    @Test
    void inheritedMethodsAreExportsAndThoseWithABodyAreNot() {
        Compilation compilation = Javac.compile(
                Javac.source("@GuestInterface public interface Plugin extends Named { int size();"
                        + " default int twice() { return 2 * size(); } static int none() { return 0; } }"),
                Javac.source("interface Named { String name(); }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/PluginGuest.java"))
                .contains("public final class PluginGuest implements Plugin", "of(\"size\", ", "of(\"name\", ")
                .doesNotContain("twice", "none");
    }

    @Test
    void callsWaitForTheirTurnWhereTheInterfaceOrTheMethodSaysSo() {
        assertThat(generated("@Queued int get(); @Queued CompletableFuture<Integer> later(); int put(int a);"))
                .contains(
                        "exports.<Integer>queuedCall(0,", "exports.<Integer>queuedRun(1,", "exports.<Integer>call(2,");
        Compilation compilation = Javac.compile(
                Javac.source("@Queued @GuestInterface interface Plugin { int get(); GuestRun<Integer> run(); }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/PluginGuest.java"))
                .contains("exports.<Integer>queuedCall(0,", "exports.<Integer>queuedRun(1,");
    }

    @Test
    void onlyCallsOfAnInterfaceWait() {
        assertThat(Mistakes.in("⇒@Queued class Kv { @Hostcall void put() {} }"))
                .containsExactly(
                        "[HostcallNoEffect] Kv has @Queued, but not @GuestInterface; the annotation says how what is"
                                + " generated for those behaves");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Queued", "@GuestConstructor", "@GuestExport(\"make\")", "@GuestStatic(String.class)"})
    void methodsOfClassesAreNoExports(String annotation) {
        String name = annotation.replaceAll("\\(.*", "");
        assertThat(Mistakes.in("class Kv { ⇒" + annotation + " int make() { return 1; } }"))
                .containsExactly("[HostcallNoEffect] Kv.make has " + name
                        + ", but is no method of an interface to a guest; the annotation says how what is generated for"
                        + " those behaves");
    }

    @Test
    void namesOfParametersDoNotStandInTheWay() {
        assertThat(generated(
                        "String get(String frame, int flat, List<String> in, String out, String at, int exports);"))
                .contains("String frame_2, int flat_2");
    }

    @Test
    void anInterfaceIsWhatAClassMayImplement() {
        assertThat(Mistakes.in("@GuestInterface ⇒class Plugin {}"))
                .containsExactly(
                        "[HostcallGuestInterface] Plugin is no interface that a class may implement; @GuestInterface"
                                + " stands on an interface without type parameters whose abstract methods a guest exports");
        assertThat(Mistakes.in("@GuestInterface ⇒interface Plugin<T> { int get(); }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallGuestInterface] Plugin has type parameters; ");
        assertThat(Mistakes.in("@GuestInterface ⇒interface Plugin { default void run() {} }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallGuestInterface] Plugin has no abstract method; ");
    }

    @Test
    void whatAGuestDoesNotKnowIsTold() {
        assertThat(Mistakes.in(
                        "@GuestInterface interface Plugin { void put(MemorySlice ⇒a, Vmctx ⇒b, Map<String, String> ⇒c);"
                                + " CompletableFuture<Object> ⇒get(); <T> void ⇒run(); }"))
                .hasSize(5)
                .anyMatch(error -> error.startsWith("[HostcallExportType] parameter a of Plugin.put is MemorySlice; "))
                .anyMatch(error -> error.startsWith("[HostcallExportType] parameter b of Plugin.put is Vmctx; "))
                .anyMatch(error ->
                        error.startsWith("[HostcallExportType] parameter c of Plugin.put is Map<String, String>; ")
                                && error.endsWith("; use a List of records"))
                .anyMatch(
                        error -> error.startsWith(
                                "[HostcallExportType] the result of Plugin.get is CompletableFuture<Object>, with Object in it; "))
                .anyMatch(error -> error.startsWith("[HostcallGenericMethod] Plugin.run "));
    }

    @Test
    void eachExportIsDeclaredOnce() {
        assertThat(Mistakes.in("@GuestInterface interface Plugin { int get(int a); int ⇒get(long a); }"))
                .containsExactly(
                        "[HostcallDuplicateExport] Plugin.get and Plugin.get are both the export get; give one of them"
                                + " another name, as in @GuestExport(\"another\")");
    }

    @Test
    void anErrorIsMadeOfWhatItTells() {
        assertThat(
                        Mistakes.in(
                                "@GuestInterface interface Plugin { int ⇒get() throws Failed;"
                                        + " @HostcallError class Failed extends Exception { Failed(int error) {} String error() { return \"\"; } } }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallErrorConstructor] Plugin.Failed has no constructor (String); Plugin.get throws ");
    }
}
