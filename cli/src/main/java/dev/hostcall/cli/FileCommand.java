package dev.hostcall.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command on one file. What it throws, {@link Failures} tells of. */
abstract class FileCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** The file, for messages. */
    abstract Path file();

    /** What the process ends with if there is no such file. */
    int statusIfMissing() {
        return ExitStatus.FAILED;
    }

    /** What the process ends with if what is in the file is refused. */
    int statusIfRefused() {
        return ExitStatus.FAILED;
    }

    /** What came of an option's value that nothing can be done with. */
    final CommandLine.ParameterException wrongUsage(IllegalArgumentException e) {
        return new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
