package dev.hostcall.cli.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the jar in processes, in one directory, by a shell script that is called {@code hostcall}. */
final class Launch {
    private static final Path JAR = Path.of(System.getProperty("hostcall.jar"));

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();

    Launch(Path directory) throws IOException {
        this.directory = directory;
        Path bin = Files.createDirectories(directory.resolve(".bin"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path script = Files.writeString(
                bin.resolve("hostcall"),
                "#!/bin/sh\nexec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar %s \"$@\"\n".formatted(java, JAR));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
    }

    static Path jar() {
        return JAR;
    }

    Launch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    Path directory() {
        return directory;
    }

    /** Begins a command of bash's. */
    Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.redirectError(directory.resolve(".err").toFile());
        return builder.start();
    }

    /** Runs a command of bash's to its end, without input. */
    Result run(String command) throws IOException, InterruptedException {
        Process process = start(command);
        process.getOutputStream().close();
        return end(process);
    }

    /** What a process that was started has said and ended with. */
    Result end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Result(status, out, Files.readString(directory.resolve(".err")));
    }

    /** All files but those of the launch itself. */
    List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        try (var all = Files.newDirectoryStream(directory)) {
            all.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.removeAll(List.of(".bin", ".err"));
        return names;
    }

    /** How a command ended. */
    record Result(int status, String out, String err) {}
}
