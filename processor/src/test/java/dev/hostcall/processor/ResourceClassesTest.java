package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.hostcall.Hostcall;
import dev.hostcall.runtime.Hostcalls;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that guests have handles of. */
class ResourceClassesTest {
    private static final String SESSION = "@Resource class Session { @Hostcall Session() {} }";

    private static Compilation compile(String... declarations) {
        Compilation compilation =
                Javac.compile(List.of(declarations).stream().map(Javac::source).toArray(String[]::new));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation;
    }

    private static String hostcalls(String type, String... declarations) {
        return Javac.generated(compile(declarations), "com/example/" + type + "Hostcalls.java");
    }

    // ---- imports ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Hostcall Session(int number) {} | [constructor]session | i:i",
                "@Hostcall Session(String a) throws java.io.IOException {} | [constructor]session | ii:i",
                "@Hostcall int size() { return 0; } | [method]session.size | i:i",
                "@Hostcall void putAll(String key) {} | [method]session.put_all | iii:",
                "@Hostcall(name = \"x-y\") void putAll() {} | [method]session.x-y | i:",
                "@Hostcall static Session find(long number) { return null; } | [static]session.find | I:i",
                "@Hostcall CompletableFuture<Session> fork() { return null; } | [method]session.fork | i:i",
                "@Hostcall static CompletionStage<List<Session>> all() { return null; } | [static]session.all | i:",
            })
    void whatAResourceDeclaresIsAFunctionOfIt(String member, String name, String signature) {
        assertThat(hostcalls("Session", "@Resource class Session { " + member + " }"))
                .contains("HostcallDeclaration.of(\"env\", \"" + name + "\", \"" + signature + "\", ")
                .contains("HostcallDeclaration.of(\"env\", \"[resource-drop]session\", \"i:\", ")
                .contains("public static SessionHostcalls of() {");
    }

    @Test
    void aResourceWithoutHostcallsIsDroppedAllTheSame() {
        assertThat(hostcalls("DbSession", "@Resource interface DbSession {}"))
                .contains("of(\"env\", \"[resource-drop]db_session\", \"i:\"");
        assertThat(hostcalls("Row", "@Resource(\"table row\") record Row(int number) {}"))
                .contains("of(\"env\", \"[resource-drop]table row\", \"i:\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@HostcallModule(\"kv\") class Kv { @Resource static class Session {} @Hostcall void put() {} } | kv",
                "@HostcallModule(\"kv\") class Kv { @Resource static class Session {} } | kv",
                "@HostcallModule(\"kv\") class Kv { static class In { @Resource static class Session {} } } | kv",
                "class Kv { @HostcallModule(\"own\") @Resource static class Session {} @Hostcall void put() {} } | own",
                "@HostcallModule(\"kv\") class Kv { @HostcallModule(\"own\") @Resource static class Session {} } | own",
                "class Kv { @Resource static class Session {} } | env",
            })
    void theModuleIsThatOfTheNearestClass(String source, String module) {
        Compilation compilation = compile(source);
        String name = source.contains("static class In") ? "Kv_In_Session" : "Kv_Session";
        assertThat(Javac.generated(compilation, "com/example/" + name + "Hostcalls.java"))
                .contains("of(\"" + module + "\", \"[resource-drop]session\"");
    }

    // ---- types ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Session get() | :i",
                "void put(Session a, int b) | ii:",
                "void put(@Own Session a) | i:",
                "int put(List<@Own Session> a, Optional<Session> b) | iiii:i",
                "List<Session> get() | i:",
                "Optional<Session> get() | i:",
                "CompletableFuture<Session> get(Session a) | i:i",
                "@Own Session get(@Own Session a) | i:i",
            })
    void aHandleIsOneNumber(String method, String signature) {
        assertThat(hostcalls("Kv", "interface Kv { @Hostcall " + method + "; }", SESSION))
                .contains("HostcallDeclaration.of(\"env\", \"" + method.replaceAll(".* (\\w+)\\(.*", "$1") + "\", \""
                        + signature + "\", ")
                .contains("ResourceType<Session> SESSION_TYPE = ResourceType.of(Session.class, \"env.session\")");
    }

    @Test
    void whatOnlyBorrowsKeepsNoAccountAndAllocatesNothing() {
        String generated = hostcalls("Kv", "interface Kv { @Hostcall int put(Session a, String b, long c); }", SESSION);
        assertThat(generated)
                .contains(
                        "frame.returnI32(target.put(frame.borrowed(0, SESSION_TYPE), frame.string(1), frame.i64(3)));")
                .doesNotContain("Lift", "finally");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@Own Session a", "Vmctx vmctx, Session a", "List<@Own Session> a", "Session a, @Own Session b"})
    void whatTakesOrLetsTheGuestRunKeepsAccount(String parameters) {
        assertThat(hostcalls("Kv", "interface Kv { @Hostcall void put(" + parameters + "); }", SESSION))
                .contains("Lift in = frame.lending();", "} finally {", "in.end();");
    }

    @Test
    void variablesOfTheTrampolineAreNoParameters() {
        assertThat(hostcalls(
                        "Kv",
                        "interface Kv { @Hostcall String put(@Own Session in, int result, String at, int out, long Kv); }",
                        SESSION))
                .contains("target.put(in_2, result_2, at_2, out_2, Kv_2)");
    }

    @Test
    void aResourceOfAnotherPackageAndOneBesideAreNamed() {
        Compilation compilation = Javac.compile(
                "package com.other; import dev.hostcall.*; @Resource public class Session { @Hostcall public Session() {} }",
                Javac.source("class Kv { @Hostcall void put(com.other.Session a, Row b) {} }"),
                Javac.source("@Resource class Row {}"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation))
                .containsKeys("com/other/SessionHostcalls.java", "com/example/RowHostcalls.java");
    }

    @Test
    void theHeaderNamesHandlesAndFunctions() {
        Compilation compilation = compile(
                "@HostcallModule(\"kv\") class Kv { @Resource static class Session { @Hostcall Session(int n) {}"
                        + " @Hostcall int size() { return 0; } @Hostcall static Session find() { return null; } }"
                        + " record Loan(Session session, int days) {} @Hostcall void put(List<Loan> loans, Session other) {} }");
        assertThat(Javac.generated(compilation, "META-INF/hostcall/com.example.Kv$Session.h"))
                .contains(
                        "typedef int32_t com_example_Kv_Session;",
                        "/* Kv.Session(int) */",
                        "com_example_Kv_Session kv_constructor_session(int32_t n);",
                        "int32_t kv_method_session_size(com_example_Kv_Session self);",
                        "com_example_Kv_Session kv_static_session_find(void);",
                        "/* Kv.Session, dropped */",
                        "import_name(\"[resource-drop]session\")",
                        "void kv_resource_drop_session(com_example_Kv_Session self);");
        assertThat(Javac.generated(compilation, "META-INF/hostcall/com.example.Kv.h"))
                .contains(
                        "typedef int32_t com_example_Kv_Session;",
                        "void kv_put(const void *loans, size_t loans_length, com_example_Kv_Session other);");
        assertThat(Javac.generated(compilation, "META-INF/hostcall/com.example.Kv$Session.wat"))
                .contains(
                        "(import \"kv\" \"[method]session.size\" (func $kv._method_session.size (param $self i32) (result i32)))");
    }

    @Test
    void aGuestIsGivenAndGivesHandles() {
        Compilation compilation = compile(
                "@GuestInterface interface Plugin { Session get(Session a, @Own Session b); List<Session> all(); }",
                SESSION);
        assertThat(Javac.generated(compilation, "com/example/PluginGuest.java"))
                .contains(
                        "ExportDeclaration.of(\"get\", \"ii:i\")",
                        "flat.i32(0, out.lendAsArgument(a, SESSION_TYPE));",
                        "flat.i32(1, out.ownAsArgument(b, SESSION_TYPE));",
                        "Session result = in.owned(frame.i32(0), SESSION_TYPE);",
                        "in.pass();");
    }

    // ---- mistakes ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Resource ⇒class Kv<T> {} | Kv has type parameters",
                "@Resource ⇒enum Kv { A } | Kv is an enum",
            })
    void aResourceIsAClassOfObjects(String source, String told) {
        assertThat(Mistakes.in(source))
                .containsExactly("[HostcallResource] " + told
                        + "; @Resource stands on a class, a record or an interface without type parameters");
    }

    @Test
    void aGenericResourceIsReportedWhereItIsDeclaredAndNotPerUse() {
        assertThat(
                        Mistakes.in(
                                "class Kv { @Resource static ⇒class Session<T> {}"
                                        + " @Hostcall void put(Session<String> a) {} @Hostcall Session<String> get() { return null; } }"))
                .containsExactly(
                        "[HostcallResource] Kv.Session has type parameters; @Resource stands on a class, a record or"
                                + " an interface without type parameters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class Kv { @Hostcall ⇒Kv() {} } | has no @Resource on its class",
                "@Resource abstract class Kv { @Hostcall ⇒Kv() {} } | is of an abstract class",
                "@Resource class Kv { @Hostcall Kv() {} @Hostcall ⇒Kv(int a) {} } | is a second one with @Hostcall",
                "@Resource class Kv { @Hostcall(name = ⇒\"x\") Kv() {} } | has a name",
                "@Resource class Kv { @Hostcall(module = ⇒\"x\") Kv() {} } | has a module",
            })
    void guestsMakeAResourceByOneConstructor(String source, String told) {
        assertThat(Mistakes.in(source))
                .containsExactly("[HostcallConstructor] the constructor of Kv " + told
                        + "; what guests make is a class with @Resource that is not abstract, by one constructor, which has no"
                        + " name of its own");
    }

    @Test
    void aConstructorIsCheckedAsAMethodIs() {
        assertThat(Mistakes.in("@Resource class Kv { @Hostcall private ⇒Kv(Integer ⇒a, int... ⇒b) {} }"))
                .hasSize(3)
                .anyMatch(message -> message.startsWith("[HostcallPrivate] the constructor of Kv is private"))
                .anyMatch(message -> message.startsWith("[HostcallParameterType] parameter a of the constructor of Kv"))
                .anyMatch(message -> message.startsWith("[HostcallVarargs]"));
    }

    @Test
    void aHiddenResourceIsReportedOnce() {
        assertThat(Mistakes.in("class Kv { @Resource ⇒class Session {} }"))
                .singleElement()
                .satisfies(
                        message -> assertThat(message).startsWith("[HostcallEnclosing] Kv.Session is an inner class"));
    }

    @Test
    void aResourceHasOneModule() {
        assertThat(Mistakes.in("@Resource class Kv { @Hostcall(module = ⇒\"x\") void put() {} }"))
                .containsExactly(
                        "[HostcallResourceModule] Kv.put names a module; guests import what a resource has from the"
                                + " module of the resource, which is env");
    }

    @Test
    void twoResourcesOfOneNameAreReportedOnce() {
        String told = "; give one of them another name, as in @Resource(\"another\")";
        assertThat(Mistakes.in(
                        "class Kv { @Resource static class Session {} @Resource(\"session\") static ⇒class Other {}"
                                + " @Hostcall void put(Session a, Other b) {} }"))
                .containsExactly(
                        "[HostcallDuplicateResource] Kv.Other and Kv.Session are both the resource env.session" + told);
        assertThat(Mistakes.in(
                        "class Kv { static class A { @Resource static class Session {} } static class B { @Resource"
                                + " static class Session {} } @Hostcall void put(A.Session a, B.Session ⇒b) {} }"))
                .containsExactly(
                        "[HostcallDuplicateResource] Kv.B.Session and Kv.A.Session are both the resource env.session"
                                + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Own String ⇒a | String",
                "List<@Own Integer> ⇒a | Integer",
                "@Own List<String> ⇒a | List<String>",
                "@Own int ⇒a | int",
            })
    void onlyAResourceIsOwned(String parameter, String type) {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(" + parameter + ") {} }"))
                .containsExactly("[HostcallOwn] @Own is on " + type
                        + "; it stands on a class with @Resource, whose object is passed for good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Hostcall Loan ⇒get() { return null; }",
                "@Hostcall List<Loan> ⇒get() { return null; }",
                "@Hostcall CompletableFuture<Optional<Loan>> ⇒get() { return null; }",
                "@Hostcall int ⇒get() throws Refused { return 0; }",
            })
    void noRecordThatIsAResultLends(String method) {
        assertThat(Mistakes.in("class Kv { @Resource static class Session {} record Loan(Session session) {}"
                        + " @SuppressWarnings(\"serial\") @HostcallError static class Refused extends Exception {"
                        + " Loan error() { return null; } } " + method + " }"))
                .containsExactly(
                        "[HostcallBorrowedResult] Kv.get returns Kv.Loan, which holds a Kv.Session without @Own; a"
                                + " result gives for good what it holds, so every resource in its records has @Own");
    }

    @Test
    void aGuestsResultLendsNothingEither() {
        assertThat(Mistakes.in(
                        "@GuestInterface interface Plugin { @Resource class Session {} record Loan(Session session) {}"
                                + " Loan ⇒get(); }"))
                .singleElement()
                .satisfies(message -> assertThat(message).startsWith("[HostcallBorrowedResult] Plugin.get returns"));
    }

    @Test
    void aNameThatIsNoneIsReported() {
        assertThat(Mistakes.in("@Resource(⇒\"\") class Kv {}"))
                .containsExactly(
                        "[HostcallName] the resource name of Kv is empty; a guest imports by any non-empty text that"
                                + " UTF-8 can encode; leave it out for \"kv\"");
    }

    // ---- across compilations ----

    @Test
    void aResourceFromAJarHasItsHostcalls(@TempDir Path jar) throws IOException {
        assertThat(useOf(jar, Javac.compile(Javac.source("@Resource public class Session {}"))))
                .isEmpty();
    }

    @Test
    void aResourceThatWasNotProcessedIsToldSo(@TempDir Path jar) throws IOException {
        Compilation before = Javac.compiler().compile(Javac.files(Javac.source("@Resource public class Session {}")));
        assertThat(useOf(jar, before))
                .containsExactly(
                        "[HostcallResourceNotProcessed] Session is a @Resource, but com.example.SessionHostcalls,"
                                + " which offers it to guests, was not generated; compile it with hostcall-processor");
    }

    private static List<String> useOf(Path jar, Compilation before) throws IOException {
        for (JavaFileObject file : before.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                Path target = jar.resolve("com/example").resolve(file.getName().replaceFirst(".*/", ""));
                Files.createDirectories(target.getParent());
                try (InputStream in = file.openInputStream()) {
                    Files.copy(in, target);
                }
            }
        }
        List<File> classPath = new ArrayList<>(Javac.classPath(Hostcall.class, Hostcalls.class, NullMarked.class)
                .map(Path::toFile)
                .toList());
        classPath.add(jar.toFile());
        return Compiler.javac()
                .withClasspath(classPath)
                .withProcessors(new HostcallProcessor())
                .compile(Javac.files(Javac.source("class Kv { @Hostcall void put(Session a) {} }")))
                .errors()
                .stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }
}
