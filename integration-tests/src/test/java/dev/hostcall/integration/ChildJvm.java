package dev.hostcall.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program in a JVM of its own, with this one's class path unless it is told otherwise. */
final class ChildJvm {
    private final List<String> command = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Path home = Path.of(System.getProperty("java.home"));
    private String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /** Runs it by another program, such as {@code setpriv}. */
    ChildJvm by(String... words) {
        command.addAll(List.of(words));
        return this;
    }

    ChildJvm with(String... jvmOptions) {
        options.addAll(List.of(jvmOptions));
        return this;
    }

    /** Takes another runtime image. */
    ChildJvm of(Path image) {
        home = image;
        return this;
    }

    ChildJvm withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ChildJvm withClassPath(String path) {
        classPath = path;
        return this;
    }

    /** Runs a main class to its end. */
    Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(0, main.getName());
        return launch(all);
    }

    /** Runs what the options have said, such as a module. */
    Result launch(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.add(home.resolve("bin/java").toString());
        line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        line.addAll(options);
        if (!classPath.isEmpty()) {
            line.addAll(List.of("-cp", classPath));
        }
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** What it printed, and how it ended. */
    record Result(int exit, String output) {}
}
