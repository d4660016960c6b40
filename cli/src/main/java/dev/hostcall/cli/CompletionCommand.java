package dev.hostcall.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostcall completion}: a script that has a shell complete commands, options and files. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that completes what is typed after hostcall.",
            "Have the shell read it: source <(hostcall completion bash)"
        })
final class CompletionCommand implements Runnable {

    /** A shell that is known. */
    enum Shell {
        BASH,
        ZSH;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.BASH;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine all = spec.root().commandLine();
        all.getOut().print(script(all, shell));
        all.getOut().flush();
    }

    /** One script serves both shells: in zsh it uses that shell's own emulation of bash's completion. */
    private static String script(CommandLine all, Shell shell) {
        String script = AutoComplete.bash("hostcall", all);
        return shell == Shell.ZSH ? "autoload -U +X compinit && compinit\n" + script : script;
    }
}
