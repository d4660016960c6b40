package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import dev.hostcall.Hostcall;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications with a {@code module-info}, on the module path or linked into a runtime image, and nothing on the class path. */
final class ModulePathTest {
    private static final String HOSTCALLS = """
            package app;

            import dev.hostcall.Hostcall;
            import dev.hostcall.HostcallModule;

            @HostcallModule("app")
            final class Sum {
                private long sum;

                @Hostcall
                long add(long number) {
                    sum += number;
                    return sum;
                }
            }
            """;

    private static final String MAIN = """
            package app;

            import dev.hostcall.runtime.GuestModule;
            import dev.hostcall.runtime.Limits;
            import dev.hostcall.runtime.Region;
            import java.nio.file.Path;

            public final class Main {
                public static void main(String[] arguments) {
                    try (GuestModule module = GuestModule.load(%s);
                            Region region = Region.create(1, Limits.defaults());
                            var instance = region.newInstance(module, SumHostcalls.of(new Sum()))) {
                        instance.run("twice", 20L);
                        System.out.println(Main.class.getModule() + " " + instance.run("twice", 1L).returned().i64());
                    }
                }
            }
            """;

    private static final String PRECOMPILED = "Path.of(arguments[0])";
    private static final String COMPILED = "dev.hostcall.compiler.WasmCompiler.compile(Path.of(arguments[0]))";

    private static final byte[] GUEST = WatGuest.wasm("""
            (module
              (import "app" "add" (func $add (param i64) (result i64)))
              (func (export "twice") (param i64) (result i64)
                (drop (call $add (local.get 0)))
                (call $add (local.get 0))))
            """);

    private static final String NATIVE_ACCESS = "--enable-native-access=dev.hostcall.runtime,com.sun.jna";

    @TempDir
    Path directory;

    /** A jar as it is published. In a build that has not come to the jars yet, one is made of the classes. */
    private Path jar(Class<?> type, String name) throws Exception {
        Path origin = Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                .getLocation()
                .toURI());
        if (Files.isRegularFile(origin)) {
            return origin;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", name);
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> classes = Files.walk(origin)) {
            for (Path entry : classes.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(origin.relativize(entry).toString()));
                Files.copy(entry, out);
            }
        }
        return jar;
    }

    private List<Path> runtime(Path jna) throws Exception {
        return List.of(
                jar(Hostcall.class, "dev.hostcall.annotations"),
                jar(GuestAbi.class, "dev.hostcall.abi"),
                jar(GuestModule.class, "dev.hostcall.runtime"),
                jna,
                jar(Nullable.class, "org.jspecify"));
    }

    private List<Path> runtimeAndCompiler(Path jna) throws Exception {
        List<Path> modules = new ArrayList<>(runtime(jna));
        modules.add(jar(WasmCompiler.class, "dev.hostcall.compiler"));
        return modules;
    }

    /** JNA as most applications have it: an automatic module. */
    private Path jna() throws Exception {
        return jar(Native.class, "com.sun.jna");
    }

    /** JNA with a descriptor, as {@code jlink} wants it. */
    private static Path explicitJna() {
        return Path.of("target", "jpms", "jna-jpms.jar").toAbsolutePath();
    }

    private static String path(List<Path> entries) {
        return String.join(
                File.pathSeparator, entries.stream().map(Path::toString).toList());
    }

    /** The module path of an application that is compiled, with the processor, against modules. */
    private String application(String requires, String load, List<Path> modules) throws Exception {
        Path sources = directory.resolve("sources");
        Files.createDirectories(sources.resolve("app"));
        Files.writeString(
                sources.resolve("module-info.java"),
                "module app { requires dev.hostcall.annotations; requires dev.hostcall.runtime; " + requires + "}");
        Files.writeString(sources.resolve("app/Sum.java"), HOSTCALLS);
        Files.writeString(sources.resolve("app/Main.java"), MAIN.formatted(load));
        Path classes = directory.resolve("classes");
        List<String> javac = new ArrayList<>(List.of("-d", classes.toString(), "-p", path(modules)));
        javac.addAll(List.of("--processor-path", System.getProperty("java.class.path"), "-proc:full"));
        if (Runtime.version().feature() < 21) {
            javac.remove("-proc:full");
        }
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(javac::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])))
                .isZero();
        List<Path> all = new ArrayList<>(modules);
        all.add(classes);
        return path(all);
    }

    private static String run(String modulePath, String argument) throws Exception {
        return run(new ChildJvm().with("-p", modulePath, NATIVE_ACCESS), argument);
    }

    private static String run(ChildJvm jvm, String argument) throws Exception {
        return jvm.withClassPath("")
                .launch(List.of("-m", "app/app.Main", argument))
                .output();
    }

    /** Links an application and what it requires into an image, and runs that. */
    private String link(String modulePath, String argument) throws Exception {
        Path image = directory.resolve("image");
        int linked = java.util.spi.ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-p",
                        modulePath,
                        "--add-modules",
                        "app",
                        "--strip-debug",
                        "--output",
                        image.toString());
        assertThat(linked).isZero();
        return run(new ChildJvm().of(image).with(NATIVE_ACCESS), argument);
    }

    @Test
    void anApplicationOfModulesRunsAGuest() throws Exception {
        String modulePath = application("", PRECOMPILED, runtime(jna()));
        assertThat(run(modulePath, WasmCompiler.compile(GUEST).toString())).isEqualTo("module app 42\n");
    }

    @Test
    void whereTheRuntimeHasNoNativeAccessJniEntersGuests() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "before JDK 24, native access is not denied");
        String modulePath = application("", PRECOMPILED, runtime(jna()));
        ChildJvm onlyJna = new ChildJvm()
                .with("-p", modulePath, "--enable-native-access=com.sun.jna", "--illegal-native-access=deny")
                .with("-Dhostcall.critical.after=0");
        assertThat(run(onlyJna, WasmCompiler.compile(GUEST).toString())).isEqualTo("module app 42\n");
    }

    @Test
    void anApplicationOfModulesCompilesAndRunsAGuest() throws Exception {
        Path wasm = Files.write(directory.resolve("guest.wasm"), GUEST);
        String modulePath = application("requires dev.hostcall.compiler;", COMPILED, runtimeAndCompiler(jna()));
        assertThat(run(modulePath, wasm.toString())).isEqualTo("module app 42\n");
    }

    @Test
    void anApplicationThatIsLinkedRunsAGuest() throws Exception {
        String modulePath = application("", PRECOMPILED, runtime(explicitJna()));
        assertThat(link(modulePath, WasmCompiler.compile(GUEST).toString())).isEqualTo("module app 42\n");
    }

    @Test
    void anApplicationThatIsLinkedCompilesAndRunsAGuest() throws Exception {
        Path wasm = Files.write(directory.resolve("guest.wasm"), GUEST);
        String modulePath = application("requires dev.hostcall.compiler;", COMPILED, runtimeAndCompiler(explicitJna()));
        assertThat(link(modulePath, wasm.toString())).isEqualTo("module app 42\n");
    }
}
