package dev.hostcall.runtime;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameter and result types of a guest function or hostcall, in order.
 *
 * @param parameters the types of the parameters, first to last
 * @param results the types of the results, first to last
 */
public record Signature(List<ValueType> parameters, List<ValueType> results) {

    /** Copies both lists. */
    public Signature {
        parameters = List.copyOf(Objects.requireNonNull(parameters, "parameters"));
        results = List.copyOf(Objects.requireNonNull(results, "results"));
    }

    /**
     * Reads the form used by guest descriptors and generated code: the letters of the parameters, a colon, the letters
     * of the results; {@code "iI:F"} is {@code (i32, i64) -> f64}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static Signature parse(String text) {
        Objects.requireNonNull(text, "text");
        return new Signature(types(SignatureText.parameters(text)), types(SignatureText.results(text)));
    }

    private static List<ValueType> types(List<WasmType> types) {
        return types.stream().map(ValueType::from).toList();
    }

    /** The argument slots that the parameters take. */
    public int parameterSlots() {
        return slots(parameters);
    }

    /** The argument slots that the results take. */
    public int resultSlots() {
        return slots(results);
    }

    /** The argument slots that a call takes: results take those of the parameters. */
    public int slots() {
        return Math.max(parameterSlots(), resultSlots());
    }

    private static int slots(List<ValueType> types) {
        int slots = 0;
        for (int i = 0; i < types.size(); i++) {
            slots += types.get(i).slots();
        }
        return slots;
    }

    /** Reads like {@code (i32, i64) -> f64}; several results stand in parentheses. */
    @Override
    public String toString() {
        String right = results.size() == 1 ? results.get(0).toString() : list(results);
        return list(parameters) + " -> " + right;
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    // Written out, as a record's own equals leaves its class in a cache of JDK 17's, and the class loader with it.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature that && parameters.equals(that.parameters) && results.equals(that.results);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + results.hashCode();
    }
}
