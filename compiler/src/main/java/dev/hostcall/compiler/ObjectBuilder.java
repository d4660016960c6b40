package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.read.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The last pass: C to a shared object, units in parallel, in a directory of its own that is removed afterwards. */
final class ObjectBuilder {
    /** Larger frames are checked before they are entered; see docs/decisions/0013-large-frames.md. */
    static final int LARGE_FRAME = 16 << 10;

    /** What frames may grow by when the function around the check is another. */
    private static final int FRAME_MARGIN = 4 << 10;

    private final Module module;
    private final CompilerOptions options;
    private final CCompiler compiler;
    private final Path directory;
    private int done;

    private ObjectBuilder(Module module, CompilerOptions options, CCompiler compiler, Path directory) {
        this.module = module;
        this.options = options;
        this.compiler = compiler;
        this.directory = directory;
    }

    /** Builds the object into {@code target}, which is replaced in one step. */
    static void build(Module module, CompilerOptions options, CCompiler compiler, Path target) throws IOException {
        Path directory = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".build");
        try {
            new ObjectBuilder(module, options, compiler, directory).build(target);
        } finally {
            remove(directory);
        }
    }

    private void build(Path target) throws IOException {
        for (String header : Identity.HEADERS) {
            Files.write(directory.resolve(header), Identity.resource(header));
        }
        Translation translation = new ModuleWriter(module, options, Map.of()).write();
        int units = translation.units().size();
        compile(translation, IntStream.range(0, units).toArray());
        Map<Integer, Integer> large = largeFrames();
        if (!large.isEmpty()) {
            Translation checked = new ModuleWriter(module, options, large).write();
            compile(
                    checked,
                    IntStream.range(0, units)
                            .filter(i -> !checked.units()
                                    .get(i)
                                    .equals(translation.units().get(i)))
                            .toArray());
        }
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            objects.add(name(translation, i) + ".o");
        }
        compiler.link(directory, objects, "guest.so");
        Files.move(
                directory.resolve("guest.so"),
                target,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void compile(Translation translation, int[] numbers) throws IOException {
        Files.writeString(directory.resolve("module.h"), translation.header());
        Files.write(directory.resolve("data.bin"), translation.data().bytes());
        int units = numbers.length;
        done = 0;
        options.listener().progress(0, units);
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.min(units, Runtime.getRuntime().availableProcessors()));
        try {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i : numbers) {
                String name = name(translation, i);
                Files.writeString(
                        directory.resolve(name + ".c"),
                        "#include \"module.h\"\n" + translation.units().get(i),
                        StandardCharsets.UTF_8);
                running.add(CompletableFuture.runAsync(() -> compile(name, units), pool));
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CompilerException failure) {
                throw failure;
            }
            throw e;
        } finally {
            pool.shutdownNow();
        }
    }

    /** A single unit is called as in the command that {@link SingleFile} writes: the object holds the name. */
    private static String name(Translation translation, int unit) {
        return translation.units().size() == 1 ? "guest" : "unit" + unit;
    }

    private void compile(String unit, int units) {
        compiler.compile(directory, unit + ".c", unit + ".o", options.optimization());
        synchronized (this) {
            options.listener().progress(++done, units);
        }
    }

    // unit0.c:12:5:fn7    40016    static
    private Map<Integer, Integer> largeFrames() throws IOException {
        Map<Integer, Integer> large = new TreeMap<>();
        List<Path> reports;
        try (Stream<Path> files = Files.list(directory)) {
            reports = files.filter(file -> file.toString().endsWith(".su")).toList();
        }
        for (Path report : reports) {
            for (String line : Files.readAllLines(report)) {
                String[] columns = line.split("\t", -1);
                String function = columns[0].substring(columns[0].lastIndexOf(':') + 1);
                int size = Integer.parseInt(columns[1]);
                if (size > LARGE_FRAME) {
                    large.merge(index(function), size + FRAME_MARGIN, Math::max);
                }
            }
        }
        return large;
    }

    private static int index(String function) {
        if (!function.matches("(fn|body)_\\d+")) {
            throw new CompilerException(
                    Reason.LIMIT, "the C function " + function + " needs more than " + LARGE_FRAME + " bytes of stack");
        }
        return Integer.parseInt(function.replaceAll("\\D", ""));
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
