package dev.hostcall.integration.guides;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.JavaFile;
import dev.hostcall.Hostcall;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.guests.MavenLibrary;
import dev.hostcall.processor.HostcallProcessor;
import dev.hostcall.runtime.GuestModule;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor in compilers and beside processors that others have made. Maven downloads them; where it cannot, tests are skipped. */
@EnabledIfSystemProperty(named = "hostcall.tools", matches = "true")
final class ToolsTest {
    private static final Path DOWNLOADS = Path.of("target", "tools").toAbsolutePath();
    private static final Path OWN = Path.of(System.getProperty("java.home"));
    private static final String KOTLIN = "2.4.21";
    private static final String KAPT = "plugin:org.jetbrains.kotlin.kapt3:";

    private static final String OURS = locations(Hostcall.class, GuestModule.class, GuestAbi.class);
    private static final String PROCESSOR =
            locations(HostcallProcessor.class, JavaFile.class) + File.pathSeparator + OURS;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static String locations(Class<?>... types) {
        return Stream.of(types)
                .map(type -> Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(String group, String artifact, String version) {
        try {
            return new MavenLibrary(group, artifact, version).jars(DOWNLOADS);
        } catch (IOException e) {
            System.err.println("Not tried: " + artifact + ": " + e.getMessage());
            Assumptions.abort(artifact + " cannot be had here");
            throw new AssertionError(e);
        }
    }

    private static String path(List<Path> first, String rest) {
        return Stream.concat(first.stream().map(Path::toString), Stream.of(rest))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ToolsTest.class.getResource("/com/acme/tools/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Sources of a package, under the names that they must have. */
    private List<String> sources(Map<String, String> resourcesByName) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/shop"));
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> each : new TreeMap<>(resourcesByName).entrySet()) {
            files.add(Files.copy(resource(each.getValue()), sources.resolve(each.getKey()))
                    .toString());
        }
        return files;
    }

    private List<String> ours() throws IOException {
        return sources(Map.of("Shop.java", "Shop.java", "Plugin.java", "Plugin.java"));
    }

    private Path classes(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Succeeds without a warning; notes are none. */
    private static void compile(Path program, List<String> options, List<String> more) throws IOException {
        assertThat(run(program, options, more)).doesNotContain("warning:", "error:", "exit code");
    }

    private static String run(Path program, List<String> options, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            return code == 0 ? output : output + "\nexit code " + code;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Path program(String name) {
        return OWN.resolve("bin").resolve(name);
    }

    private static Path javac(Path jdk) {
        return jdk.resolve("bin/javac");
    }

    /** All that is not a class, by its path. */
    private static Map<String, String> written(Path classes) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".class")) {
                    found.put(classes.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return found;
    }

    /** The JDK of these tests, and those of at least version 17 where JDKs usually are. */
    static Stream<Path> jdks() throws IOException {
        TreeSet<Path> homes = new TreeSet<>(List.of(OWN.toRealPath()));
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> found = Files.list(usual)) {
                for (Path home : found.toList()) {
                    if (Files.isExecutable(home.resolve("bin/javac")) && feature(home) >= 17) {
                        homes.add(home.toRealPath());
                    }
                }
            }
        }
        return homes.stream();
    }

    private static int feature(Path jdk) throws IOException {
        Path release = jdk.resolve("release");
        return !Files.exists(release)
                ? 0
                : Files.readAllLines(release).stream()
                        .filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                        .mapToInt(Integer::parseInt)
                        .findFirst()
                        .orElse(0);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void javacHasNoWarningAndWritesTheSameFiles(Path jdk) throws IOException {
        List<String> sources = ours();
        List<String> reversed =
                sources.stream().sorted(Comparator.reverseOrder()).toList();
        Path there = classes("there");
        Path here = classes("here");
        compile(javac(jdk), with(strict(jdk), there), sources);
        compile(javac(OWN), with(strict(OWN), here), reversed);
        assertThat(written(there)).containsKey("shop/ShopHostcalls.java").isEqualTo(written(here));
    }

    /** All warnings, each an error; and processors as users of this JDK ask for them. */
    private static List<String> strict(Path jdk) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xlint:all", "-Werror", "--release", "17"));
        options.addAll(List.of("-classpath", OURS, "-processorpath", PROCESSOR));
        if (feature(jdk) >= 21) {
            options.add("-proc:full");
        }
        return options;
    }

    private static List<String> with(List<String> options, Path classes) {
        return Stream.concat(options.stream(), Stream.of("-d", classes.toString(), "-s", classes.toString()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-warn:+all"})
    void ecjHasNoWarningOfGeneratedClasses(String warnings) throws IOException {
        Path ecj = jars("org.eclipse.jdt", "ecj", "3.40.0").get(0);
        Path classes = classes("classes");
        List<String> options = new ArrayList<>(List.of("-jar", ecj.toString(), "--release", "17"));
        options.addAll(List.of("-classpath", OURS, "-processorpath", PROCESSOR));
        options.addAll(List.of("-d", classes.toString(), "-s", classes.toString()));
        if (!warnings.isEmpty()) {
            options.add(warnings);
        }
        String messages = run(program("java"), options, ours());
        assertThat(messages)
                .doesNotContain(classes.toString())
                .doesNotContain("ERROR")
                .doesNotContain("exit code");
        assertThat(classes.resolve("shop/ShopHostcalls.class")).exists();
        assertThat(classes.resolve("shop/PluginGuest.class")).exists();
    }

    /** They themselves warn of annotations that they do not claim: {@code -processing}. */
    private void compileBeside(String resource, List<Path> api, List<Path> processor, String... generated)
            throws IOException {
        List<String> sources = sources(Map.of("Stock.java", resource));
        for (String order : List.of(path(processor, PROCESSOR), PROCESSOR + File.pathSeparator + path(processor, ""))) {
            Path classes = classes("classes" + order.hashCode());
            List<String> options = List.of(
                    "-Xlint:all,-processing,-classfile",
                    "-Werror",
                    "-classpath",
                    path(api, OURS),
                    "-processorpath",
                    order);
            compile(javac(OWN), with(options, classes), sources);
            assertThat(classes.resolve("shop/StockHostcalls.class")).exists();
            assertThat(Arrays.stream(generated).map(classes::resolve)).allMatch(Files::exists);
        }
    }

    @Test
    void lombokWritesWhatTheHostClassCalls() throws IOException {
        List<Path> lombok = jars("org.projectlombok", "lombok", "1.18.48");
        compileBeside("Lombok.java", lombok, lombok);
    }

    @Test
    void mapstructWritesWhatTheHostClassCalls() throws IOException {
        compileBeside(
                "Mapstruct.java",
                jars("org.mapstruct", "mapstruct", "1.6.3"),
                jars("org.mapstruct", "mapstruct-processor", "1.6.3"),
                "shop/Stock$RowsImpl.class");
    }

    @Test
    void daggerProvidesWhatTheProcessorWrites() throws IOException {
        compileBeside(
                "Dagger.java",
                jars("com.google.dagger", "dagger", "2.60.1"),
                jars("com.google.dagger", "dagger-compiler", "2.60.1"),
                "shop/DaggerStock_Shop.class");
    }

    @Test
    void kaptReadsHostClassesInKotlin() throws IOException {
        String compiler = path(jars("org.jetbrains.kotlin", "kotlin-compiler-embeddable", KOTLIN), "");
        Path kapt = jars("org.jetbrains.kotlin", "kotlin-annotation-processing-embeddable", KOTLIN).stream()
                .filter(jar -> jar.toString().contains("annotation-processing-embeddable"))
                .findFirst()
                .orElseThrow();
        String library = path(jars("org.jetbrains.kotlin", "kotlin-stdlib", KOTLIN), OURS);
        Path generated = classes("generated");
        Path classes = classes("classes");
        List<String> kotlin = new ArrayList<>(List.of("-cp", compiler, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"));
        kotlin.addAll(
                List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17", "-cp", library, "-d", classes.toString()));

        List<String> stubs = new ArrayList<>(kotlin);
        stubs.addAll(List.of("-Xplugin=" + kapt, "-P", KAPT + "aptMode=stubsAndApt"));
        stubs.addAll(List.of("-P", KAPT + "sources=" + generated, "-P", KAPT + "classes=" + classes));
        stubs.addAll(List.of("-P", KAPT + "stubs=" + classes("stubs")));
        for (String entry : PROCESSOR.split(File.pathSeparator, -1)) {
            stubs.addAll(List.of("-P", KAPT + "apclasspath=" + entry));
        }
        String source = resource("Stock.kt").toString();
        compile(program("java"), stubs, List.of(source));
        String hostcalls = generated.resolve("shop/StockHostcalls.java").toString();
        String report = generated.resolve("shop/ReportGuest.java").toString();
        compile(program("java"), kotlin, List.of(source, hostcalls, report));
        List<String> options = List.of(
                "-proc:none",
                "-Xlint:all,-path,-classfile",
                "-Werror",
                "-classpath",
                classes + File.pathSeparator + library);
        compile(javac(OWN), with(options, classes), List.of(hostcalls, report));
        assertThat(classes.resolve("META-INF/hostcall/shop.Stock.h")).exists();
        assertThat(classes.resolve("shop/ReportGuest.class")).exists();
    }
}
