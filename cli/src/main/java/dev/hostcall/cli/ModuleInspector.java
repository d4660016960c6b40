package dev.hostcall.cli;

import dev.hostcall.compiler.ExternType;
import dev.hostcall.compiler.ModuleDescription;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code inspect} tells of a module. */
final class ModuleInspector {
    private final ModuleDescription module;
    private final Inspection inspection;

    private ModuleInspector(ModuleFile file) {
        module = WasmCompiler.describe(file.bytes());
        inspection = new Inspection("module", file.bytes());
    }

    static Inspection inspect(ModuleFile file, Provider provider) {
        ModuleInspector inspector = new ModuleInspector(file);
        inspector.inspect(provider);
        return inspector.inspection;
    }

    private void inspect(Provider provider) {
        inspection.fact("features", module.features());
        inspection.fact("functions", module.functions());
        module.start().ifPresent(start -> inspection.fact("start", start));
        definitions("memories", module.memories());
        definitions("tables", module.tables());
        definitions("globals", module.globals());
        inspection.list("imports");
        for (ModuleDescription.Import each : module.imports()) {
            String name = each.module() + "." + each.name();
            String by = provider.of(name, each.type().kind(), signature(each.type()));
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("module", each.module());
            members.put("name", each.name());
            members.putAll(type(each.type()));
            members.put("givenBy", by);
            inspection.entry(
                    "imports",
                    members,
                    "import %s %s: %s, given by %s".formatted(each.type().kind(), name, each.type(), by));
        }
        inspection.list("exports");
        for (ModuleDescription.Export each : module.exports()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", each.name());
            members.putAll(type(each.type()));
            inspection.entry(
                    "exports", members, "export %s %s: %s".formatted(each.type().kind(), each.name(), each.type()));
        }
        inspection.list("sections");
        module.sections().forEach(this::section);
    }

    private void definitions(String list, List<? extends ExternType> types) {
        inspection.list(list);
        for (int i = 0; i < types.size(); i++) {
            ExternType type = types.get(i);
            inspection.entry(list, type(type), "%s %d: %s".formatted(type.kind(), i, type));
        }
    }

    private void section(ModuleDescription.Section section) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", section.name());
        members.put("custom", section.custom());
        members.put("offset", section.offset());
        members.put("bytes", section.size());
        String name = section.custom() ? "custom \"" + section.name() + "\"" : section.name();
        inspection.entry("sections", members, "section %s: %d bytes".formatted(name, section.size()));
    }

    /** Of a function whose types hosts know. */
    private static Optional<Signature> signature(ExternType type) {
        if (!(type instanceof ExternType.OfFunction function)) {
            return Optional.empty();
        }
        List<ValueType> parameters = known(function.parameters());
        List<ValueType> results = known(function.results());
        boolean all = parameters.size() == function.parameters().size()
                && results.size() == function.results().size();
        return all ? Optional.of(new Signature(parameters, results)) : Optional.empty();
    }

    private static List<ValueType> known(List<String> types) {
        return types.stream()
                .flatMap(text -> Arrays.stream(ValueType.values())
                        .filter(type -> type.toString().equals(text)))
                .toList();
    }

    private static Map<String, Object> type(ExternType type) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", type.kind());
        if (type instanceof ExternType.OfFunction function) {
            members.put("parameters", function.parameters());
            members.put("results", function.results());
        } else if (type instanceof ExternType.OfTable table) {
            members.put("element", table.element());
            members.putAll(size(table.min(), table.max(), table.wide()));
        } else if (type instanceof ExternType.OfMemory memory) {
            members.putAll(size(memory.min(), memory.max(), memory.wide()));
            members.put("shared", memory.shared());
        } else if (type instanceof ExternType.OfGlobal global) {
            members.put("type", global.value());
            members.put("mutable", global.mutable());
        } else if (type instanceof ExternType.OfTag tag) {
            members.put("parameters", tag.values());
        }
        return members;
    }

    private static Map<String, Object> size(long min, long max, boolean wide) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("min", min);
        members.put("max", max);
        members.put("address", wide ? "i64" : "i32");
        return members;
    }
}
