package dev.hostcall.cli;

import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code hostcall}: one command for each thing that can be done with a module. */
@Command(
        name = "hostcall",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs, compiles and inspects WebAssembly modules.")
public final class Hostcall implements Runnable {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "after an error, show where in this program it came from")
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private Hostcall() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        ProcessOutput out = ProcessOutput.of(FileDescriptor.out, 1);
        ProcessOutput err = ProcessOutput.of(FileDescriptor.err, 2);
        Work work = Work.endedBySignals();
        int status = commandLine(System.in, out, err, work, arguments.length == 0 ? "" : arguments[0])
                .setOut(writer(out, "stdout.encoding"))
                .setErr(writer(err, "stderr.encoding"))
                .execute(arguments);
        work.done();
        System.exit(out.isBroken() ? ExitStatus.BROKEN_PIPE : status);
    }

    /** In the terminal's encoding, which JDK 17 tells under another name, and not everywhere. */
    private static PrintWriter writer(ProcessOutput output, String property) {
        String encoding = System.getProperty(property, System.getProperty("sun." + property, ""));
        return new PrintWriter(
                output, false, encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding));
    }

    /**
     * With the streams that programs get as standard input and output. Picocli takes its time for each command that it is told of, so if the
     * first word is one that can do without the others, they are left out.
     */
    static CommandLine commandLine(InputStream in, ProcessOutput out, ProcessOutput err, Work work, String firstWord) {
        Hostcall hostcall = new Hostcall();
        CommandLine all = new CommandLine(hostcall);
        switch (firstWord) {
            case "run" -> all.addSubcommand(new RunCommand(in, out, err, work));
            case "compile" -> all.addSubcommand(new CompileCommand());
            default ->
                all.addSubcommand(new RunCommand(in, out, err, work))
                        .addSubcommand(new CompileCommand())
                        .addSubcommand(new InspectCommand())
                        .addSubcommand(new WitCommand())
                        .addSubcommand(new CompletionCommand());
        }
        all.getSubcommands().values().forEach(each -> each.getCommandSpec().versionProvider(new Versions()));
        Failures failures = new Failures(work, out, () -> hostcall.debug);
        return all.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
    }
}
