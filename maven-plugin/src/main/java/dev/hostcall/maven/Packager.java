package dev.hostcall.maven;

import dev.hostcall.abi.GuestResource;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** Writes modules, their objects and what these were made of into a directory, which then holds nothing else. */
final class Packager {
    private final CompilerOptions options;
    private final List<Target> targets;
    private final Path output;
    private final Log log;

    Packager(CompilerOptions options, List<Target> targets, Path output, Log log) {
        this.options = options;
        this.targets = targets;
        this.output = output;
        this.log = log;
    }

    private record Job(String resource, Target target) {
        String objectFile() {
            return GuestResource.object(resource, target.toString());
        }
    }

    /** Compiles each module for each target, several at a time, and removes what an earlier build has left. */
    void packageAll(Map<String, byte[]> modules) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(modules);
        Map<Job, byte[]> jobs = new HashMap<>();
        modules.forEach((resource, wasm) -> targets.forEach(target -> jobs.put(new Job(resource, target), wasm)));
        files.putAll(jobs.entrySet().parallelStream()
                .collect(Collectors.toMap(
                        job -> job.getKey().objectFile(), job -> compile(job.getKey(), job.getValue()))));
        modules.forEach(
                (resource, wasm) -> files.put(GuestResource.properties(resource), properties(resource, wasm, files)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(output.resolve(file.getKey()), file.getValue());
        }
        removeAllBut(files.keySet());
    }

    private byte[] compile(Job job, byte[] wasm) {
        try {
            byte[] object = Files.readAllBytes(WasmCompiler.compile(wasm, options.withTarget(job.target())));
            log.info(job.resource() + " for " + job.target() + ": " + object.length / 1024 + " KiB");
            return object;
        } catch (CompilerException e) {
            throw new CompilerException(e.reason(), job.resource() + " for " + job.target() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order of their names and without a date, so that two builds write the same bytes. */
    private byte[] properties(String resource, byte[] wasm, Map<String, byte[]> files) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(GuestResource.MODULE, GuestResource.digest(wasm));
        properties.put(GuestResource.BOUNDS, options.bounds().name().toLowerCase(Locale.ROOT));
        properties.put(GuestResource.METERING, options.metering().name().toLowerCase(Locale.ROOT));
        properties.put(GuestResource.OPTIMIZATION, String.valueOf(options.optimization()));
        for (Target target : targets) {
            byte[] object = files.get(new Job(resource, target).objectFile());
            if (object != null) {
                properties.put(GuestResource.digestOf(target.toString()), GuestResource.digest(object));
            }
        }
        return properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What is there already stays untouched, so that no later step of the build is done for nothing. */
    private static void write(Path file, byte[] contents) throws IOException {
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), contents)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, contents);
        }
    }

    private void removeAllBut(Set<String> kept) throws IOException {
        if (!Files.isDirectory(output)) {
            return;
        }
        Set<Path> expected = kept.stream().map(output::resolve).collect(Collectors.toCollection(TreeSet::new));
        List<Path> present;
        try (Stream<Path> all = Files.walk(output)) {
            present = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : present) {
            if (!expected.contains(file)) {
                Files.delete(file);
            }
        }
    }
}
