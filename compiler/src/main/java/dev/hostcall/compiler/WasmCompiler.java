package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.read.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles WebAssembly modules to guest objects, which a runtime loads as shared libraries. All methods may be called from
 * many threads and processes at once.
 *
 * <p>Objects are kept in a cache of the user (system property {@code hostcall.cache}, else {@code hostcall} in the user's
 * cache directory) and found again by the module's bytes, the options, this compiler and the C compiler.
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
        Deadline deadline = Deadline.after(options.timeout());
        check(wasm, options);
        CCompiler compiler = compiler(options);
        try {
            return ObjectCache.ofUser()
                    .get(
                            key(wasm, options, compiler),
                            target ->
                                    ObjectBuilder.build(ModuleReader.read(wasm), options, compiler, deadline, target));
        } catch (IOException e) {
            throw new CompilerException(
                    Reason.FILE,
                    "cannot write to the cache; another directory can be named in the system property "
                            + ObjectCache.PROPERTY + ": " + e,
                    e);
        }
    }

    /** What can be told before anything is made of the module. */
    private static void check(byte[] wasm, CompilerOptions options) {
        Magic.check(wasm);
        Limits.check(wasm, options.limits());
    }

    private static CCompiler compiler(CompilerOptions options) {
        return CCompiler.find(options.target().orElseGet(Target::ofThisMachine));
    }

    /**
     * Compiles a module to a file of the caller's choice, past the cache.
     *
     * @param target is replaced in one step once the object is complete; in another file system than the default one, such
     *     as a zip file's, the complete object is copied to it
     * @throws CompilerException if the module is refused, or the C compiler fails
     */
    public static void compile(byte[] wasm, CompilerOptions options, Path target) {
        Objects.requireNonNull(wasm, "wasm");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(target, "target");
        Deadline deadline = Deadline.after(options.timeout());
        check(wasm, options);
        Module module = ModuleReader.read(wasm);
        try {
            ObjectBuilder.build(module, options, compiler(options), deadline, target);
        } catch (IOException e) {
            throw new CompilerException(Reason.FILE, "cannot write " + target + ": " + e, e);
        }
    }

    /**
     * The C a module is translated to, as one file that needs no other. Its first line, a comment, is the command that makes
     * a guest object of it with GCC; the command fails where a function needs so much stack that the object would have to
     * be built in two steps, as {@link #compile} does.
     *
     * @throws CompilerException if the module is refused
     */
    public static String translate(byte[] wasm, CompilerOptions options) {
        Objects.requireNonNull(wasm, "wasm");
        Objects.requireNonNull(options, "options");
        check(wasm, options);
        try {
            return SingleFile.of(new ModuleWriter(ModuleReader.read(wasm), options, Map.of()).write(), options);
        } catch (IOException e) {
            throw new CompilerException(Reason.FILE, "cannot read the compiler's own headers: " + e, e);
        }
    }

    /**
     * What is in an object, in words: modes, memory, imports and exports, a line each. The object is not loaded.
     *
     * @throws CompilerException if the file cannot be read or is no object of this compiler
     */
    public static String inspect(Path object) {
        Objects.requireNonNull(object, "object");
        try {
            return Summary.read(object);
        } catch (IOException e) {
            throw new CompilerException(Reason.FILE, "cannot read " + object + ": " + e, e);
        }
    }

    private static String key(byte[] wasm, CompilerOptions options, CCompiler compiler) throws IOException {
        String modes = options.bounds() + " " + options.metering() + " " + options.optimization();
        return ObjectCache.sha256(wasm, bytes(modes), bytes(compiler.identity()), bytes(Identity.ofThisCompiler()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
