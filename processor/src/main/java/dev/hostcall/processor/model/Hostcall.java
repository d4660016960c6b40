package dev.hostcall.processor.model;

import dev.hostcall.abi.WasmType;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Reference;
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
        CLASS,
        /** The object that its first argument is a handle of. */
        RESOURCE,
        /** Nothing: it is a constructor. */
        NOTHING,
        /** Nothing: there is no method, and the handle that is its only argument is dropped. */
        DROPPED
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

    /** So many values a guest passes as they are; more are passed in memory. */
    private static final int MOST_FLAT = 16;

    /** The forms in which guests may import it: first the one that every guest can use. */
    public List<ImportForm> forms() {
        return ImportForm.of(this);
    }

    private ImportForm plainForm() {
        return forms().get(0);
    }

    /** The Wasm signature of that form, as the runtime reads it: {@code "iI:f"} is {@code (i32, i64) -> f32}. */
    public String signature() {
        return plainForm().signature();
    }

    /** Where the guest leaves its arguments. Those that a frame alone reads are in memory only where WIT has them there, references never. */
    public Place argumentsPlace() {
        boolean isValue =
                flatArguments().size() <= MOST_FLAT || hasReferences() || (isPlain() && !importName.isOfWit());
        return isValue ? Place.VALUE : Place.MEMORY;
    }

    private boolean isPlain() {
        return parameters.stream()
                .allMatch(parameter -> parameter.type() instanceof HostType simple && simple.isReadAsIs());
    }

    private boolean hasReferences() {
        return parameters.stream().anyMatch(parameter -> parameter.type() instanceof Reference);
    }

    /** How the arguments lie in memory, if they do. */
    public Layout argumentsLayout() {
        return Layout.sequence(layouts());
    }

    /** Where each of the arguments begins, if they lie in memory. */
    public List<Integer> argumentOffsets() {
        return Layout.offsets(layouts());
    }

    private List<Layout> layouts() {
        return parameters.stream().map(parameter -> parameter.type().layout()).toList();
    }

    private List<WasmType> flatArguments() {
        return layouts().stream().flatMap(layout -> layout.flat().stream()).toList();
    }

    /** The types of the guest's arguments in that form. */
    public List<WasmType> wasmParameters() {
        return plainForm().wasmParameters();
    }

    /** The types of the guest's results in that form, at most one. */
    public List<WasmType> wasmResults() {
        return plainForm().wasmResults();
    }

    /** The slot of the pointer to the result, if that goes to memory. */
    public int resultSlot() {
        return wasmParameters().size() - 1;
    }

    /** Those that the Java method has, too. */
    public List<Parameter> javaParameters() {
        return receiver == Receiver.RESOURCE || receiver == Receiver.DROPPED
                ? parameters.subList(1, parameters.size())
                : parameters;
    }

    /**
     * Whether the handles among its arguments are kept account of while it is called: where it takes some for good, or where its guest
     * may run meanwhile, and would take or drop what it has lent.
     */
    public boolean lends() {
        return Handles.areOwnedIn(parameters) || (isSuspending() && Handles.areIn(parameters));
    }

    /** Whether the method's body could suspend the guest: only one that is given the guest, or a function of it, can. */
    public boolean isSuspending() {
        return takesVmctx() || parameters.stream().anyMatch(Hostcall::isCallback);
    }

    /** Whether it is given the guest, for which it may wait, too. */
    public boolean takesVmctx() {
        return parameters.stream().anyMatch(parameter -> parameter.type() == HostType.VMCTX);
    }

    /** Whether guests pass functions to it. */
    public boolean takesFunctions() {
        return parameters.stream().anyMatch(parameter -> parameter.type() instanceof FunctionPointer);
    }

    private static boolean isCallback(Parameter parameter) {
        return parameter.type() instanceof FunctionPointer pointer
                && pointer.type().isPresent();
    }
}
