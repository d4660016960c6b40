package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.build.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Compiles WebAssembly modules to guest objects, which a runtime loads as shared libraries.
 *
 * <pre>{@code
 * CompilerOptions options =
 *         CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withTimeout(Duration.ofMinutes(5));
 * try {
 *     Path object = WasmCompiler.compile(plugin, options); // for GuestModule.load
 *     log.println(WasmCompiler.inspect(object));
 * } catch (CompilerException e) {
 *     String place = e.offset().isPresent() ? " at byte " + e.offset().getAsInt() : "";
 *     log.println(e.reason() + place + ": " + e.getMessage());
 * }
 * }</pre>
 *
 * <p>Objects are kept in a cache of the user: in the directory that the system property {@code hostcall.cache} names, otherwise
 * in {@code hostcall} in the user's cache directory. They are found again by the module's bytes, the options, this compiler and
 * the C compiler. All methods are thread-safe, and any number of processes may share the cache.
 */
public final class WasmCompiler {
    private WasmCompiler() {}

    /**
     * Compiles a file with the default options.
     *
     * @param wasm a module in the binary format
     * @return the object, in the cache
     * @throws CompilerException if the module is refused, or the C compiler fails
     */
    public static Path compile(Path wasm) {
        return compile(wasm, CompilerOptions.defaults());
    }

    /**
     * Compiles a file.
     *
     * @param wasm a module in the binary format
     * @return the object, in the cache
     * @throws CompilerException if the module is refused, or the C compiler fails
     */
    public static Path compile(Path wasm, CompilerOptions options) {
        Objects.requireNonNull(wasm, "wasm");
        Objects.requireNonNull(options, "options");
        try {
            return compile(Files.readAllBytes(wasm), options);
        } catch (IOException e) {
            throw new CompilerException(Reason.FILE, "cannot read " + wasm + ": " + e, e);
        }
    }

    /**
     * Compiles a module with the default options.
     *
     * @param wasm the module in the binary format
     * @return the object, in the cache
     * @throws CompilerException if the module is refused, or the C compiler fails
     */
    public static Path compile(byte[] wasm) {
        return compile(wasm, CompilerOptions.defaults());
    }

    /**
     * Compiles a module.
     *
     * @param wasm the module in the binary format
     * @return the object, in the cache
     * @throws CompilerException if the module is refused, or the C compiler fails
     */
    public static Path compile(byte[] wasm, CompilerOptions options) {
        Objects.requireNonNull(wasm, "wasm");
        Objects.requireNonNull(options, "options");
        return new Pipeline(wasm, options).toCache();
    }

    /**
     * Compiles a module to a file of the caller's choice, without the cache.
     *
     * @param target is replaced in one step once the object is complete; in a file system other than the default one, such as
     * a zip file's, the complete object is copied to it
     * @throws CompilerException if the module is refused, or the C compiler fails
     */
    public static void compile(byte[] wasm, CompilerOptions options, Path target) {
        Objects.requireNonNull(wasm, "wasm");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(target, "target");
        new Pipeline(wasm, options).toFile(target);
    }

    /** Whether a C compiler for a target is found, in the way that compiling for it finds one. */
    public static boolean canCompileFor(Target target) {
        return cCompiler(target).isPresent();
    }

    /** The C compiler that is found for a target, if there is one: its command, and its version as it gives it. */
    public static Optional<String> cCompiler(Target target) {
        return Pipeline.cCompiler(Objects.requireNonNull(target, "target"));
    }

    /**
     * What is in a module. It is read and validated, but not compiled; {@link ModuleLimits} are not looked at.
     *
     * @param wasm the module in the binary format
     * @throws CompilerException if the module would be refused for what it is
     */
    public static ModuleDescription describe(byte[] wasm) {
        return Pipeline.describe(Objects.requireNonNull(wasm, "wasm"));
    }

    /**
     * The C that a module is translated to, as one self-contained file. Its first line, a comment, is the command that makes
     * a guest object of it with GCC; the command fails where a function needs so much stack that the object would have to
     * be built in two steps, as {@link #compile} does.
     *
     * @throws CompilerException if the module is refused
     */
    public static String translate(byte[] wasm, CompilerOptions options) {
        Objects.requireNonNull(wasm, "wasm");
        Objects.requireNonNull(options, "options");
        return new Pipeline(wasm, options).toC();
    }

    /**
     * What is in an object, in words: modes, memory, imports and exports, one line each. The object is not loaded.
     *
     * @throws CompilerException if the file cannot be read or is not an object of this compiler
     */
    public static String inspect(Path object) {
        Objects.requireNonNull(object, "object");
        return Pipeline.inspect(object);
    }
}
