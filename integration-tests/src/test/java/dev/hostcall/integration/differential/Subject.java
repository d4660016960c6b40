package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** A module that both sides run, and what they call of it. */
final class Subject {
    static final String FUEL = "g" + Shape.FUEL;
    private static final int CALLS = 3; // of each function

    private final byte[] wasm;
    private final WasmModule module;
    private final Transcript.Nans nans;
    private final List<Call> calls;

    private Subject(byte[] wasm, WasmModule module, Transcript.Nans nans, List<Call> calls) {
        this.wasm = wasm;
        this.module = module;
        this.nans = nans;
        this.calls = calls;
    }

    /** One call of an export; as much fuel as it gets, where the module has any. */
    record Call(String function, int fuel, List<Object> arguments) {}

    static Subject of(byte[] wasm, Transcript.Nans nans, Random random) {
        WasmModule module = Parser.parse(wasm);
        List<Call> calls = new ArrayList<>();
        for (int round = 0; round < CALLS; round++) {
            for (Export export : exports(module, ExternalType.FUNCTION)) {
                FunctionType type = type(module, export.index());
                if (type.params().stream().allMatch(ValType::isNumeric)
                        && type.returns().stream().allMatch(ValType::isNumeric)) {
                    calls.add(new Call(export.name(), random.nextInt(120), arguments(type, random)));
                }
            }
        }
        return new Subject(wasm, module, nans, calls);
    }

    byte[] wasm() {
        return wasm;
    }

    WasmModule module() {
        return module;
    }

    Transcript.Nans nans() {
        return nans;
    }

    List<Call> calls() {
        return calls;
    }

    /** The exports of one kind. */
    static List<Export> exports(WasmModule module, ExternalType kind) {
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            Export export = module.exportSection().getExport(i);
            if (export.exportType() == kind) {
                exports.add(export);
            }
        }
        return exports;
    }

    List<Export> exports(ExternalType kind) {
        return exports(module, kind);
    }

    boolean hasMemory() {
        return module.memorySection()
                .filter(section -> section.memoryCount() > 0)
                .isPresent();
    }

    private static FunctionType type(WasmModule module, int function) {
        int imported = module.importSection().count(ExternalType.FUNCTION);
        int type = function < imported
                ? module.importSection().stream()
                        .filter(FunctionImport.class::isInstance)
                        .map(FunctionImport.class::cast)
                        .toList()
                        .get(function)
                        .typeIndex()
                : module.functionSection().getFunctionType(function - imported);
        return module.typeSection().getType(type);
    }

    private static List<Object> arguments(FunctionType type, Random random) {
        List<Object> arguments = new ArrayList<>();
        for (ValType parameter : type.params()) {
            Type numeric = Type.valueOf(parameter.name());
            arguments.add(value(numeric, numeric.edge(random)));
        }
        return arguments;
    }

    /** The Java value of some bits. */
    static Object value(Type type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            default -> throw new IllegalArgumentException("a reference");
        };
    }
}
