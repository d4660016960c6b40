package dev.hostcall.cli;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.abi.Machine;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.Signature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code inspect} tells of an object, from the summary that the compiler has put there; the object is not loaded. */
final class ObjectInspector {
    private static final Pattern FACT = Pattern.compile("(\\w+): (.*)");
    private static final Pattern PART = Pattern.compile("(import|export) (\\w+) (.+)");

    private final Inspection inspection;
    private final Provider provider;

    private ObjectInspector(ModuleFile file, Provider provider) {
        this.inspection = new Inspection("object", file.bytes());
        this.provider = provider;
    }

    static Inspection inspect(ModuleFile file, Provider provider) {
        ObjectInspector inspector = new ObjectInspector(file, provider);
        String summary = WasmCompiler.inspect(file.path());
        inspector.inspection.fact("target", target(file.bytes()));
        inspector.inspection.list("imports");
        inspector.inspection.list("exports");
        summary.lines().forEach(inspector::line);
        return inspector.inspection;
    }

    private static String target(byte[] bytes) {
        return ElfFile.of(bytes)
                .flatMap(elf -> Machine.ofElf(elf.machine()))
                .map(Machine::linux)
                .orElse("unknown");
    }

    private void line(String line) {
        Matcher part = PART.matcher(line);
        Matcher fact = FACT.matcher(line);
        if (part.matches()) {
            part(part.group(1), part.group(2), part.group(3));
        } else if (fact.matches()) {
            inspection.fact(fact.group(1), fact.group(2));
        }
    }

    /** {@code rest} is the name and, but for exported memories, the type. */
    private void part(String direction, String kind, String rest) {
        int colon = rest.lastIndexOf(": ");
        boolean typed = colon >= 0 && !kind.equals("memory");
        String name = typed ? rest.substring(0, colon) : rest;
        String type = typed ? type(kind, rest.substring(colon + 2)) : "";
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("kind", kind);
        members.put("type", type);
        String line = direction + " " + kind + " " + name + (type.isEmpty() ? "" : ": " + type);
        if (direction.equals("import")) {
            String by = provider.of(
                    name,
                    kind,
                    kind.equals("function")
                            ? Optional.of(Signature.parse(rest.substring(colon + 2)))
                            : Optional.empty());
            members.put("givenBy", by);
            line += ", given by " + by;
        }
        inspection.entry(direction + "s", members, line);
    }

    private static String type(String kind, String summarized) {
        return kind.equals("function") || kind.equals("tag")
                ? Signature.parse(summarized).toString()
                : summarized.toLowerCase(Locale.ROOT);
    }
}
