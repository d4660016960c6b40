package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.translate.Template;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is in an object, in words, a line each; the object carries the text in a section of its own. */
public final class Summary {
    /** The ELF section that holds the text. */
    public static final String SECTION = "hostcall_summary";

    private static final Template SUMMARY = Template.of("""
            Hostcall guest
            bounds: ${bounds}
            metering: ${metering}
            optimization: ${optimization}
            ${memory}
            ${imports}
            ${exports}
            ${start}
            """);

    private static final Template MEMORY = Template.of("memory: ${min} to ${max} pages${from}\n");
    private static final Template IMPORT = Template.of("import ${kind} ${name}: ${what}\n");
    private static final Template EXPORT = Template.of("export ${kind} ${name}${what}\n");
    private static final Template START = Template.of("start: function ${index}\n");

    private Summary() {}

    /** The text for a module compiled with these options. */
    static String of(WasmModule module, CompilerOptions options) {
        return SUMMARY.fill(
                "bounds",
                options.bounds() == BoundsMode.GUARD ? "guard" : "explicit",
                "metering",
                options.metering() == Metering.ON ? "on" : "off",
                "optimization",
                options.optimization(),
                "memory",
                module.memories().stream().map(Summary::memory).collect(Collectors.joining()),
                "imports",
                imports(module),
                "exports",
                module.exports().stream()
                        .map(export -> EXPORT.fill(
                                "kind",
                                export.kind().name().toLowerCase(Locale.ROOT),
                                "name",
                                printable(export.name()),
                                "what",
                                describe(module, export)))
                        .collect(Collectors.joining()),
                "start",
                module.start().map(start -> START.fill("index", start)).orElse(""));
    }

    private static String memory(WasmModule.Memory memory) {
        String from = memory.imported()
                .map(name -> ", imported as " + printable(name))
                .orElse("");
        return MEMORY.fill("min", memory.min(), "max", memory.max(), "from", from);
    }

    private static String imports(WasmModule module) {
        StringBuilder text = new StringBuilder();
        for (WasmModule.Function function : module.functions()) {
            text.append(
                    line("function", function.imported(), function.signature().letters()));
        }
        for (WasmModule.Table table : module.tables()) {
            text.append(line(
                    "table",
                    table.imported(),
                    table.type().erased().name() + " " + table.min() + " to " + table.max()));
        }
        for (WasmModule.Global global : module.globals()) {
            text.append(line(
                    "global",
                    global.imported(),
                    (global.mutable() ? "mutable " : "")
                            + global.type().erased().name()));
        }
        for (WasmModule.Tag tag : module.tags()) {
            text.append(line("tag", tag.imported(), tag.signature().letters()));
        }
        return text.toString();
    }

    private static String line(String kind, Optional<WasmModule.Import> imported, String what) {
        return imported.map(name -> IMPORT.fill("kind", kind, "name", printable(name), "what", what))
                .orElse("");
    }

    private static String describe(WasmModule module, WasmModule.Export export) {
        return switch (export.kind()) {
            case FUNCTION ->
                ": " + module.functions().get(export.index()).signature().letters();
            case GLOBAL ->
                ": " + module.globals().get(export.index()).type().erased().name();
            case TABLE ->
                ": " + module.tables().get(export.index()).type().erased().name();
            case TAG -> ": " + module.tags().get(export.index()).signature().letters();
            case MEMORY -> "";
        };
    }

    private static String printable(WasmModule.Import name) {
        return printable(name.module() + "." + name.name());
    }

    /** Without control characters, which a name may contain and a terminal would obey. */
    private static String printable(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
