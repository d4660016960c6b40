package dev.hostcall.cli;

import dev.hostcall.cli.wit.ModuleWorlds;
import dev.hostcall.compiler.ModuleDescription;
import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hostcall wit}: the world that a module was made for, or that Java classes are for guests. */
@Command(
        name = "wit",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a world as WIT: the one that a module was made for, from what its tools have left in it,"
                    + " or the one that was generated for a Java class, from its jar or directory."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:there is no world, or it cannot be read", "2:wrong usage"})
final class WitCommand extends FileCommand {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "a module (.wasm or .wat), a jar, or a directory of classes")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CLASS",
            description = "in a jar or directory, the class whose world is meant, if it has several")
    private String type = "";

    @Override
    Path file() {
        return file;
    }

    @Override
    public Integer call() throws IOException {
        boolean isOfJava = Files.isDirectory(file)
                || file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
        out().print(isOfJava ? ClassWorlds.read(file, type) : ofModule());
        out().flush();
        return ExitStatus.DONE;
    }

    private String ofModule() throws IOException {
        ModuleFile given = ModuleFile.read(file);
        if (given.isObject()) {
            throw new IllegalArgumentException("an object does not hold its module's world; name the module");
        }
        ModuleDescription module = WasmCompiler.describe(given.bytes());
        List<String> worlds = ModuleWorlds.of(module, given.bytes());
        if (worlds.isEmpty()) {
            List<String> named = ModuleWorlds.interfacesNamed(module);
            throw new IllegalArgumentException("the module does not say for which world it was made: "
                    + "it has no section component-type"
                    + (named.isEmpty()
                            ? ""
                            : "; by its names it speaks " + String.join(", ", named)
                                    + ", but core types do not tell what is passed"));
        }
        return String.join("\n", worlds);
    }
}
