package dev.hostcall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Executes command lines in this process, and keeps what they say. */
final class Execution {
    private final ByteArrayOutputStream program = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** The exit status of a command line, whose program reads {@code input}. */
    int run(Object... words) {
        String[] line = new String[words.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = words[i].toString();
        }
        return commandLine(line.length == 0 ? "" : line[0]).execute(line);
    }

    private CommandLine commandLine(String firstWord) {
        ProcessOutput output = new ProcessOutput(program, false);
        return Hostcall.commandLine(
                        new ByteArrayInputStream("input\n".getBytes(UTF_8)), output, output, new Work(), firstWord)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    /** What programs have written. */
    String programOutput() {
        return program.toString(UTF_8);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
