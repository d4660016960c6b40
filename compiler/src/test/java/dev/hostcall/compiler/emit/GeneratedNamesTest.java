package dev.hostcall.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.Wat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with a number in them have a form of their own, so that however many there are, none means something else in C. */
class GeneratedNamesTest {
    private static final int MANY = 1_100;

    /** The form: letters, then numbers behind underscores, with a word before it where two things of one number exist. */
    private static final Pattern NUMBERED = Pattern.compile("[A-Za-z]+(_[A-Za-z]+)?(_\\d+)+");

    private static final Pattern IDENTIFIER = Pattern.compile("\\b[A-Za-z_]\\w*\\b");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"guarded.h", "explicit.h"})
    void noNameOfOurHeadersOrOfTheSystemsHasTheForm(String bounds) throws Exception {
        for (String header : Headers.NAMES) {
            Files.write(directory.resolve(header), Headers.bytes(header));
        }
        String architecture = Target.ofThisMachine() == Target.LINUX_X86_64 ? "x86_64.h" : "aarch64.h";
        Files.writeString(
                directory.resolve("all.c"),
                "#define GUEST_METERED 1\n#include \"guest.h\"\n#include \"" + architecture
                        + "\"\n#include \"wasm.h\"\n#include \"" + bounds
                        + "\"\n#include \"accesses.h\"\n#include \"main.h\"\n");
        Process preprocessor = new ProcessBuilder("cc", "-E", "-dD", "-I.", "all.c")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(preprocessor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(preprocessor.waitFor()).isZero();
        assertThat(identifiers(text)).contains("f32", "guest_control").noneMatch(NUMBERED.asMatchPredicate());
    }

    @Test
    void everyNameWithANumberHasTheForm() throws IOException {
        String written = Wat.translation(everything(4), CompilerOptions.defaults())
                + Wat.translation(everything(4), CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT));
        Set<String> ours = new TreeSet<>();
        for (String header : Headers.NAMES) {
            ours.addAll(identifiers(new String(Headers.bytes(header), StandardCharsets.UTF_8)));
        }
        Set<String> others = identifiers(written.replaceAll("\"[^\"]*\"", "\"\""));
        others.removeAll(ours);
        assertThat(others)
                .contains("fn_0", "i_0", "l_0", "L_1")
                .filteredOn(name -> name.matches(".*\\d.*"))
                .allMatch(NUMBERED.asMatchPredicate());
    }

    /** Every level, and every pair of bounds and metering once. */
    static Stream<CompilerOptions> everyWay() {
        return Stream.of(
                options(0, BoundsMode.GUARD, Metering.ON),
                options(1, BoundsMode.EXPLICIT, Metering.OFF),
                options(2, BoundsMode.EXPLICIT, Metering.ON),
                options(3, BoundsMode.GUARD, Metering.OFF));
    }

    private static CompilerOptions options(int level, BoundsMode bounds, Metering metering) {
        return CompilerOptions.defaults()
                .withOptimization(level)
                .withBounds(bounds)
                .withMetering(metering);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void thousandsOfLiveValuesOfEachTypeCompile(CompilerOptions options) {
        byte[] wasm = Wat.wasm("(module (memory 1)" + live("i32") + live("i64") + live("f32") + live("f64") + ")");
        Path object = directory.resolve("live.so");
        assertThatCode(() -> WasmCompiler.compile(wasm, options, object)).doesNotThrowAnyException();
    }

    private static String live(String type) {
        return "(func (export \"" + type + "\") (param i32) (result " + type + ")"
                + (" local.get 0 " + type + ".load").repeat(MANY) + (" " + type + ".add").repeat(MANY - 1) + ")";
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void hundredsOfEachThingWithHostileNamesCompile(int level) {
        byte[] wasm = Wat.wasm(everything(100));
        Path object = directory.resolve("everything.so");
        assertThatCode(() ->
                        WasmCompiler.compile(wasm, CompilerOptions.defaults().withOptimization(level), object))
                .doesNotThrowAnyException();
    }

    /** {@code count} of each kind of thing that has a number in C, under names that mean something in C. */
    private static String everything(int count) {
        List<String> hostile = List.of(
                "f32",
                "u32",
                "int",
                "main",
                "g",
                "D",
                "linux",
                "unix",
                "memcpy",
                "hostcall_guest",
                "y0",
                "L_1",
                "fn_0",
                "entry_0",
                "\\\"};",
                "__start",
                "a b",
                "??/",
                "%s",
                "/*");
        StringBuilder text = new StringBuilder("(module (memory 1) (table $own 9 funcref) (type $v (func))");
        for (int i = 0; i < count; i++) {
            text.insert(
                    7,
                    " (import \"" + hostile.get(i % hostile.size()) + "\" \"" + hostile.get((i + 1) % hostile.size())
                            + i + "\" (func (param " + "i64 ".repeat(i % 20) + ") (result f32 f64)))");
        }
        for (int i = 0; i < count; i++) {
            String name = hostile.get(i % hostile.size()) + (i < hostile.size() ? "" : String.valueOf(i));
            String parameters = "i32 ".repeat(1 + i % 30);
            text.append("(func (export \"")
                    .append(name)
                    .append("\") (param ")
                    .append(parameters)
                    .append(") (result i32 i32)")
                    .append(" (local f32 f64 i64 funcref externref)")
                    .append(
                            " (block (result i32) (loop (result i32) (if (result i32) (local.get 0) (then (i32.const 1))")
                    .append(" (else (br 2 (i32.const 2))))))")
                    .append(" (call_indirect $own (type $v) (i32.const 0))")
                    .append(" (call ")
                    .append(count - 1)
                    .append(") drop drop (global.get ")
                    .append(i)
                    .append("))");
            text.append("(global (export \"global ").append(name).append("\") (mut i32) (i32.const 1))");
            text.append("(table (export \"table ").append(name).append("\") 1 funcref)");
            text.append("(elem funcref (ref.func ").append(i).append(") (ref.null func)) (data \"x\")");
            text.append("(func (param i32) (result i32) (if (result i32) (local.get 0) (then (call ")
                    .append(count + 2 * i + 1)
                    .append(" (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 1))))");
        }
        return text.append(" (export \"memory f32\" (memory 0)))").toString();
    }

    private static Set<String> identifiers(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = IDENTIFIER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
