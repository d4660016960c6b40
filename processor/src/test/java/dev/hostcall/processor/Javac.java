package dev.hostcall.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.hostcall.Hostcall;
import dev.hostcall.runtime.Hostcalls;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.NullMarked;

/** Compiles sources with the processor, as strictly as javac can be told to. */
final class Javac {
    private static final String HEADER = "package com.example; import dev.hostcall.*; import dev.hostcall.runtime.*;"
            + " import java.util.*; import java.util.concurrent.*; ";

    /** What tells javac to print no notes. */
    static final String WITHOUT_NOTES = "-XDsuppressNotes";

    private static final Pattern PACKAGE = Pattern.compile("^\\s*package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("(?:class|interface|enum|record) ([\\w$]+)", Pattern.UNICODE_CHARACTER_CLASS);

    private Javac() {}

    /** Compiles with the processor alone. Sources are whole files, such as {@link #source} makes. */
    static Compilation compile(String... sources) {
        return compile(List.of(new HostcallProcessor()), sources);
    }

    static Compilation compile(List<Processor> processors, String... sources) {
        return compiler("-Xlint:all", "-Werror").withProcessors(processors).compile(files(sources));
    }

    /** The notes that the compiler prints of a compilation that is without errors and warnings. */
    static List<String> notes(String... sources) {
        Compilation compilation = compilerWithNotes("-Xlint:all", "-Werror")
                .withProcessors(new HostcallProcessor())
                .compile(files(sources));
        if (compilation.status() != Compilation.Status.SUCCESS) {
            throw new AssertionError(compilation.diagnostics().toString());
        }
        return compilation.notes().stream()
                .map(note -> note.getMessage(Locale.ROOT))
                .toList();
    }

    /**
     * A compiler that sees the annotations, the runtime and jspecify, but no processor. It prints no notes: what is told of names that are
     * not WIT's is of no interest to other tests.
     */
    static Compiler compiler(Object... options) {
        List<Object> all = new ArrayList<>(List.of(options));
        all.add(WITHOUT_NOTES);
        return compilerWithNotes(all.toArray());
    }

    private static Compiler compilerWithNotes(Object... options) {
        List<File> classPath = classPath(Hostcall.class, Hostcalls.class, NullMarked.class)
                .map(Path::toFile)
                .toList();
        return Compiler.javac().withClasspath(classPath).withOptions(options);
    }

    /** Where classes were loaded from. */
    static Stream<Path> classPath(Class<?>... classes) {
        return Arrays.stream(classes).map(type -> {
            try {
                return Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A file of the package {@code com.example} with the imports that hostcalls need, all on the first line. */
    static String source(String declarations) {
        return HEADER + declarations;
    }

    static List<JavaFileObject> files(String... sources) {
        return Arrays.stream(sources).map(Javac::file).toList();
    }

    private static JavaFileObject file(String source) {
        Matcher inPackage = PACKAGE.matcher(source);
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException("no type in " + source);
        }
        String prefix = inPackage.find() ? inPackage.group(1) + "." : "";
        return JavaFileObjects.forSourceString(prefix + type.group(1), source);
    }

    /** What a compilation wrote besides class files: the text by the path, as in {@code META-INF/hostcall/X.h}. */
    static Map<String, String> generated(Compilation compilation) {
        Map<String, String> texts = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() != JavaFileObject.Kind.CLASS) {
                texts.put(path(file.toUri()), text(file));
            }
        }
        return texts;
    }

    /** The text of one file that a compilation wrote. */
    static String generated(Compilation compilation, String path) {
        return Objects.requireNonNull(generated(compilation).get(path), path);
    }

    // The path without the location in front: SOURCE_OUTPUT/ or CLASS_OUTPUT/.
    private static String path(URI uri) {
        return uri.getPath().replaceFirst("^/[A-Z]+_OUTPUT/", "");
    }

    private static String text(JavaFileObject file) {
        try (InputStream in = file.openInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
