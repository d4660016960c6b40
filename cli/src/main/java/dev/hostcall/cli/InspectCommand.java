package dev.hostcall.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hostcall inspect}: what is in a module or an object. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what is in a module (.wasm or .wat) or a guest object (.so), without running it.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:the file cannot be read, or the module is refused", "2:wrong usage"})
final class InspectCommand extends FileCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "the module or object")
    private Path file = Path.of("");

    @Option(names = "--json", description = "for programs: as JSON")
    private boolean json;

    @Override
    Path file() {
        return file;
    }

    @Override
    public Integer call() throws IOException {
        ModuleFile given = ModuleFile.read(file);
        Provider provider = Provider.ofPrograms();
        Inspection inspection =
                given.isObject() ? ObjectInspector.inspect(given, provider) : ModuleInspector.inspect(given, provider);
        out().print(json ? inspection.json() : inspection.text());
        out().flush();
        return ExitStatus.DONE;
    }
}
