package dev.hostcall.cli;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.wasi.AssemblyScriptEnv;
import dev.hostcall.wasi.EmscriptenEnv;
import dev.hostcall.wasi.ExitException;
import dev.hostcall.wasi.Wasi;
import dev.hostcall.wasi.WasiBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "125:hostcall itself has failed",
            "126:the module was refused, or imports what is not there",
            "127:there is no such file",
            "130:interrupted (SIGINT)",
            "134:the program has trapped or aborted",
            "137:the fuel is spent",
            "141:nobody reads what it writes (SIGPIPE)",
            "143:terminated (SIGTERM)"
        })
final class RunCommand extends FileCommand {
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

    @Option(
            names = "--stdin",
            paramLabel = "FILE",
            description = "what it reads as standard input; - is that of this process (default)")
    private String input = "-";

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

    private final InputStream in;
    private final ProcessOutput out;
    private final ProcessOutput err;
    private final Work work;

    RunCommand(InputStream in, ProcessOutput out, ProcessOutput err, Work work) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.work = work;
    }

    @Override
    Path file() {
        return file;
    }

    @Override
    int statusIfMissing() {
        return ExitStatus.NOT_FOUND;
    }

    @Override
    int statusIfRefused() {
        return ExitStatus.NOT_RUNNABLE;
    }

    @Override
    public Integer call() throws IOException {
        WasiBuilder builder = builder();
        Limits limits = limits();
        ModuleFile given = ModuleFile.read(file);
        try (InputStream opened = open();
                GuestModule module = load(given);
                Region region = Region.create(1, limits);
                Wasi wasi = builder.stdin(opened).build();
                Instance program = region.newInstance(module, imports(module, wasi))) {
            return runFrom(program);
        } catch (GuestTerminatedException e) {
            if (e.getCause() instanceof ExitException exit) {
                return exit.code();
            }
            throw e;
        } finally {
            work.runsNothing();
        }
    }

    /** What the options say. */
    private WasiBuilder builder() {
        try {
            WasiBuilder builder = Wasi.builder().stdout(out).stderr(err);
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
            check(fuel >= 0, "--fuel must not be negative: " + fuel);
            check(timeout > 0, "--timeout must be positive: " + timeout);
            return Limits.defaults().withMemorySize(Bytes.parse(maxMemory));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e);
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Standard input; that of this process is not closed. */
    private InputStream open() throws IOException {
        if (input.equals("-")) {
            return new UnclosedInput(in);
        }
        try {
            return Files.newInputStream(Path.of(input));
        } catch (IOException e) {
            throw new IOException("its standard input cannot be read: " + e, e);
        }
    }

    private GuestModule load(ModuleFile given) throws IOException {
        if (given.isObject()) {
            return GuestModule.load(file);
        }
        try (ProgressBar bar = new ProgressBar(err(), Terminal.isStandardError())) {
            CompilerOptions options = CompilerOptions.defaults().withListener(bar);
            return GuestModule.load(WasmCompiler.compile(given.bytes(), options), given.name());
        }
    }

    /** Of {@code env}, each function goes to whoever has one of its name and type; there is none that both have. */
    private ImportSource[] imports(GuestModule module, Wasi wasi) {
        return module.imports().stream().noneMatch(each -> each.module().equals(Provider.ENV))
                ? new ImportSource[] {wasi.imports()}
                : new ImportSource[] {
                    wasi.imports(),
                    EmscriptenEnv.of(module).imports(),
                    AssemblyScriptEnv.create().withTrace(this::trace).imports()
                };
    }

    private void trace(String line) {
        PrintWriter traces = err();
        traces.println(line);
        traces.flush();
    }

    private int runFrom(Instance program) {
        work.runs(program);
        out.onBreak(work::kill);
        err.onBreak(work::kill);
        if (function.isEmpty()) {
            if (program.module().hasStart()) {
                limited(program.startAsync()).join();
            }
            return Wasi.join(limited(program.runAsync("_start")));
        }
        EmscriptenEnv.initialize(program); // of other compilers' libraries, it calls _initialize only
        Object[] values = Invocation.arguments(program.module(), function, arguments);
        PrintWriter results = out();
        limited(program.runAsync(function, values)).join().returned().values().forEach(results::println);
        results.flush();
        return ExitStatus.DONE;
    }

    private RunAsync limited(RunAsync run) {
        if (fuel != Long.MAX_VALUE) {
            run.totalBound(fuel);
        }
        return Double.isInfinite(timeout) ? run : run.deadline(Duration.ofNanos((long) (timeout * 1e9)));
    }
}
