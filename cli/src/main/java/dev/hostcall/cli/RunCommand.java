package dev.hostcall.cli;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.text.Wat;
import dev.hostcall.text.WatException;
import dev.hostcall.wasi.ExitException;
import dev.hostcall.wasi.Wasi;
import dev.hostcall.wasi.WasiBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostcall run}: a program from its start to its exit code, or one function of a library. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a program for WASI preview 1, or one function of a module.",
        exitCodeListHeading = "Exit status: the program's own, or%n",
        exitCodeList = {
            "2:wrong usage",
            "124:the timeout has passed",
            "126:the module was refused, or imports what is not there",
            "127:there is no such file",
            "134:the program has trapped",
            "137:the fuel is spent"
        })
final class RunCommand implements Callable<Integer> {
    private static final int TIMED_OUT = 124;
    private static final int REFUSED = 126;
    private static final int NOT_FOUND = 127;
    private static final int TRAPPED = 134;
    private static final int KILLED = 137;

    @Parameters(index = "0", paramLabel = "FILE", description = "the program: a .wasm, .wat or .so file")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description = "what it is given; after -- if one begins with -")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "HOST::GUEST[:ro]",
            description = "give it a directory under a name; with :ro, to read only")
    private List<String> directories = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "set a variable of its environment")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--invoke", paramLabel = "FUNCTION", description = "call this function, and print its results")
    private String function = "";

    @Option(names = "--fuel", paramLabel = "NUMBER", description = "end it after so many instructions")
    private long fuel = Long.MAX_VALUE;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "end it after so much time; 0.5, say")
    private double timeout = Double.POSITIVE_INFINITY;

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            description = "the most memory it may have: a number, or one with K, M or G")
    private String maxMemory = "4G";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;

    RunCommand(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        WasiBuilder builder = builder();
        Limits limits = limits();
        try (GuestModule module = load();
                Region region = Region.create(1, limits);
                Wasi wasi = builder.build();
                Instance program = region.newInstance(module, wasi.imports())) {
            return run(program);
        } catch (NoSuchFileException e) {
            return failed(NOT_FOUND, "no such file");
        } catch (CompilerException
                | WatException
                | GuestLoadException
                | LinkException
                | InvalidStateException
                | LimitsExceededException
                | IllegalArgumentException
                | UncheckedIOException e) {
            return failed(REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(REFUSED, e.toString());
        } catch (GuestTrapException e) {
            return failed(TRAPPED, e.getMessage() + at(e));
        } catch (GuestTerminatedException e) {
            return e.getCause() instanceof ExitException exit
                    ? exit.code()
                    : failed(status(e), String.valueOf(e.getMessage()));
        }
    }

    private static String at(GuestTrapException trap) {
        StringBuilder lines = new StringBuilder();
        trap.backtrace().forEach(frame -> lines.append("\n    at ").append(frame));
        return lines.toString();
    }

    private static int status(GuestTerminatedException end) {
        return switch (end.reason()) {
            case DEADLINE_EXPIRED -> TIMED_OUT;
            case TOTAL_BOUND_EXPIRED -> KILLED;
            default -> 1;
        };
    }

    private WasiBuilder builder() {
        try {
            WasiBuilder builder = Wasi.builder().stdin(in).stdout(out).stderr(err);
            List<String> all = new ArrayList<>(List.of(String.valueOf(file.getFileName())));
            if (function.isEmpty()) {
                all.addAll(arguments);
            }
            environment.forEach(builder::environment);
            directories.forEach(text -> PreopenedDirectory.parse(text).addTo(builder));
            return builder.arguments(all);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e);
        }
    }

    private Limits limits() {
        try {
            return Limits.defaults().withMemorySize(Bytes.parse(maxMemory));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e);
        }
    }

    private CommandLine.ParameterException wrongUsage(IllegalArgumentException e) {
        return new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    private GuestModule load() throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        } else if (name.endsWith(".so")) {
            return GuestModule.load(file);
        }
        byte[] wasm = name.endsWith(".wat") ? Wat.toWasm(file) : Files.readAllBytes(file);
        return GuestModule.load(WasmCompiler.compile(wasm), String.valueOf(file.getFileName()));
    }

    private int run(Instance program) {
        if (function.isEmpty()) {
            if (program.module().hasStart()) {
                limited(program.startAsync()).join();
            }
            return Wasi.join(limited(program.runAsync("_start")));
        }
        Wasi.initialize(program);
        Object[] values = Invocation.arguments(program.module(), function, arguments);
        PrintWriter results = spec.commandLine().getOut();
        limited(program.runAsync(function, values)).join().returned().values().forEach(results::println);
        results.flush();
        return 0;
    }

    private RunAsync limited(RunAsync run) {
        if (fuel != Long.MAX_VALUE) {
            run.totalBound(fuel);
        }
        return Double.isInfinite(timeout) ? run : run.deadline(Duration.ofNanos((long) (timeout * 1e9)));
    }

    private int failed(int status, String message) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println("hostcall: " + file + ": " + message);
        errors.flush();
        return status;
    }
}
