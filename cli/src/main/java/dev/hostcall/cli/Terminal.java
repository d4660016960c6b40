package dev.hostcall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What the process's standard streams lead to. */
final class Terminal {
    private Terminal() {}

    /** Whether people see what is written to standard error, on something that can go back to the beginning of a line. */
    static boolean isStandardError() {
        boolean dumb = Objects.requireNonNullElse(System.getenv("TERM"), "dumb").equals("dumb");
        return !dumb && nameOf(2).matches("/dev/(pts/|tty|console).*");
    }

    /** What a descriptor of the process is of, as Linux names it; empty if that cannot be told. */
    static String nameOf(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }
}
