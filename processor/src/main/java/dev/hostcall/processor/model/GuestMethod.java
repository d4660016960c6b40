package dev.hostcall.processor.model;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One checked method of a guest's interface.
 *
 * @param export the name that the guest exports it by
 * @param method the Java method's name
 * @param parameters in Java's order
 * @param result what the guest returns; a {@link Fallible} where the method throws what the guest returns as an error
 * @param form how it is run
 * @param future what it returns, if that is another library's future
 * @param busy what becomes of a call while another one is under way
 * @param receiver what it is called on
 */
public record GuestMethod(
        String export,
        String method,
        List<Parameter> parameters,
        BorderType result,
        Form form,
        Optional<ForeignFuture> future,
        Busy busy,
        Receiver receiver) {
    /** So many values the host passes as they are; more are passed in memory. */
    public static final int MOST_FLAT = 16;

    /** How a call is run. */
    public enum Form {
        /** On the calling thread, to its end. */
        JOINED,
        /** By an executor, as a future. */
        STARTED,
        /** As the caller will have it. */
        GIVEN
    }

    /** What a method is called on. */
    public enum Receiver {
        /** The guest. */
        GUEST,
        /** An object of a resource of the guest's, which is the first parameter. */
        OBJECT
    }

    /** What becomes of a call while another one is under way. */
    public enum Busy {
        /** It is refused. */
        REFUSED,
        /** It waits for its turn. */
        QUEUED
    }

    /**
     * A future of another library.
     *
     * @param javaClass its class
     * @param converter what makes it
     */
    public record ForeignFuture(JavaClass javaClass, JavaClass converter) {}

    /** Copies the list. */
    public GuestMethod {
        parameters = List.copyOf(parameters);
    }

    /** Those that the Java method has: all but the object that it is called on. */
    public List<Parameter> javaParameters() {
        return receiver == Receiver.OBJECT ? parameters.subList(1, parameters.size()) : parameters;
    }

    /** What it returns where it throws nothing. */
    public BorderType held() {
        return result instanceof Fallible fallible ? fallible.ok().orElse(HostType.VOID) : result;
    }

    /** The Wasm signature as the runtime reads it. */
    public String signature() {
        List<WasmType> arguments = argumentsPlace() == Place.MEMORY ? List.of(WasmType.I32) : flatArguments();
        List<WasmType> results = resultPlace() == Place.MEMORY
                ? List.of(WasmType.I32)
                : result.layout().flat();
        return SignatureText.of(arguments, results);
    }

    /** The values that arguments are, if there are few. */
    public List<WasmType> flatArguments() {
        return layouts().stream().flatMap(layout -> layout.flat().stream()).toList();
    }

    /** Where the host leaves the arguments. */
    public Place argumentsPlace() {
        return flatArguments().size() > MOST_FLAT ? Place.MEMORY : Place.VALUE;
    }

    /** Where the guest leaves the result. */
    public Place resultPlace() {
        return result.layout().flat().size() > 1 ? Place.MEMORY : Place.VALUE;
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

    /** Whether pointers to functions are among the arguments, or returned. */
    public boolean pointsIntoTable() {
        return Stream.concat(Stream.of(held()), parameters.stream().map(Parameter::type))
                .anyMatch(FunctionPointer.class::isInstance);
    }

    /** Whether a call takes memory of the guest's. */
    public boolean allocates() {
        return argumentsPlace() == Place.MEMORY
                || parameters.stream().anyMatch(parameter -> parameter.type().holdsMemory());
    }
}
