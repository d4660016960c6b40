package dev.hostcall.benchmarks.wasi;

import dev.hostcall.benchmarks.report.Panel;
import dev.hostcall.benchmarks.report.Processes;
import dev.hostcall.benchmarks.report.Report;
import dev.hostcall.benchmarks.report.Spread;
import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Hello world from the start of a process to its exit, by the command line, by {@code node} and by the WASI of others, in turns. */
final class Startups {
    private static final double MILLI = 1e6;
    private static final String HELLO = "hello, world\n";
    private static final String CACHED = "hostcall run, from the cache";

    /** A guest is native code, so Java's own optimizing compiler is not missed: as docs/cli.md has it, for all. */
    private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path wasm;
    private final Path folder;
    private final Path jar;
    private final int processes;
    private final Map<String, List<String>> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> times = new LinkedHashMap<>();

    Startups(Path wasm, Path jar, int processes) {
        this.wasm = wasm;
        this.processes = processes;
        this.folder = wasm.resolveSibling("");
        this.jar = jar;
    }

    /** Measures, and adds what it has found. */
    void add(Report report) throws IOException {
        prepare();
        for (int i = -1; i < processes; i++) { // the first is not counted
            int round = i;
            for (Map.Entry<String, List<String>> each : List.copyOf(contenders.entrySet())) {
                String name = each.getKey();
                time(name, each.getValue(), report).ifPresent(taken -> note(name, round, taken));
            }
        }
        Panel panel = new Panel("hello, world, from the start to the exit", "ms");
        times.forEach((name, values) -> panel.put(name, "", Spread.of(values)));
        report.add(panel);
        double cached = Spread.of(Objects.requireNonNull(times.get(CACHED))).median();
        Panel ratio = new Panel("hello, world", "times \"" + CACHED + "\"");
        times.forEach((name, values) ->
                ratio.put(name, "", Spread.of(List.of(Spread.of(values).median() / cached))));
        report.add(ratio);
    }

    private void note(String name, int round, double taken) {
        if (round >= 0) {
            times.computeIfAbsent(name, any -> new ArrayList<>()).add(taken);
        }
    }

    /** Milliseconds; a contender that does not do it is left out, with the reason. */
    private Optional<Double> time(String name, List<String> command, Report report) throws IOException {
        deleteFresh();
        long start = System.nanoTime();
        try {
            String output = Processes.output(command);
            double taken = (System.nanoTime() - start) / MILLI;
            if (!output.equals(HELLO)) {
                throw new IOException("printed \"" + output + "\"");
            }
            return Optional.of(taken);
        } catch (IOException e) {
            contenders.remove(name);
            report.remark(name + " is left out: it "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private void prepare() throws IOException {
        Path object = folder.resolve("hello.so");
        Path archive = folder.resolve("hostcall.jsa");
        Processes.output(hostcall("cache", List.of(), "compile", wasm, "-o", object));
        Processes.output(hostcall("cache", List.of("-XX:ArchiveClassesAtExit=" + archive), "run", wasm));
        List<String> archived = List.of("-XX:SharedArchiveFile=" + archive);
        contenders.put("in C", List.of(folder.resolve("hello").toString()));
        contenders.put("a JVM that prints it", Processes.command(FAST, Hello.class.getName()));
        contenders.put("hostcall run, compiled first", hostcall("fresh", List.of(), "run", wasm));
        contenders.put(CACHED, hostcall("cache", List.of(), "run", wasm));
        contenders.put("… with an archive of classes", hostcall("cache", archived, "run", wasm));
        contenders.put("… an object, with an archive of classes", hostcall("cache", archived, "run", object));
        List<String> plain = new ArrayList<>(hostcall("cache", List.of(), "run", wasm));
        plain.removeAll(FAST);
        contenders.put("… without options of the JVM", plain);
        contenders.put(
                "node",
                List.of(Tool.find("node", "nodejs").path().toString(), "--no-warnings", "-e", NODE, wasm.toString()));
        String peers = "dev.hostcall.benchmarks.startup.";
        contenders.put("Endive, interpreting", Processes.command(FAST, peers + "EndiveHello", wasm, "interpret"));
        contenders.put(
                "Endive, compiling to bytecode", Processes.command(FAST, peers + "EndiveHello", wasm, "compile"));
        contenders.put("GraalWasm", Processes.command(FAST, peers + "GraalWasmHello", wasm));
    }

    private static final String NODE = """
            const { WASI } = require('node:wasi');
            const wasi = new WASI({ version: 'preview1' });
            const module = new WebAssembly.Module(require('node:fs').readFileSync(process.argv[1]));
            wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
            """;

    private List<String> hostcall(String cache, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(Processes.JAVA.toString()));
        command.addAll(FAST);
        command.addAll(options);
        command.add("-Dhostcall.cache=" + folder.resolve(cache));
        command.addAll(List.of("-jar", jar.toString()));
        for (Object each : arguments) {
            command.add(each.toString());
        }
        return command;
    }

    private void deleteFresh() throws IOException {
        Path fresh = folder.resolve("fresh");
        if (Files.exists(fresh)) {
            try (var files = Files.walk(fresh)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
