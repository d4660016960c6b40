package dev.hostcall.compiler.build;

import dev.hostcall.compiler.ExternType;
import dev.hostcall.compiler.ModuleDescription;
import dev.hostcall.compiler.ModuleDescription.Export;
import dev.hostcall.compiler.ModuleDescription.Import;
import dev.hostcall.compiler.ModuleDescription.Section;
import dev.hostcall.compiler.read.FeatureSearch;
import dev.hostcall.compiler.read.SectionPlace;
import dev.hostcall.compiler.read.Type;
import dev.hostcall.compiler.read.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the reader has found in a module, in the front's words. */
final class Describer {
    private final WasmModule module;

    private Describer(WasmModule module) {
        this.module = module;
    }

    /** Describes a module that was read from these bytes. */
    static ModuleDescription describe(WasmModule module, byte[] wasm) {
        Describer of = new Describer(module);
        return new ModuleDescription(
                SectionPlace.all(wasm).stream()
                        .map(place -> new Section(place.name(), place.custom(), place.offset(), place.size()))
                        .toList(),
                of.imports(),
                module.exports().stream()
                        .map(export -> new Export(export.name(), of.type(export)))
                        .toList(),
                (int) module.functions().stream()
                        .filter(function -> function.body().isPresent())
                        .count(),
                module.tables().stream().map(Describer::type).toList(),
                module.memories().stream().map(Describer::type).toList(),
                module.globals().stream().map(Describer::type).toList(),
                module.start(),
                FeatureSearch.in(module));
    }

    private List<Import> imports() {
        List<Import> all = new ArrayList<>();
        module.functions().forEach(each -> add(all, each.imported(), type(each)));
        module.tables().forEach(each -> add(all, each.imported(), type(each)));
        module.memories().forEach(each -> add(all, each.imported(), type(each)));
        module.globals().forEach(each -> add(all, each.imported(), type(each)));
        module.tags().forEach(each -> add(all, each.imported(), type(each)));
        return all;
    }

    private static void add(List<Import> all, Optional<WasmModule.Import> imported, ExternType type) {
        imported.ifPresent(from -> all.add(new Import(from.module(), from.name(), type)));
    }

    private ExternType type(WasmModule.Export export) {
        return switch (export.kind()) {
            case FUNCTION -> type(module.functions().get(export.index()));
            case TABLE -> type(module.tables().get(export.index()));
            case MEMORY -> type(module.memories().get(export.index()));
            case GLOBAL -> type(module.globals().get(export.index()));
            case TAG -> type(module.tags().get(export.index()));
        };
    }

    private static ExternType type(WasmModule.Function function) {
        return new ExternType.OfFunction(
                names(function.signature().takes()), names(function.signature().gives()));
    }

    private static ExternType.OfTable type(WasmModule.Table table) {
        return new ExternType.OfTable(
                table.type().toString(),
                table.min(),
                table.max(),
                table.address().isWide());
    }

    private static ExternType.OfMemory type(WasmModule.Memory memory) {
        return new ExternType.OfMemory(
                memory.min(), memory.max(), memory.address().isWide(), memory.shared());
    }

    private static ExternType.OfGlobal type(WasmModule.Global global) {
        return new ExternType.OfGlobal(global.type().toString(), global.mutable());
    }

    private static ExternType type(WasmModule.Tag tag) {
        return new ExternType.OfTag(names(tag.signature().takes()));
    }

    private static List<String> names(List<Type> types) {
        return types.stream().map(Type::toString).toList();
    }
}
