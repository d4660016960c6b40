package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of guests, and objects that they hold. */
class ReferencesTest {
    private static final String TYPES = "import java.util.function.*; import org.jspecify.annotations.Nullable;";

    private static Compilation compiled(String methods) {
        Compilation compilation =
                Javac.compile(Javac.source(TYPES + " interface Kv { class Session {} " + methods + " }"));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation;
    }

    private static String generated(String methods) {
        return Javac.generated(compiled(methods), "com/example/KvHostcalls.java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void get(FunctionReference a) | i: | c: | PLAIN",
                "void get(IntBinaryOperator a, long b) | iI: | cI: | CALLING",
                "int get(@Nullable Runnable a) | i:i | c:i | CALLING",
                "CompletableFuture<Integer> get(Runnable a) | i:i | c:i | SUSPENDING",
            })
    void aFunctionIsOfferedAsAnIndexAndAsAReference(String method, String index, String reference, String kind) {
        assertThat(generated("@Hostcall " + method + ";"))
                .contains(
                        "of(\"env\", \"get\", \"" + index + "\", HostcallDeclaration.Kind." + kind + ").pointing(),",
                        "of(\"env\", \"get\", \"" + reference + "\", HostcallDeclaration.Kind." + kind + ")\n",
                        "getByReference(target, frame)");
    }

    @Test
    void aRecordAndAFunctionMakeFourForms() {
        assertThat(generated("record Point(int x, int y) {} @Hostcall Point get(IntUnaryOperator a);"))
                .contains("\"ii:\"", "\"i:ii\"", "\"ci:\"", "\"c:ii\"", "getByReferenceAsValues(target, frame)");
    }

    @Test
    void aFunctionalInterfaceCallsTheGuestUntilTheHostcallReturns() {
        assertThat(generated("@FunctionalInterface interface Mix { boolean mix(byte a, boolean b, double c); }"
                        + " @Hostcall int get(Mix mix, IntConsumer other);"))
                .contains(
                        "Callback callback = Callback.of(frame, Callback.present(frame.functionAt(0), \"mix of Kv.get\"),",
                        "Signature FUNCTION_TYPE = Signature.parse(\"iiF:i\");",
                        "FUNCTION_TYPE, \"mix of Kv.get\");",
                        "Kv.Mix function = (a0, a1, a2) -> callback.call((int) a0, a1 ? 1 : 0, a2).i32() != 0;",
                        "IntConsumer function_2 = (a0) -> callback_2.call(a0);",
                        "Callback.end(callback);",
                        "Callback.end(callback_2);");
    }

    @Test
    void namesOfVariablesDoNotClashWithThoseOfTheClass() {
        assertThat(Javac.compile(Javac.source("class callback { @Hostcall static void get(Runnable function) {} }"))
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void get(@External Session a) | e:",
                "@External Object get(int a) | i:e",
                "CompletableFuture<@External Session> get() | :e",
                "void get(@External Object a, String b, String c, String d, String e, String f, String g, String h, String i) |"
                        + " eiiiiiiiiiiiiiiii:",
            })
    void anObjectIsAnExternalReference(String method, String signature) {
        assertThat(generated("@Hostcall " + method + ";")).contains("\"get\", \"" + signature + "\"");
    }

    @Test
    void anInterfaceToAGuestPassesObjectsToo() {
        Compilation compilation = Javac.compile(Javac.source(
                "@GuestInterface interface Plugin { @External String swap(@External Object object, int a); }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/PluginGuest.java"))
                .contains("of(\"swap\", \"ei:e\")", "flat.i64(0, frame.externalBits(object));", "String.class");
    }

    @Test
    void anInterfaceToAGuestTakesPointersToFunctionsOfTheGuests() {
        String source =
                "@GuestInterface interface Plugin { IntBinaryOperator pick(int a0); @Queued @Nullable Runnable task();"
                        + " @Nullable FunctionReference same(FunctionReference a, @Nullable FunctionReference b); }";
        Compilation compilation = Javac.compile(Javac.source(TYPES + source));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/PluginGuest.java"))
                .contains(
                        "of(\"pick\", \"i:i\").pointing()",
                        "public IntBinaryOperator pick(int a0_2)",
                        "ReturnedFunction function = exports.function(ReturnedFunction.present(frame.functionAt(0), \"the result of"
                                + " Plugin.pick\"), FUNCTION_TYPE, \"the result of Plugin.pick\","
                                + " ReturnedFunction.Turns.REFUSED);",
                        "return (a0, a1) -> function.call(a0, a1).i32();",
                        "ReturnedFunction.Turns.QUEUED);",
                        "return function == null ? null : () -> function.call();",
                        "of(\"same\", \"ii:i\").pointing()",
                        "flat.i32(0, frame.pointerTo(Lower.present(a, \"FunctionReference\")));",
                        "flat.i32(1, frame.pointerTo(b));",
                        "return frame.functionAt(0);");
    }

    @Test
    void aGuestIsPassedNoFunctionOfJavas() {
        assertThat(Mistakes.in(TYPES + " @GuestInterface interface Plugin { void each(Runnable ⇒task); }"))
                .containsExactly(
                        "[HostcallExportFunction] parameter task of Plugin.each is Runnable, by which a guest would call a"
                                + " function of Java's; a pointer leads to functions of its own: take a FunctionReference that it has"
                                + " returned, or let it import what it is to call");
        assertThat(Mistakes.in(TYPES + " @GuestInterface interface Plugin { List<FunctionReference> ⇒all(); }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallExportType] ");
    }

    @Test
    void variablesOfFunctionsDoNotHideParameters() {
        assertThat(generated("@Resource interface Item { @Hostcall void use(); }"
                        + " @Hostcall void each(@Own Item a0, IntUnaryOperator f);"))
                .contains("Kv.Item a0_2 = ", "(a0) -> callback.call(a0).i32()");
    }

    @Test
    void theHeaderDeclaresFunctionPointersAndReferences() {
        assertThat(Javac.generated(
                        compiled(
                                "@Hostcall void each(IntToLongFunction f, FunctionReference any, @External Session s);"),
                        "META-INF/hostcall/com.example.Kv.h"))
                .contains("void env_each(int64_t (*f)(int32_t), void (*any)(void), __externref_t s);");
        assertThat(Javac.generated(
                        compiled("@Hostcall void each(Runnable f);"), "META-INF/hostcall/com.example.Kv.wat"))
                .contains("Kv.each(Runnable), or (param funcref)");
    }

    @Test
    void anInterfaceIsNoFunctionUnlessItSaysSo() {
        assertThat(Mistakes.in("interface Kv { interface Op { int apply(int a); } @FunctionalInterface interface Text {"
                        + " String apply(int a); } @Hostcall void a(Op ⇒op); @Hostcall void b(Text ⇒text);"
                        + " @Hostcall FunctionReference ⇒c(); }"))
                .hasSize(3)
                .allMatch(error ->
                        error.startsWith("[HostcallParameterType] ") || error.startsWith("[HostcallReturnType] "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void get(List<@External Object> ⇒a) | Object | is a part of another type",
                "void get(@External int ⇒a) | int | is no class without type parameters",
                "@External List<String> ⇒get() | List<String> | is no class without type parameters",
                "@External Object ⇒get() throws Failed | Object | is returned by a method that throws a @HostcallError, and would lie in"
                        + " memory",
            })
    void anExternalReferenceIsAWholeValue(String method, String type, String why) {
        assertThat(Mistakes.in(
                        "interface Kv { @SuppressWarnings(\"serial\") @HostcallError class Failed extends Exception {}"
                                + " @Hostcall " + method + "; }"))
                .containsExactly("[HostcallExternal] @External is on " + type + ", which " + why
                        + "; a guest holds it by a reference, so the annotation stands on a parameter or a result as a whole, of a"
                        + " class without type parameters");
    }
}
