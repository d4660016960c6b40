package dev.hostcall.guests;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this machine with which tests and benchmarks make guests, such as its C compiler. */
public final class Tool {
    private final String command;

    private Tool(String command) {
        this.command = command;
    }

    /** The C compiler: {@code $CC}, otherwise {@code cc}. */
    public static Tool cCompiler() {
        String chosen = System.getenv("CC");
        return new Tool(chosen == null || chosen.isBlank() ? "cc" : chosen);
    }

    /** A program that is not on the path. */
    public static Tool at(Path program) {
        return new Tool(program.toString());
    }

    /**
     * A program on the path.
     *
     * @param debianPackage the package that has it, for the message if it is missing
     * @throws IOException if it is not there
     */
    public static Tool find(String name, String debianPackage) throws IOException {
        return onPath(name)
                .map(file -> new Tool(file.toString()))
                .orElseThrow(() ->
                        new IOException(name + " is not installed (on Debian: apt-get install " + debianPackage + ")"));
    }

    /** Whether a program is on the path; one that is named by an absolute path, whether it is there. */
    public static boolean isInstalled(String name) {
        return onPath(name).isPresent();
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where it lies, or only its name if that was left to the path. */
    public Path path() {
        return Path.of(command);
    }

    /**
     * Runs it to its end.
     *
     * @return what it wrote, errors included
     * @throws IOException if it cannot be started or fails; the message has what it wrote
     */
    public String run(List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed:\n" + output.strip());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command + " was at work", e);
        }
    }
}
