package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.emit.Headers;
import dev.hostcall.compiler.emit.ModuleWriter;
import dev.hostcall.compiler.emit.Translation;
import dev.hostcall.compiler.read.WasmModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The last pass: C to a shared object, units in parallel, in a directory of its own that is removed afterwards. */
final class ObjectBuilder {
    /** Larger frames are checked before they are entered; see docs/decisions/0013-large-frames.md. */
    static final int LARGE_FRAME = 16 << 10;

    /** How much a frame may grow when the check is put around its function. */
    private static final int FRAME_MARGIN = 4 << 10;

    /** How often it is looked how far the C compilers are. */
    private static final long LOOK_MILLIS = 200;

    private final WasmModule module;
    private final CompilerOptions options;
    private final CCompiler compiler;
    private final Path directory;
    private final Deadline deadline;
    private final Map<Integer, Map<String, Integer>> frames = new TreeMap<>(); // by unit

    private ObjectBuilder(
            WasmModule module, CompilerOptions options, CCompiler compiler, Path directory, Deadline deadline) {
        this.module = module;
        this.options = options;
        this.compiler = compiler;
        this.directory = directory;
        this.deadline = deadline;
    }

    /** The result of a unit. */
    private record Compiled(int unit, Map<String, Integer> frames) {}

    /** Builds the object into {@code target}, which is replaced in one step where its file system can do that. */
    static void build(WasmModule module, CompilerOptions options, CCompiler compiler, Deadline deadline, Path target)
            throws IOException {
        if (Files.isDirectory(target)) {
            throw new CompilerException(
                    Reason.FILE, "cannot write the object to " + target + ": it is a directory; name a file");
        }
        Path absolute = target.toAbsolutePath();
        boolean isOfDefault = absolute.getFileSystem() == FileSystems.getDefault();
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new CompilerException(
                    Reason.FILE, "cannot write the object to " + target + ": there is no directory " + parent);
        }
        try (Scratch scratch = Scratch.in(isOfDefault ? parent : Path.of(System.getProperty("java.io.tmpdir")))) {
            new ObjectBuilder(module, options, compiler, scratch.directory(), deadline).build();
            Path made = scratch.directory().resolve("guest.so");
            if (isOfDefault) {
                Files.move(made, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.copy(made, absolute, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void build() throws IOException {
        for (String header : Headers.NAMES) {
            Files.write(directory.resolve(header), Headers.bytes(header));
        }
        Translation translation = write(Map.of());
        int units = translation.units().size();
        compile(translation, IntStream.range(0, units).toArray());
        Map<Integer, Integer> large = largeFrames();
        if (!large.isEmpty()) {
            Translation checked = write(large);
            compile(
                    checked,
                    IntStream.range(0, units)
                            .filter(i -> !checked.units()
                                    .get(i)
                                    .equals(translation.units().get(i)))
                            .toArray());
            checkAgain(large);
        }
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            objects.add(name(translation, i) + ".o");
        }
        compiler.link(directory, objects, "guest.so", deadline);
    }

    private Translation write(Map<Integer, Integer> large) {
        String architecture = Architecture.of(compiler.target()).header();
        return ModuleWriter.files(module, options, architecture, large);
    }

    private void compile(Translation translation, int[] numbers) throws IOException {
        deadline.check();
        Files.writeString(directory.resolve(Translation.HEADER), translation.header());
        Files.write(directory.resolve(Translation.DATA), translation.data());
        int units = numbers.length;
        Progress progress = new Progress(options.listener(), directory);
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(units, Runtime.getRuntime().availableProcessors())));
        try {
            ExecutorCompletionService<Compiled> running = new ExecutorCompletionService<>(pool);
            for (int i : numbers) {
                String name = name(translation, i);
                Translation.Unit unit = translation.units().get(i);
                Files.writeString(directory.resolve(name + ".c"), unit.file(), StandardCharsets.UTF_8);
                progress.add(name, unit.functions());
                running.submit(() -> new Compiled(
                        i, compiler.compile(directory, name, unit.effort(), options.optimization(), deadline)));
            }
            progress.report();
            for (int left = units; left > 0; ) {
                Future<Compiled> next = running.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    Compiled compiled = next.get();
                    frames.put(compiled.unit(), compiled.frames());
                    progress.done(name(translation, compiled.unit()));
                    left--;
                }
                progress.report();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CProcess.interrupted();
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            end(pool);
        }
    }

    /** To the caller's thread, as what it is. */
    private static CompilerException failure(ExecutionException e) throws IOException {
        if (e.getCause() instanceof CompilerException failure) {
            return failure;
        }
        if (e.getCause() instanceof IOException failure) {
            throw failure;
        }
        throw new IllegalStateException(e.getCause());
    }

    /** Interrupts what runs, and waits until the C compilers are dead, as they write to the directory. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A single unit has the name in the command that {@link SingleFile} writes, as the object contains it. */
    private static String name(Translation translation, int unit) {
        return translation.units().size() == 1 ? "guest" : "unit" + unit;
    }

    private Map<Integer, Integer> largeFrames() {
        Map<Integer, Integer> large = new TreeMap<>();
        for (Map<String, Integer> unit : frames.values()) {
            unit.forEach((function, size) -> {
                if (size > LARGE_FRAME) {
                    large.merge(index(function, size), size + FRAME_MARGIN, Math::max);
                }
            });
        }
        return large;
    }

    private static int index(String function, int size) {
        if (!function.matches("(fn|body|tail)_\\d+")) {
            throw new CompilerException(
                    Reason.LIMIT,
                    "the C function " + function + " needs " + size + " bytes of stack; at most " + LARGE_FRAME
                            + " are allowed");
        }
        return Integer.parseInt(function.replaceAll("\\D", ""));
    }

    /** The second text of a function may have another frame; what is checked must cover it. */
    private void checkAgain(Map<Integer, Integer> large) {
        largeFrames().forEach((function, size) -> {
            if (large.getOrDefault(function, 0) < size - FRAME_MARGIN) {
                throw new CompilerException(
                        Reason.LIMIT,
                        "the C compiler gave function " + function + " of the module " + (size - FRAME_MARGIN)
                                + " bytes of stack where it had given less before");
            }
        });
    }
}
