package dev.hostcall.processor.model;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.RecordType;
import java.util.ArrayList;
import java.util.List;

/**
 * One form in which guests may import a hostcall: each has a type of its own, and the type of a guest's import chooses.
 *
 * @param hostcall the hostcall
 * @param pointers what stands for a function
 * @param results how a result of several values is handed over
 */
public record ImportForm(Hostcall hostcall, Pointers pointers, Results results) {

    /** What guests pass for a function. */
    public enum Pointers {
        /** An index of their table of functions. */
        INDICES(""),
        /** A reference. */
        REFERENCES("ByReference");

        private final String suffix;

        Pointers(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Where guests receive a result of several values. */
    public enum Results {
        /** In memory, at an address that they pass. */
        IN_MEMORY,
        /** As several results. */
        AS_VALUES
    }

    private static final Pointers[] ONLY_INDICES = {Pointers.INDICES};

    /** So many values may be several results. */
    private static final int MOST_VALUES = 16;

    /** All of a hostcall: first the one that every guest can use. */
    static List<ImportForm> of(Hostcall hostcall) {
        List<ImportForm> forms = new ArrayList<>();
        for (Pointers pointers : hostcall.takesFunctions() ? Pointers.values() : ONLY_INDICES) {
            forms.add(new ImportForm(hostcall, pointers, Results.IN_MEMORY));
            if (isOfValues(hostcall.result().type())) {
                forms.add(new ImportForm(hostcall, pointers, Results.AS_VALUES));
            }
        }
        return forms;
    }

    private static boolean isOfValues(BorderType type) {
        int values = type.layout().flat().size();
        return type.seen() instanceof RecordType && values > 1 && values <= MOST_VALUES;
    }

    /** Whether it is the one that every guest can use. */
    public boolean isPlain() {
        return pointers == Pointers.INDICES && results == Results.IN_MEMORY;
    }

    /** What the names of generated methods for it end with. */
    public String suffix() {
        return pointers.suffix + (results == Results.AS_VALUES ? "AsValues" : "");
    }

    /** Where the guest gets the result. */
    public Place resultPlace() {
        return results == Results.AS_VALUES ? Place.VALUE : hostcall.result().place();
    }

    /** The Wasm signature as the runtime reads it: {@code "iI:f"} is {@code (i32, i64) -> f32}. */
    public String signature() {
        return SignatureText.of(wasmParameters(), wasmResults());
    }

    /** The types of the guest's arguments: the last is the pointer to the result, if that goes to memory. */
    public List<WasmType> wasmParameters() {
        List<WasmType> types = new ArrayList<>();
        if (hostcall.argumentsPlace() == Place.MEMORY) {
            types.add(WasmType.I32);
        } else {
            hostcall.parameters().forEach(parameter -> types.addAll(flat(parameter.type())));
        }
        if (resultPlace() == Place.MEMORY) {
            types.add(WasmType.I32);
        }
        return types;
    }

    private List<WasmType> flat(BorderType type) {
        boolean isReference = type instanceof FunctionPointer && pointers == Pointers.REFERENCES;
        return isReference ? List.of(WasmType.FUNCREF) : type.layout().flat();
    }

    /** Whether guests pass indices of their table of functions. */
    public boolean pointsIntoTable() {
        return pointers == Pointers.INDICES && hostcall.takesFunctions();
    }

    /** The types of the guest's results. */
    public List<WasmType> wasmResults() {
        return resultPlace() == Place.MEMORY
                ? List.of()
                : hostcall.result().type().layout().flat();
    }
}
