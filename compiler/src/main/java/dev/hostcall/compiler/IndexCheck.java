package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.ActiveElement;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.Instruction;
import run.endive.wasm.types.OpCode;

/** Validity that the reader leaves to whoever instantiates: indices outside of functions, and reserved bytes. */
final class IndexCheck {
    private final WasmModule wasm;
    private final byte[] bytes;
    private final int importedGlobals;

    IndexCheck(WasmModule wasm, byte[] bytes) {
        this.wasm = wasm;
        this.bytes = bytes;
        importedGlobals = wasm.importSection().count(ExternalType.GLOBAL);
    }

    void check() {
        wasm.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .forEach(function -> checkIndex(
                        "import " + function.module() + "." + function.name(),
                        "type",
                        ((FunctionImport) function).typeIndex(),
                        wasm.typeSection().typeCount()));
        checkExports();
        wasm.startSection()
                .ifPresent(start ->
                        checkIndex("the start section", "function", start.startIndex(), size(ExternalType.FUNCTION)));
        for (var global : wasm.globalSection().globals()) {
            checkConstant("a global", global.initInstructions());
        }
        for (var element : wasm.elementSection().elements()) {
            if (element instanceof ActiveElement active) {
                checkConstant("an element segment", active.offset());
            }
            element.initializers().forEach(expression -> checkConstant("an element segment", expression));
        }
        for (var segment : wasm.dataSection().dataSegments()) {
            if (segment instanceof ActiveDataSegment active) {
                checkConstant("a data segment", active.offsetInstructions());
            }
        }
        for (FunctionBody body : wasm.codeSection().functionBodies()) {
            checkReserved(body);
        }
    }

    private void checkExports() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < wasm.exportSection().exportCount(); i++) {
            Export export = wasm.exportSection().getExport(i);
            String place = "export \"" + export.name() + "\"";
            String kind = export.exportType().name().toLowerCase(java.util.Locale.ROOT);
            checkIndex(place, kind, export.index(), size(export.exportType()));
            if (!names.add(export.name())) {
                throw invalid("duplicate export name \"" + export.name() + "\"");
            }
        }
    }

    private int size(ExternalType kind) {
        int defined = switch (kind) {
            case FUNCTION -> wasm.functionSection().functionCount();
            case TABLE -> wasm.tableSection().tableCount();
            case MEMORY ->
                wasm.memorySection().map(section -> section.memoryCount()).orElse(0);
            case GLOBAL -> wasm.globalSection().globalCount();
            default -> 0;
        };
        return wasm.importSection().count(kind) + defined;
    }

    private void checkConstant(String place, List<? extends Instruction> expression) {
        for (Instruction instruction : expression) {
            if (instruction.opcode() == OpCode.GLOBAL_GET) {
                checkIndex(place, "imported global", instruction.operand(0), importedGlobals);
            } else if (instruction.opcode() == OpCode.REF_FUNC) {
                checkIndex(place, "function", instruction.operand(0), size(ExternalType.FUNCTION));
            }
        }
    }

    /** The byte behind memory.size and memory.grow, which the reader takes for the index of a memory. */
    private void checkReserved(FunctionBody body) {
        for (AnnotatedInstruction instruction : body.instructions()) {
            boolean sized = instruction.opcode() == OpCode.MEMORY_SIZE || instruction.opcode() == OpCode.MEMORY_GROW;
            if (sized && bytes[instruction.address() + 1] != 0) {
                throw invalid("zero byte expected at offset " + (instruction.address() + 1));
            }
        }
    }

    private static void checkIndex(String place, String kind, long index, int size) {
        if (index < 0 || index >= size) {
            throw invalid("unknown " + kind + " " + index + " in " + place + "; there are " + size);
        }
    }

    private static CompilerException invalid(String message) {
        return new CompilerException(Reason.INVALID_MODULE, "invalid module: " + message);
    }
}
