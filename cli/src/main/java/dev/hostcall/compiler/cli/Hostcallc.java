package dev.hostcall.compiler.cli;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompileListener;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.ModuleLimits;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.text.Wat;
import dev.hostcall.text.WatException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostcallc}: compiles a module to an object or to C, or shows what is in an object. */
@Command(
        name = "hostcallc",
        mixinStandardHelpOptions = true,
        version = "hostcallc 0.1.0",
        sortOptions = false,
        description = "Compiles a WebAssembly module (.wasm or .wat) to a Hostcall guest object.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:the input was refused, or the C compiler failed", "2:wrong usage"})
public final class Hostcallc implements Callable<Integer> {

    /** What to write. */
    enum Output {
        /** A shared object. */
        SO,
        /** The C it would be made of. */
        C
    }

    @Parameters(index = "0", paramLabel = "FILE", description = "the module; or, with --inspect, an object")
    private Path input = Path.of("");

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

    @Option(names = "--inspect", description = "print what is in an object, and compile nothing")
    private boolean inspect;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Hostcallc()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        if (optimization < 0 || optimization > 3) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Invalid value for option '--opt': " + optimization + " (expected 0 to 3)");
        }
        CompilerOptions options = options();
        try {
            if (inspect) {
                out().print(WasmCompiler.inspect(input));
            } else {
                compile(options);
            }
            out().flush();
            return 0;
        } catch (CompilerException | WatException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return failed("no such file");
        } catch (IOException e) {
            return failed(e.toString());
        }
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
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void compile(CompilerOptions options) throws IOException {
        byte[] wasm = read();
        if (emit == Output.C) {
            Files.writeString(target(".c"), WasmCompiler.translate(wasm, options));
        } else {
            try (Progress progress = new Progress(err(), isTerminal())) {
                WasmCompiler.compile(wasm, options.withListener(progress), target(".so"));
            }
        }
    }

    /** JDK 22 and later have a console without a terminal too, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private byte[] read() throws IOException {
        if (!input.toString().toLowerCase(Locale.ROOT).endsWith(".wat")) {
            return Files.readAllBytes(input);
        }
        return Wat.toWasm(input);
    }

    private Path target(String ending) {
        if (!output.toString().isEmpty()) {
            return output;
        }
        String name = String.valueOf(input.getFileName()).replaceFirst("\\.(wasm|wat)$", "");
        return input.resolveSibling(name + ending);
    }

    private int failed(String message) {
        err().println("hostcallc: " + input + ": error: " + message);
        err().flush();
        return 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A bar on one line of a terminal, while there is more than one unit to compile. */
    private static final class Progress implements CompileListener, AutoCloseable {
        private static final int WIDTH = 40;

        private final PrintWriter terminal;
        private final boolean shown;
        private boolean drawn;

        Progress(PrintWriter terminal, boolean shown) {
            this.terminal = terminal;
            this.shown = shown;
        }

        @Override
        public void progress(int done, int total) {
            if (shown && total > 1) {
                int filled = WIDTH * done / total;
                terminal.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + total);
                terminal.flush();
                drawn = true;
            }
        }

        @Override
        public void close() {
            if (drawn) {
                terminal.print("\r" + " ".repeat(WIDTH + 16) + "\r");
                terminal.flush();
            }
        }
    }
}
