package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.Module.Data;
import dev.hostcall.compiler.Module.Elements;
import dev.hostcall.compiler.Module.Function;
import dev.hostcall.compiler.Module.Global;
import dev.hostcall.compiler.Module.Import;
import dev.hostcall.compiler.Module.Memory;
import dev.hostcall.compiler.Module.Mode;
import dev.hostcall.compiler.Module.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.ActiveElement;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.DeclarativeElement;
import run.endive.wasm.types.Element;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.GlobalImport;
import run.endive.wasm.types.MemoryImport;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.NameCustomSection;
import run.endive.wasm.types.TableImport;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;

/** The first pass: bytes to a validated {@link Module}; refuses what is malformed, invalid, unsupported or too large. */
final class ModuleReader {
    private final WasmModule wasm;
    private final FeatureCheck features;
    private final List<Signature> types = new ArrayList<>();

    private ModuleReader(WasmModule wasm) {
        this.wasm = wasm;
        this.features = new FeatureCheck(wasm);
    }

    /**
     * Reads a module.
     *
     * @throws CompilerException if it is malformed, invalid, unsupported or too large
     */
    static Module read(byte[] bytes) {
        WasmModule wasm = parse(bytes);
        new IndexCheck(wasm, bytes).check();
        return new ModuleReader(wasm).read();
    }

    private static WasmModule parse(byte[] bytes) {
        Limits.checkModule(bytes);
        try {
            return Parser.parse(bytes);
        } catch (WasmEngineException e) {
            throw new CompilerException(Reason.INVALID_MODULE, "invalid module: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // The reader meets some malformed input with exceptions of its own language.
            throw new CompilerException(Reason.INVALID_MODULE, "malformed module: " + e, e);
        }
    }

    private Module read() {
        features.checkSections();
        readTypes();
        Module module = new Module(
                types,
                functions(),
                tables(),
                memory(),
                globals(),
                exports(),
                elements(),
                data(),
                wasm.startSection().map(start -> (int) start.startIndex()));
        features.checkCode();
        Limits.check(module);
        return module;
    }

    private void readTypes() {
        for (int i = 0; i < wasm.typeSection().typeCount(); i++) {
            types.add(signature(features.functionType(i), "type " + i));
        }
    }

    private Signature signature(FunctionType type, String place) {
        return new Signature(valueTypes(type.params(), place), valueTypes(type.returns(), place));
    }

    private List<Type> valueTypes(List<ValType> valTypes, String place) {
        return valTypes.stream().map(type -> features.valueType(type, place)).toList();
    }

    private List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        FunctionNames names = new FunctionNames(wasm);
        imports(FunctionImport.class)
                .forEach(function -> functions.add(new Function(
                        functions.size(),
                        types.get(function.typeIndex()),
                        Optional.of(new Import(function.module(), function.name())),
                        Optional.empty(),
                        names.of(functions.size(), function.module() + "." + function.name()))));
        for (int i = 0; i < wasm.functionSection().functionCount(); i++) {
            FunctionBody body = wasm.codeSection().getFunctionBody(i);
            functions.add(new Function(
                    functions.size(),
                    types.get(wasm.functionSection().getFunctionType(i)),
                    Optional.empty(),
                    Optional.of(body),
                    names.of(functions.size(), "")));
        }
        return functions;
    }

    private <T extends run.endive.wasm.types.Import> Stream<T> imports(Class<T> kind) {
        return wasm.importSection().stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Optional<Import> name(run.endive.wasm.types.Import imported) {
        return Optional.of(new Import(imported.module(), imported.name()));
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        imports(TableImport.class)
                .forEach(table ->
                        tables.add(table(tables.size(), table.entryType(), table.limits(), name(table), List.of())));
        for (int i = 0; i < wasm.tableSection().tableCount(); i++) {
            var table = wasm.tableSection().getTable(i);
            tables.add(table(tables.size(), table.elementType(), table.limits(), Optional.empty(), table.initialize()));
        }
        return tables;
    }

    private Table table(
            int index,
            ValType type,
            TableLimits limits,
            Optional<Import> imported,
            List<run.endive.wasm.types.Instruction> initial) {
        return new Table(
                index, features.valueType(type, "table " + index), limits.min(), limits.max(), imported, initial);
    }

    private Optional<Memory> memory() {
        List<Memory> memories = new ArrayList<>();
        imports(MemoryImport.class).forEach(memory -> memories.add(memory(memory.limits(), name(memory))));
        wasm.memorySection().ifPresent(section -> {
            for (int i = 0; i < section.memoryCount(); i++) {
                memories.add(memory(section.getMemory(i).limits(), Optional.empty()));
            }
        });
        if (memories.size() > 1) {
            throw CompilerException.unsupported("the module", "multiple memories");
        }
        return memories.stream().findFirst();
    }

    private static Memory memory(MemoryLimits limits, Optional<Import> imported) {
        if (limits.shared()) {
            throw CompilerException.unsupported("the memory", "sharing between threads");
        }
        return new Memory(limits.initialPages(), limits.maximumPages(), imported);
    }

    private List<Global> globals() {
        List<Global> globals = new ArrayList<>();
        imports(GlobalImport.class)
                .forEach(global -> globals.add(new Global(
                        globals.size(),
                        features.valueType(global.type(), "global " + globals.size()),
                        global.mutabilityType() == MutabilityType.Var,
                        name(global),
                        List.of())));
        for (var global : wasm.globalSection().globals()) {
            globals.add(new Global(
                    globals.size(),
                    features.valueType(global.valueType(), "global " + globals.size()),
                    global.mutabilityType() == MutabilityType.Var,
                    Optional.empty(),
                    global.initInstructions()));
        }
        return globals;
    }

    private List<Export> exports() {
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < wasm.exportSection().exportCount(); i++) {
            exports.add(wasm.exportSection().getExport(i));
        }
        return exports;
    }

    private List<Elements> elements() {
        List<Elements> segments = new ArrayList<>();
        for (Element element : wasm.elementSection().elements()) {
            int index = segments.size();
            features.valueType(element.type(), "element segment " + index);
            if (element instanceof ActiveElement active) {
                segments.add(
                        new Elements(index, Mode.ACTIVE, active.tableIndex(), active.offset(), element.initializers()));
            } else {
                Mode mode = element instanceof DeclarativeElement ? Mode.DECLARATIVE : Mode.PASSIVE;
                segments.add(new Elements(index, mode, 0, List.of(), element.initializers()));
            }
        }
        return segments;
    }

    private List<Data> data() {
        List<Data> segments = new ArrayList<>();
        for (DataSegment segment : wasm.dataSection().dataSegments()) {
            int index = segments.size();
            if (segment instanceof ActiveDataSegment active) {
                segments.add(new Data(index, Mode.ACTIVE, active.offsetInstructions(), bytes(segment)));
            } else {
                segments.add(new Data(index, Mode.PASSIVE, List.of(), bytes(segment)));
            }
        }
        return segments;
    }

    private static ByteBuffer bytes(DataSegment segment) {
        return ByteBuffer.wrap(segment.data()).asReadOnlyBuffer();
    }

    /** Names for backtraces: the name section's, else an export's. */
    private static final class FunctionNames {
        private final Map<Integer, String> exported = new HashMap<>();
        private final Optional<NameCustomSection> names;

        FunctionNames(WasmModule wasm) {
            names = Optional.ofNullable(wasm.nameSection());
            for (int i = 0; i < wasm.exportSection().exportCount(); i++) {
                Export export = wasm.exportSection().getExport(i);
                if (export.exportType() == ExternalType.FUNCTION) {
                    exported.putIfAbsent(export.index(), export.name());
                }
            }
        }

        String of(int function, String otherwise) {
            return names.map(section -> section.nameOfFunction(function))
                    .or(() -> Optional.ofNullable(exported.get(function)))
                    .orElse(otherwise);
        }
    }
}
