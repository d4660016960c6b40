package dev.hostcall.compiler.read;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import java.util.List;

/** Parameter and result types of a function or block. Equal signatures are one type, in this module and in any other. */
public record Signature(List<WasmType> parameters, List<WasmType> results) {

    public Signature {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The guest descriptor's notation, such as {@code iI:F}. */
    public String letters() {
        return SignatureText.of(parameters, results);
    }

    /** Whether {@link #packed} can hold it. */
    public boolean isPacked() {
        return SignatureText.isPacked(letters());
    }

    /** The signature as an odd number, as guest_same_type of guest.h compares them. */
    public long packed() {
        return SignatureText.packed(letters());
    }

    /** The slots a call of it takes: arguments and results share them. */
    public int slots() {
        return Math.max(slots(parameters), slots(results));
    }

    private static int slots(List<WasmType> types) {
        return types.stream().mapToInt(WasmType::slots).sum();
    }
}
