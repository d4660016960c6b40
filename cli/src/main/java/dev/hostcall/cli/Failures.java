package dev.hostcall.cli;

import dev.hostcall.cli.wit.UnreadableWorldException;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.text.WatException;
import dev.hostcall.wasi.AbortException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong, and what the process ends with. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Work work;
    private final ProcessOutput out;
    private final BooleanSupplier debug;

    /**
     * Of one process.
     *
     * @param debug whether stack traces are shown too
     */
    Failures(Work work, ProcessOutput out, BooleanSupplier debug) {
        this.work = work;
        this.out = out;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        say(e.getCommandLine(), command + ": " + e.getMessage() + " (" + command + " --help says more)", e);
        return ExitStatus.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (out.isBroken()) {
            return ExitStatus.BROKEN_PIPE;
        } else if (work.isEnding()) {
            return ExitStatus.KILLED; // the signal's own number takes its place
        }
        String file = commandLine.getCommand() instanceof FileCommand command ? command.file() + ": " : "";
        say(commandLine, "hostcall: " + file + message(e), e);
        return status(e, commandLine.getCommand());
    }

    private void say(CommandLine commandLine, String line, Exception e) {
        PrintWriter err = commandLine.getErr();
        err.println(line);
        if (debug.getAsBoolean()) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    private static String message(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        } else if (e instanceof GuestTrapException trap) {
            return at(trap.backtrace(), e);
        } else if (e instanceof GuestTerminatedException end && end.getCause() instanceof AbortException abort) {
            return at(end.backtrace(), abort);
        } else if (e instanceof IOException && e.getMessage() != null && e.getClass() != IOException.class) {
            return e.toString(); // the message may be a name only
        }
        return isExpected(e)
                ? String.valueOf(e.getMessage())
                : "internal error: " + e + "; with --debug, hostcall shows where it came from";
    }

    private static String at(List<GuestFrame> frames, Throwable reason) {
        StringBuilder lines = new StringBuilder(String.valueOf(reason.getMessage()));
        frames.forEach(frame -> lines.append("\n    at ").append(frame));
        return lines.toString();
    }

    private static boolean isAbort(Exception e) {
        return e instanceof GuestTerminatedException && e.getCause() instanceof AbortException;
    }

    private static boolean isExpected(Exception e) {
        return e instanceof CompilerException
                || e instanceof WatException
                || e instanceof UnreadableWorldException
                || e instanceof HostcallException
                || e instanceof IllegalArgumentException
                || e instanceof UncheckedIOException
                || e instanceof IOException;
    }

    private static int status(Exception e, Object command) {
        if (e instanceof GuestTrapException || e instanceof GuestException || isAbort(e)) {
            return ExitStatus.TRAPPED;
        } else if (e instanceof GuestTerminatedException end) {
            return switch (end.reason()) {
                case DEADLINE_EXPIRED -> ExitStatus.TIMED_OUT;
                case TOTAL_BOUND_EXPIRED -> ExitStatus.KILLED;
                default -> ExitStatus.FAILED;
            };
        } else if (!isExpected(e) || !(command instanceof FileCommand)) {
            return ExitStatus.INTERNAL_ERROR;
        }
        FileCommand ofFile = (FileCommand) command;
        return e instanceof NoSuchFileException ? ofFile.statusIfMissing() : ofFile.statusIfRefused();
    }
}
