package dev.hostcall.cli;

import dev.hostcall.compiler.cli.Hostcallc;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hostcall}: one command for each thing that can be done with a module. */
@Command(
        name = "hostcall",
        mixinStandardHelpOptions = true,
        version = "hostcall 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs and compiles WebAssembly modules.")
public final class Hostcall implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private Hostcall() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(commandLine(System.in, out, err).execute(arguments));
    }

    /** With the streams that programs get as standard input and output. */
    static CommandLine commandLine(InputStream in, OutputStream out, OutputStream err) {
        return new CommandLine(new Hostcall())
                .addSubcommand("run", new RunCommand(in, out, err))
                .addSubcommand("compile", new Hostcallc())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
    }
}
