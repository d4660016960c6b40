package dev.hostcall.processor.model;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import java.util.List;

/**
 * One checked hostcall.
 *
 * @param importName what the guest imports
 * @param method the Java method's name
 * @param trampoline the name of the generated method that calls it, unique in its class
 * @param receiver what the method is called on
 * @param parameters in Java's order
 * @param result what the guest receives
 * @param exceptions whether the method declares any
 */
public record Hostcall(
        ImportName importName,
        String method,
        String trampoline,
        Receiver receiver,
        List<Parameter> parameters,
        Result result,
        Exceptions exceptions) {

    /** What a Java method is called on. */
    public enum Receiver {
        /** The object that the hostcalls are bound to. */
        TARGET,
        /** The class: the method is static. */
        CLASS
    }

    /** Whether a method has a {@code throws} clause. */
    public enum Exceptions {
        /** It has none. */
        UNDECLARED,
        /** It has one. */
        DECLARED
    }

    /** Copies the list. */
    public Hostcall {
        parameters = List.copyOf(parameters);
    }

    /** The Wasm signature as the runtime reads it: {@code "iI:f"} is {@code (i32, i64) -> f32}. */
    public String signature() {
        return SignatureText.of(wasmParameters(), wasmResults());
    }

    /** The types of the guest's arguments. */
    public List<WasmType> wasmParameters() {
        return parameters.stream()
                .flatMap(parameter -> parameter.type().wasm().stream())
                .toList();
    }

    /** The types of the guest's results, at most one. */
    public List<WasmType> wasmResults() {
        return result.type().wasm();
    }

    /** Whether the method's body could suspend the guest: only one that is given the guest can. */
    public boolean isSuspending() {
        return parameters.stream().anyMatch(parameter -> parameter.type() == HostType.VMCTX);
    }
}
