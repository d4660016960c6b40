package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.testing.compile.Compilation;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedCodeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void aGenericClassIsCalledThroughWildcards() {
        Compilation compilation = Javac.compile(Javac.source("class Kv<K extends Comparable<K>, E extends Exception> {"
                + " @Hostcall CompletableFuture<Integer> get() throws E { return null; }"
                + " static class In<T> { @Hostcall void put() {} @Hostcall static void add() {} } }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains(
                        "of(Kv<?, ?> target)",
                        "private static void get(Kv<?, ?> target, Frame frame) throws Throwable {");
        assertThat(Javac.generated(compilation, "com/example/Kv_InHostcalls.java"))
                .contains("of(Kv.In<?> target)", "Kv.In.add();");
    }

    @Test
    void onlyMethodsThatThrowHaveTrampolinesThatThrow() {
        Compilation compilation = Javac.compile(
                Javac.source(
                        "class Kv { @Hostcall void a() {}"
                                + " @Hostcall void b() throws java.io.IOException, InterruptedException {}"
                                + " @Hostcall static void c() throws Throwable {} @Hostcall void d() throws IllegalStateException {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains(
                        "private static void a(Kv target, Frame frame) {",
                        "private static void b(Kv target, Frame frame) throws Throwable {",
                        "private static void c(Frame frame) throws Throwable {",
                        "private static void d(Kv target, Frame frame) throws Throwable {");
    }

    @Test
    void whatIsDeprecatedIsCalledWithoutAWarning() {
        Compilation compilation =
                Javac.compile(Javac.source("/** @deprecated old */ @Deprecated(forRemoval = true) public class Kv {"
                        + " /** @deprecated older */ @Deprecated @Hostcall void put() {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    @Test
    void whoTakesAVmctxMaySuspendAndWhoReturnsAFutureMayWait() {
        Compilation compilation = Javac.compile(Javac.source("class Kv { @Hostcall void a(Vmctx vmctx) {}"
                + " @Hostcall void b(Memory memory) {} @Hostcall CompletableFuture<Void> c() { return null; } }"));
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains(
                        "of(\"env\", \"a\", \":\", HostcallDeclaration.Kind.SUSPENDING)",
                        "of(\"env\", \"b\", \":\", HostcallDeclaration.Kind.PLAIN)",
                        "of(\"env\", \"c\", \":\", HostcallDeclaration.Kind.WAITING)");
    }

    @Test
    void theRuntimeReadsTheDeclarationsAsTheyWereMeant() throws Exception {
        Hostcalls hostcalls = load("""
                public class Kv {
                    @Hostcall public static long fetchAll(Vmctx vmctx, String key, long a, float b, MemorySlice into) {
                        return 0;
                    }
                    @Hostcall(module = "wasi", name = "a\\"b\\\\\\n\\u00e9\\0") public static void b(boolean c, double d) {}
                }""");
        assertThat(hostcalls.declarations())
                .extracting(
                        HostcallDeclaration::module,
                        HostcallDeclaration::name,
                        it -> it.signature().toString())
                .containsExactly(
                        tuple("env", "fetch_all", "(i32, i32, i64, f32, i32, i32) -> i64"),
                        tuple("wasi", "a\"b\\\n\u00e9\0", "(i32, f64) -> ()"));
    }

    @Test
    @SuppressWarnings("NullAway") // no frame is needed where nothing is passed
    void anIndexCallsTheMethodOfItsDeclaration() throws Throwable {
        Hostcalls hostcalls = load("""
                public class Kv {
                    @Hostcall public static void a() { throw new IllegalStateException("a"); }
                    @Hostcall public static void b() throws Exception { throw new Exception("b"); }
                }""");
        Frame none = null;
        assertThatThrownBy(() -> hostcalls.call(0, none))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a");
        assertThatThrownBy(() -> hostcalls.call(1, none))
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("b");
        assertThatThrownBy(() -> hostcalls.call(2, none)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> hostcalls.call(-1, none)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void nothingCanBeBoundToNothing() throws Exception {
        Class<?> generated = compile("public class Kv { @Hostcall public void put() {} }");
        Method of = generated.getMethod("of", generated.getClassLoader().loadClass("com.example.Kv"));
        assertThatThrownBy(() -> of.invoke(null, new Object[] {null}))
                .cause()
                .isInstanceOf(NullPointerException.class)
                .hasMessage("target");
    }

    private Hostcalls load(String source) throws Exception {
        return (Hostcalls) compile(source).getMethod("of").invoke(null);
    }

    private Class<?> compile(String source) throws IOException, ClassNotFoundException {
        InstalledJavac.Outcome outcome = new InstalledJavac(folder).compile(Map.of("Kv.java", Javac.source(source)));
        assertThat(outcome.messages()).isEmpty();
        URL[] classes = {outcome.classes().toUri().toURL()};
        return new URLClassLoader(classes, getClass().getClassLoader()).loadClass("com.example.KvHostcalls");
    }
}
