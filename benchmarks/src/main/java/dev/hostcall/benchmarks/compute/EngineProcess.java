package dev.hostcall.benchmarks.compute;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A process that runs kernels on request. */
final class EngineProcess implements AutoCloseable {
    private static final int LINES_OF_ERRORS = 3;

    private final Process process;
    private final Path errors;
    private final PrintWriter requests;
    private final BufferedReader answers;
    private final String note;

    private EngineProcess(Process process, Path errors) throws IOException {
        this.process = process;
        this.errors = errors;
        requests = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        note = answer().replaceFirst("^ready ?", "");
    }

    /** Starts it, and waits until it is ready. */
    static EngineProcess start(List<String> command) throws IOException {
        Path errors = Files.createTempFile("hostcall-benchmark", ".err");
        return new EngineProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** What it says about itself. */
    String note() {
        return note;
    }

    /** Runs a kernel once; nanoseconds. */
    long run(Kernel kernel) throws IOException {
        requests.println(kernel.function() + " " + kernel.argument);
        String[] words = answer().split(" ", -1);
        long result = Long.parseLong(words[1]);
        if (result != kernel.expected) {
            throw new IOException(
                    "wrong result of " + kernel.function() + ": " + result + ", expected " + kernel.expected);
        }
        return Long.parseLong(words[0]);
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(lastWords());
        }
        return line;
    }

    private String lastWords() throws IOException {
        try {
            int status = process.waitFor();
            List<String> lines = Files.readAllLines(errors);
            return "ended with status " + status + ": "
                    + lines.stream()
                            .filter(line -> !line.isBlank() && !line.matches("\\s+(at|\\.\\.\\.) .*"))
                            .limit(LINES_OF_ERRORS)
                            .collect(Collectors.joining("; "));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends it. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
