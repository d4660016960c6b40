package dev.hostcall.cli;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.ModuleLimits;
import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hostcall compile}: a module to an object or to C. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compiles a WebAssembly module (.wasm or .wat) to a guest object.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:the input was refused, or the C compiler failed", "2:wrong usage"})
final class CompileCommand extends FileCommand {

    /** What to write. */
    enum Output {
        /** A shared object. */
        SO,
        /** The C it would be made of. */
        C
    }

    @Parameters(index = "0", paramLabel = "FILE", description = "the module: a .wasm or .wat file")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "what to write; by default the input's name with .so or .c")
    private Path output = Path.of("");

    @Option(
            names = "--bounds",
            defaultValue = "guard",
            paramLabel = "guard|explicit",
            description =
                    "how memory accesses are kept in bounds: by inaccessible pages (default, fastest), or compared")
    private BoundsMode bounds = BoundsMode.GUARD;

    @Option(names = "--no-metering", description = "do not count instructions; an endless loop cannot be stopped then")
    private boolean unmetered;

    @Option(
            names = {"-O", "--opt"},
            defaultValue = "2",
            paramLabel = "0..3",
            description = "the C compiler's optimization level (default 2)")
    private int optimization;

    @Option(names = "--emit", defaultValue = "so", paramLabel = "so|c", description = "an object (default), or its C")
    private Output emit = Output.SO;

    @Option(
            names = "--target",
            defaultValue = "",
            paramLabel = "linux-x86-64|linux-aarch64",
            description = "the machine to compile for (default: this one)")
    private String target = "";

    @Option(
            names = "--timeout",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "give up after so many seconds (default: never)")
    private long timeout;

    @Option(
            names = "--max-functions",
            paramLabel = "NUMBER",
            description = "refuse a module with more functions (default 1,000,000)")
    private long maxFunctions = ModuleLimits.defaults().functions();

    @Option(
            names = "--max-function",
            paramLabel = "BYTES",
            description = "refuse a module with a larger function (default 8 MiB)")
    private long maxFunction = ModuleLimits.defaults().functionBytes();

    @Option(
            names = "--max-code",
            paramLabel = "BYTES",
            description = "refuse a module with more code (default 256 MiB)")
    private long maxCode = ModuleLimits.defaults().codeBytes();

    @Option(
            names = "--max-data",
            paramLabel = "BYTES",
            description = "refuse a module with more data (default 256 MiB)")
    private long maxData = ModuleLimits.defaults().dataBytes();

    @Override
    Path file() {
        return file;
    }

    @Override
    public Integer call() throws IOException {
        CompilerOptions options = options();
        byte[] wasm = ModuleFile.read(file).bytes();
        if (emit == Output.C) {
            Files.writeString(target(".c"), WasmCompiler.translate(wasm, options));
        } else {
            try (ProgressBar bar = new ProgressBar(err(), Terminal.isStandardError())) {
                WasmCompiler.compile(wasm, options.withListener(bar), target(".so"));
            }
        }
        return ExitStatus.DONE;
    }

    /** What the options say; values that the compiler refuses are wrong usage. */
    private CompilerOptions options() {
        try {
            CompilerOptions options = CompilerOptions.defaults()
                    .withBounds(bounds)
                    .withMetering(unmetered ? Metering.OFF : Metering.ON)
                    .withOptimization(optimization)
                    .withLimits(new ModuleLimits(maxFunctions, maxFunction, maxCode, maxData));
            options = target.isEmpty() ? options : options.withTarget(target);
            return timeout == 0 ? options : options.withTimeout(Duration.ofSeconds(timeout));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e);
        }
    }

    private Path target(String ending) {
        if (!output.toString().isEmpty()) {
            return output;
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(wasm|wat)$", "");
        return file.resolveSibling(name + ending);
    }
}
