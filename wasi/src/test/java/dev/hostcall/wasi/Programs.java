package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.CGuest;
import dev.hostcall.guests.Tool;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Guests for WASI, each compiled once in a JVM. */
final class Programs {
    private static final Map<String, GuestModule> MODULES = new ConcurrentHashMap<>();

    private Programs() {}

    /** {@code programs.c}; whoever needs it is skipped where clang cannot compile for WASI. */
    static GuestModule c() {
        return c("programs.c");
    }

    /** A source beside this class; with options of clang. */
    static GuestModule c(String source, String... options) {
        return MODULES.computeIfAbsent(source, key -> load(clang(key, options), key));
    }

    /** A source beside this class, compiled by Emscripten; whoever needs it is skipped where that is not installed. */
    static GuestModule emscripten(String source) {
        return MODULES.computeIfAbsent(
                source,
                key -> load(
                        compiled(key, tool("emcc", "emscripten"), "-O2", "-sSTANDALONE_WASM", "-sALLOW_MEMORY_GROWTH"),
                        key));
    }

    static GuestModule wat(String text) {
        return MODULES.computeIfAbsent(text, key -> load(Wat.toWasm(key), "wat"));
    }

    private static GuestModule load(byte[] wasm, String name) {
        return GuestModule.load(
                WasmCompiler.compile(wasm, CompilerOptions.defaults().withOptimization(0)), name);
    }

    private static byte[] clang(String source, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--target=wasm32-wasi", "-O2", "-Wall", "-Wextra", "-Werror"));
        arguments.addAll(List.of(options));
        return compiled(source, clang(), arguments.toArray(String[]::new));
    }

    private static byte[] compiled(String source, Tool compiler, String... options) {
        try {
            Path directory = Files.createTempDirectory("hostcall-wasi");
            Path text = Files.writeString(directory.resolve(source), CGuest.resource(Programs.class, source));
            Path wasm = directory.resolve("program.wasm");
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("-o", wasm.toString(), text.toString()));
            compiler.run(arguments);
            byte[] bytes = Files.readAllBytes(wasm);
            for (Path file : List.of(text, wasm, directory)) {
                Files.delete(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tool clang() {
        String packages = "clang lld wasi-libc libclang-rt-14-dev-wasm32";
        Assumptions.assumeTrue(
                Files.isDirectory(Path.of("/usr/include/wasm32-wasi")),
                "no C library for WASI (on Debian: apt-get install " + packages + ")");
        tool("wasm-ld", packages);
        return tool("clang", packages);
    }

    private static Tool tool(String name, String packages) {
        try {
            return Tool.find(name, packages);
        } catch (IOException e) {
            Assumptions.abort(String.valueOf(e.getMessage()));
            throw new AssertionError(e);
        }
    }

    /** Runs one of {@code programs.c} that is to succeed. */
    static void succeed(WasiBuilder builder, String... arguments) {
        assertThat(run(builder, arguments)).isZero();
    }

    /** Runs one of {@code programs.c}; its exit code. */
    static int run(WasiBuilder builder, String... arguments) {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", arguments).build();
                Instance program = region.newInstance(c(), wasi.imports())) {
            return Wasi.run(program);
        }
    }
}
