package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.WasmModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The C types of functions: numbers for signatures, and structures for several results. */
public final class CTypes {
    private final Map<Signature, Integer> signatures = new LinkedHashMap<>();
    private final Map<List<WasmType>, Integer> results = new LinkedHashMap<>();

    CTypes(WasmModule module) {
        module.types().forEach(this::add);
        module.functions().forEach(function -> add(function.signature()));
    }

    private void add(Signature signature) {
        signatures.putIfAbsent(signature, signatures.size());
        if (signature.results().size() > 1) {
            results.putIfAbsent(signature.results(), results.size());
        }
    }

    /** All signatures with their numbers; equal ones have one. */
    public Map<Signature, Integer> signatures() {
        return Collections.unmodifiableMap(signatures);
    }

    /** The number of a signature. */
    public int number(Signature signature) {
        return Objects.requireNonNull(signatures.get(signature));
    }

    /** All lists of several results with the numbers of their structures. */
    public Map<List<WasmType>, Integer> structures() {
        return Collections.unmodifiableMap(results);
    }

    /** The C type of such results. */
    public String result(List<WasmType> types) {
        return switch (types.size()) {
            case 0 -> "void";
            case 1 -> CType.of(types.get(0)).name();
            default -> "struct results_" + results.get(types);
        };
    }
}
