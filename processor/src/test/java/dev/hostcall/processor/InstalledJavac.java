package dev.hostcall.processor;

import com.palantir.javapoet.JavaFile;
import dev.hostcall.Hostcall;
import dev.hostcall.abi.WasmType;
import dev.hostcall.runtime.Hostcalls;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** javac as a build runs it: in folders, and finding the processor as a service on a path of its own. */
final class InstalledJavac {
    private final Path folder;

    InstalledJavac(Path folder) {
        this.folder = folder;
    }

    /**
     * How it went.
     *
     * @param messages the errors and warnings
     * @param classes where class files and resources are
     */
    record Outcome(List<String> messages, Path classes) {
        /** The paths of all that was written. */
        TreeSet<String> files() {
            try (Stream<Path> all = Files.walk(classes)) {
                return all.filter(Files::isRegularFile)
                        .map(file -> classes.relativize(file).toString())
                        .collect(Collectors.toCollection(TreeSet::new));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text(String path) throws IOException {
            return Files.readString(classes.resolve(path), StandardCharsets.UTF_8);
        }
    }

    /** The paths of the annotations, the runtime and the processor, to be seen by users or by javac itself. */
    static String path(Class<?>... classes) {
        return Javac.classPath(classes).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Compiles on the class path. */
    Outcome compile(Map<String, String> sources, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-classpath", path(Hostcall.class, Hostcalls.class)));
        all.addAll(Arrays.asList(options));
        return run(sources, all);
    }

    /** Compiles with no more options than these and those that say where things are. */
    Outcome run(Map<String, String> sources, List<String> options) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue(), StandardCharsets.UTF_8));
        }
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(
                "-processorpath", path(HostcallProcessor.class, Hostcall.class, WasmType.class, JavaFile.class)));
        all.addAll(List.of("-d", classes.toString(), "-s", classes.toString(), Javac.WITHOUT_NOTES));
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                javac.getStandardFileManager(messages, Locale.ROOT, StandardCharsets.UTF_8)) {
            javac.getTask(null, manager, messages, all, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
        List<String> texts = messages.getDiagnostics().stream()
                .map(message -> message.getMessage(Locale.ROOT))
                .toList();
        return new Outcome(texts, classes);
    }
}
