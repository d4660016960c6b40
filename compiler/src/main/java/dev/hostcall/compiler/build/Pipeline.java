package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.ModuleDescription;
import dev.hostcall.compiler.ModuleLimits;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.emit.ModuleWriter;
import dev.hostcall.compiler.read.Feature;
import dev.hostcall.compiler.read.Magic;
import dev.hostcall.compiler.read.ModuleDecoder;
import dev.hostcall.compiler.read.Outline;
import dev.hostcall.compiler.read.RefusedException;
import dev.hostcall.compiler.read.WasmModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Takes a module from its bytes to an object or to C: checks, reads, writes and compiles it. */
public final class Pipeline {
    private final byte[] wasm;
    private final CompilerOptions options;
    private final Deadline deadline;

    /**
     * Begins a compilation.
     *
     * @throws CompilerException if the module can be refused before it is read
     */
    public Pipeline(byte[] wasm, CompilerOptions options) {
        this.wasm = wasm;
        this.options = options;
        this.deadline = Deadline.after(options.timeout());
        check();
    }

    /** The C compiler that is found for a target, in words. */
    public static Optional<String> cCompiler(Target target) {
        try {
            return Optional.of(CCompiler.find(target).description());
        } catch (CompilerException none) {
            return Optional.empty();
        }
    }

    /** What is in a module, or why it cannot be compiled. */
    public static ModuleDescription describe(byte[] wasm) {
        checkMagic(wasm);
        return Describer.describe(read(wasm), wasm);
    }

    /** Refuses what can be refused before the module is read. */
    private void check() {
        checkMagic(wasm);
        ModuleLimits limits = options.limits();
        Outline outline = Outline.of(wasm);
        check("the module", outline.functions(), limits.functions(), "functions");
        check("the code section", outline.codeBytes(), limits.codeBytes(), "bytes");
        check("the data section", outline.dataBytes(), limits.dataBytes(), "bytes");
        check(
                "function " + outline.largestFunction(),
                outline.largestFunctionBytes(),
                limits.functionBytes(),
                "bytes of code");
    }

    private static void checkMagic(byte[] wasm) {
        try {
            Magic.check(wasm);
        } catch (RefusedException e) {
            throw failure(e);
        }
    }

    private static void check(String what, long found, long allowed, String unit) {
        if (found > allowed) {
            throw new CompilerException(
                    Reason.LIMIT, what + " has " + found + " " + unit + "; at most " + allowed + " are allowed");
        }
    }

    /** The object in the cache, compiled now if it is not there. */
    public Path toCache() {
        Fingerprint.prepare();
        CCompiler compiler = cCompiler();
        try {
            return ObjectCache.ofUser()
                    .get(key(compiler), object -> ObjectBuilder.build(read(), options, compiler, deadline, object));
        } catch (IOException | UncheckedIOException e) {
            throw new CompilerException(
                    Reason.FILE,
                    "cannot write to the cache; another directory can be named in the system property "
                            + ObjectCache.PROPERTY + ": " + e,
                    e);
        }
    }

    private String key(CCompiler compiler) throws IOException {
        String modes = options.bounds() + " " + options.metering() + " " + options.optimization();
        return ObjectCache.sha256(wasm, bytes(modes), bytes(compiler.identity()), bytes(Fingerprint.ofThisCompiler()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the object to a file. */
    public void toFile(Path object) {
        WasmModule module = read();
        try {
            ObjectBuilder.build(module, options, cCompiler(), deadline, object);
        } catch (IOException | UncheckedIOException e) {
            throw new CompilerException(Reason.FILE, "cannot write " + object + ": " + e, e);
        }
    }

    /** The C of the module, as one file. */
    public String toC() {
        String command = CCompiler.command("guest.c", "guest.so", options.optimization(), target());
        WasmModule module = read();
        try {
            return ModuleWriter.singleFile(
                    module, options, Architecture.of(target()).header(), command);
        } catch (UncheckedIOException e) {
            throw new CompilerException(Reason.FILE, "cannot read the compiler's own headers: " + e, e);
        }
    }

    private Target target() {
        return options.target().orElseGet(Target::ofThisMachine);
    }

    private CCompiler cCompiler() {
        return options.clang()
                .map(program -> CCompiler.clang(program.toString(), target()))
                .orElseGet(() -> CCompiler.find(target()));
    }

    private WasmModule read() {
        return read(wasm);
    }

    /** Reads a module. */
    static WasmModule read(byte[] wasm) {
        try {
            return ModuleDecoder.decode(wasm);
        } catch (RefusedException e) {
            throw failure(e);
        }
    }

    private static CompilerException failure(RefusedException e) {
        Reason reason = switch (e.kind()) {
            case MALFORMED, INVALID -> Reason.INVALID_MODULE;
            case UNSUPPORTED -> Reason.UNSUPPORTED;
            case LIMIT -> Reason.LIMIT;
        };
        String feature = e.feature().map(Feature::text).orElse("");
        return new CompilerException(reason, String.valueOf(e.getMessage()), e.offset(), feature, e);
    }

    /**
     * What is in an object, in words.
     *
     * @throws CompilerException if the file cannot be read or is not an object of this compiler
     */
    public static String inspect(Path object) {
        try {
            return ObjectSummary.read(object);
        } catch (IOException e) {
            throw new CompilerException(Reason.FILE, "cannot read " + object + ": " + e, e);
        }
    }
}
