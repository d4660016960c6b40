package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes with more hostcalls than one generated class has room for. */
class ManyHostcallsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private InstalledJavac.Outcome compile(int number, String members, IntFunction<String> method) throws IOException {
        String methods = IntStream.range(0, number).mapToObj(method).collect(Collectors.joining("\n"));
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(
                        Map.of("Big.java", Javac.source("public class Big {\n" + members + methods + "\n}")),
                        "-Xlint:all",
                        "-Werror");
        assertThat(outcome.messages()).isEmpty();
        return outcome;
    }

    private Hostcalls load(InstalledJavac.Outcome outcome) throws Exception {
        URL[] classes = {outcome.classes().toUri().toURL()};
        ClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader());
        Class<?> generated = loader.loadClass("com.example.BigHostcalls");
        Class<?> big = loader.loadClass("com.example.Big");
        Method of = generated.getMethod("of", big);
        return (Hostcalls) of.invoke(null, big.getConstructor().newInstance());
    }

    private static final String CALLED = "void called(int i) { throw new IllegalStateException(\"\" + i); }\n";

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 1000, 5000, 20_000})
    @SuppressWarnings("NullAway") // no frame is needed where nothing is passed
    void everyIndexCallsTheMethodOfItsDeclaration(int number) throws Throwable {
        Hostcalls hostcalls = load(compile(
                number, CALLED, i -> "@Hostcall public void methodWithALongName%d() { called(%d); }".formatted(i, i)));
        List<HostcallDeclaration> declarations = hostcalls.declarations();
        assertThat(declarations).hasSize(number);
        Frame none = null;
        for (int i = 0; i < number; i++) {
            assertThat(declarations.get(i).name()).isEqualTo("method_with_a_long_name" + i);
        }
        for (int i : new int[] {0, 1, 499, number / 2, number - 1}) {
            assertThatThrownBy(() -> hostcalls.call(i, none)).hasMessage("" + i);
        }
        for (int i : new int[] {Integer.MIN_VALUE, -500, -1, number, number + 500, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> hostcalls.call(i, none)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void upToFiveHundredAreOneSwitch() throws IOException {
        assertThat(compile(500, "", i -> "@Hostcall public int m%d(int a, long b) { return a; }".formatted(i))
                        .files())
                .doesNotContain("com/example/BigHostcalls$Part1.class");
    }

    @Test
    void staticAndOtherMethodsAndStrangeNamesGoIntoParts() throws Exception {
        Hostcalls hostcalls =
                load(compile(1500, CALLED + "static class Part1 { }\n static class Stream { }\n", i -> switch (i < 100
                        ? i % 5
                        : i % 2) { // javac itself is slow with many overloads
                    case 0 -> "@Hostcall public static int a%d(Vmctx vmctx, String s) { return 0; }".formatted(i);
                    case 1 ->
                        "@Hostcall public CompletableFuture<Long> b%d() throws Exception { return null; }".formatted(i);
                    case 2 -> "@Hostcall(name = \"call%d\") void call(%s) {}".formatted(i, parameters(i));
                    case 3 -> "@Hostcall(name = \"\\u00e9%d\") void \\u00e9(%s) {}".formatted(i, parameters(i));
                    default -> "@Hostcall boolean $%d(boolean b) { return b; }".formatted(i);
                }));
        assertThat(hostcalls.declarations()).hasSize(1500);
    }

    /** A list of types for each number: what makes the overloads of one name different. */
    private static String parameters(int number) {
        String[] types = {"int", "long", "float", "double"};
        return IntStream.range(0, 6)
                .mapToObj(i -> types[(number >> (2 * i)) & 3] + " p" + i)
                .collect(Collectors.joining(", "));
    }

    @Test
    void aClassThatIsCalledAsAPartWouldBe() throws IOException {
        String methods = IntStream.range(0, 600)
                .mapToObj(i -> "@Hostcall static void m%d() {}".formatted(i))
                .collect(Collectors.joining("\n"));
        InstalledJavac.Outcome outcome = new InstalledJavac(folder)
                .compile(Map.of("Part1.java", "import dev.hostcall.*; class Part1 {" + methods + "}"));
        assertThat(outcome.messages()).isEmpty();
    }
}
