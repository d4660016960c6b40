package dev.hostcall.compiler;

import java.util.List;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Instruction;
import run.endive.wasm.types.OpCode;
import run.endive.wasm.types.SubType;
import run.endive.wasm.types.ValType;

/** Refuses, by name and place, what the reader accepts beyond WebAssembly 2.0 without SIMD. */
final class FeatureCheck {
    private final WasmModule wasm;

    FeatureCheck(WasmModule wasm) {
        this.wasm = wasm;
    }

    /** Exceptions have a section of their own. */
    void checkSections() {
        if (wasm.tagSection().isPresent() && wasm.tagSection().get().tagCount() > 0) {
            throw CompilerException.unsupported("the module", "exception handling (tags)");
        }
    }

    /** The function type of this index; other kinds of types belong to garbage collection. */
    FunctionType functionType(int index) {
        SubType type = wasm.typeSection().getSubType(index);
        if (type.compType().funcType() == null) {
            throw CompilerException.unsupported("type " + index, "garbage collection (struct and array types)");
        }
        return type.compType().funcType();
    }

    /** Our name of the type. */
    Type valueType(ValType type, String place) {
        return Type.of(type).orElseThrow(() -> CompilerException.unsupported(place, feature(type)));
    }

    private static String feature(ValType type) {
        return type.opcode() == ValType.ID.V128 ? "SIMD (v128)" : "the type " + type + " (typed references)";
    }

    /** Every operator and local of every function. */
    void checkCode() {
        int imported = wasm.importSection().count(ExternalType.FUNCTION);
        for (int i = 0; i < wasm.codeSection().functionBodyCount(); i++) {
            FunctionBody body = wasm.codeSection().getFunctionBody(i);
            String place = "function " + (imported + i);
            body.localTypes().forEach(type -> valueType(type, place));
            checkOperators(body.instructions(), place);
        }
    }

    private void checkOperators(List<AnnotatedInstruction> instructions, String place) {
        for (AnnotatedInstruction instruction : instructions) {
            if (!Operators.isKnown(instruction.opcode())) {
                throw CompilerException.unsupported(
                        place + ", offset " + instruction.address(), feature(instruction.opcode()));
            }
            if (instruction.opcode() == OpCode.REF_NULL) {
                checkHeapType(instruction, place);
            }
        }
    }

    private static void checkHeapType(Instruction instruction, String place) {
        if (Type.ofHeapType(instruction.operand(0)).isEmpty()) {
            throw CompilerException.unsupported(
                    place + ", offset " + instruction.address(), "typed references (ref.null of another type)");
        }
    }

    private static String feature(OpCode opcode) {
        String name = opcode.name();
        if (name.startsWith("V128") || name.matches("[IF]\\d+x\\d+.*")) {
            return "SIMD (v128)";
        }
        String kind = name.contains("ATOMIC")
                ? "threads"
                : name.startsWith("RETURN_CALL")
                        ? "tail calls"
                        : name.startsWith("THROW") || name.equals("TRY_TABLE")
                                ? "exception handling"
                                : "typed references or garbage collection";
        return kind + " (" + name.toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
