package dev.hostcall.processor.model;

import dev.hostcall.abi.SignatureText;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A functional interface whose method takes and returns numbers.
 *
 * @param javaClass its class
 * @param parameters the types of the parameters
 * @param result the type of the result
 */
public record Functional(JavaClass javaClass, List<HostType> parameters, HostType result) {
    /** Copies the list. */
    public Functional {
        parameters = List.copyOf(parameters);
    }

    /** What the parameters are called in generated code. */
    public List<String> variables() {
        return IntStream.range(0, parameters.size()).mapToObj(i -> "a" + i).toList();
    }

    /** The type of the function, as the runtime reads it. */
    public String signature() {
        return SignatureText.of(
                parameters.stream().map(type -> type.wasm().get(0)).toList(), result.wasm());
    }
}
