package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Classes compiled, with the processor, while the test runs. */
final class RandomClasses implements AutoCloseable {
    private final Path directory;
    private final URLClassLoader classes;

    RandomClasses(Path directory, Map<String, String> sources) throws IOException {
        this.directory = directory;
        List<String> javac = new ArrayList<>(List.of("-parameters", "-d", directory.toString()));
        javac.addAll(List.of("-cp", System.getProperty("java.class.path")));
        javac.addAll(List.of("-processor", "dev.hostcall.processor.HostcallProcessor"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            javac.add(Files.writeString(directory.resolve(source.getKey() + ".java"), source.getValue())
                    .toString());
        }
        StringWriter messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = javac.subList(0, javac.size() - sources.size());
        List<String> files = javac.subList(javac.size() - sources.size(), javac.size());
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromStrings(files))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
        classes = new URLClassLoader(new URL[] {directory.toUri().toURL()}, RandomClasses.class.getClassLoader());
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, classes);
    }

    /** A file that the processor has written. */
    String generated(String name) throws IOException {
        return Files.readString(directory.resolve("META-INF/hostcall").resolve(name));
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
