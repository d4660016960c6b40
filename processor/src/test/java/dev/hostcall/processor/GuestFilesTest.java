package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestFilesTest {
    private static final Path SOURCES = Path.of("src/test/resources/golden/sources");
    private static final String CC = Optional.ofNullable(System.getenv("CC")).orElse("cc");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Kv", "Everything", "Library", "Outer", "Shop", "Store", "StrangeNames", "Vault"})
    void aHeaderIsCWithoutAWarning(String name) throws Exception {
        for (Path header : headers(Files.readString(SOURCES.resolve(name + ".java")))) {
            assertThat(run(
                            CC,
                            "-x",
                            "c",
                            "-std=c11",
                            "-pedantic",
                            "-fsyntax-only",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-Wno-attributes",
                            "-include",
                            header.toString(),
                            header.toString()))
                    .as(name)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kv", "Everything", "Library", "Outer", "Shop", "Store", "StrangeNames", "Vault"})
    void aHeaderIsCppToo(String name) throws Exception {
        assumeTrue(run(CC, "-x", "c++", "-fsyntax-only", "/dev/null").isEmpty(), "needs a C++ compiler");
        for (Path header : headers(Files.readString(SOURCES.resolve(name + ".java")))) {
            assertThat(run(
                            CC,
                            "-x",
                            "c++",
                            "-fsyntax-only",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-Wno-attributes",
                            "-include",
                            header.toString(),
                            header.toString()))
                    .as(name)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch",
                "a b",
                "\"",
                "\\",
                "\\\"",
                "??/",
                "*/ //",
                "%s",
                "\n",
                "\r",
                "\t\b\f",
                "\0",
                "\1\7\13\33\177",
                "\u0080\u009f",
                "\u00e9",
                "\u2028\u202e\ufeff",
                "\ud83d\ude00",
                "\\u0041"
            })
    void clangImportsEveryNameAsItIs(String text) throws Exception {
        assumeTrue(
                run("clang", "--target=wasm32", "-x", "c", "-fsyntax-only", "/dev/null")
                        .isEmpty(),
                "needs clang");
        String source = "package com.example; class Kv { @dev.hostcall.Hostcall(module = \"m-" + inJava(text)
                + "\", name = \"" + inJava(text) + "!\") void put() {} }";
        String header = Files.readString(headers(source).get(0));
        Path guest =
                Files.writeString(folder.resolve("guest.c"), header + "void guest(void) { " + calls(header) + " }\n");
        Path object = folder.resolve("guest.o");
        run("clang", "--target=wasm32", "-ffreestanding", "-c", guest.toString(), "-o", object.toString());
        assertThat(new String(Files.readAllBytes(object), StandardCharsets.ISO_8859_1))
                .contains(inWasm("m-" + text) + inWasm(text + "!"));
    }

    private static String inJava(String text) {
        return text.chars()
                .mapToObj(c -> String.format(Locale.ROOT, c < 0x80 ? "\\%03o" : "\\u%04x", c))
                .collect(joining());
    }

    // A length and that many bytes, one char for each byte.
    private static String inWasm(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return (char) utf8.length + new String(utf8, StandardCharsets.ISO_8859_1);
    }

    private static String calls(String header) {
        Pattern function = Pattern.compile("^void (\\w+)\\(void\\);$", Pattern.MULTILINE);
        return function.matcher(header)
                .results()
                .map(result -> result.group(1) + "();")
                .collect(joining(" "));
    }

    @Test
    void whatAHeaderDeclaresIsLaidOutAsTheComponentModelHasIt() throws Exception {
        assumeTrue(
                run("clang", "--target=wasm32", "-x", "c", "-fsyntax-only", "/dev/null")
                        .isEmpty(),
                "needs clang");
        String sizes = """
                _Static_assert(sizeof(com_example_Shop_Point) == 8, "two of four bytes");
                _Static_assert(sizeof(hostcall_string) == 8, "a pointer and a length");
                _Static_assert(offsetof(com_example_Shop_Item, count) == 8, "behind the name");
                _Static_assert(offsetof(com_example_Shop_Item, weight) == 16, "aligned to a double");
                _Static_assert(offsetof(com_example_Shop_Item, places) == 32, "behind the weight");
                _Static_assert(sizeof(com_example_Shop_Item) == 40, "a multiple of its alignment");
                _Static_assert(offsetof(com_example_Shop_Payment, is) == 8, "aligned to the limit");
                _Static_assert(sizeof(com_example_Shop_Payment) == 32, "the number, and the largest case");
                _Static_assert(sizeof(com_example_Shop_Color) == 1, "few constants");
                _Static_assert(sizeof(shop_pay_result) == 2, "a number and a byte");
                _Static_assert(sizeof(shop_order_arguments) == 112, "all in memory");
                """;
        Path header = headers(Files.readString(SOURCES.resolve("Shop.java"))).get(0);
        Path guest = Files.writeString(folder.resolve("sizes.c"), Files.readString(header) + sizes);
        assertThat(run("clang", "--target=wasm32", "-ffreestanding", "-fsyntax-only", guest.toString()))
                .isEmpty();
    }

    @Test
    void twoHeadersOfOneModuleGoTogether() throws Exception {
        List<Path> headers = headers(Javac.source(
                "class Kv { @Hostcall int size() { return 0; } static class Log { @Hostcall void log() {} } }"));
        assertThat(headers).hasSize(2);
        assertThat(run(
                        CC,
                        "-x",
                        "c",
                        "-fsyntax-only",
                        "-Werror",
                        "-Wno-attributes",
                        "-include",
                        headers.get(0).toString(),
                        "-include",
                        headers.get(1).toString(),
                        "/dev/null"))
                .isEmpty();
    }

    @Test
    void differentClassesHaveDifferentGuards() {
        List<String> classes = List.of(
                "package a.b; public class C { @dev.hostcall.Hostcall void x() {} }",
                "package a; public class b_C { @dev.hostcall.Hostcall void x() {} }",
                "package a; public class B { public static class C { @dev.hostcall.Hostcall void x() {} } }",
                "package a; public class B_C { @dev.hostcall.Hostcall void x() {} }",
                "public class a_B_C { @dev.hostcall.Hostcall void x() {} }",
                "public class a_1B { @dev.hostcall.Hostcall void x() {} }",
                "public class a_B { @dev.hostcall.Hostcall void x() {} }");
        List<String> guards = new ArrayList<>();
        for (String source : classes) {
            for (Map.Entry<String, String> file :
                    Javac.generated(Javac.compile(source)).entrySet()) {
                if (file.getKey().endsWith(".h")) {
                    guards.add(file.getValue().lines().skip(1).findFirst().orElseThrow());
                }
            }
        }
        assertThat(guards).hasSize(classes.size()).doesNotHaveDuplicates();
    }

    private List<Path> headers(String source) throws IOException {
        Compilation compilation = Javac.compile(source);
        assertThat(compilation.diagnostics()).isEmpty();
        List<Path> headers = new ArrayList<>();
        for (Map.Entry<String, String> file : Javac.generated(compilation).entrySet()) {
            if (file.getKey().endsWith(".h")) {
                headers.add(Files.writeString(folder.resolve(headers.size() + ".h"), file.getValue()));
            }
        }
        assertThat(headers).isNotEmpty();
        return headers;
    }

    /** What a program said, or that there is no such program. */
    private String run(String... command) throws InterruptedException, IOException {
        Path output = folder.resolve("output");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as(String.join(" ", command))
                    .isTrue();
            String said = Files.readString(output, StandardCharsets.ISO_8859_1);
            return process.exitValue() == 0 || !said.isEmpty() ? said : "exit code " + process.exitValue();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
