package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A value on the operand stack of the translation: a C expression without effects, not yet evaluated. It is evaluated at
 * most once, where it is consumed, which must be before any of {@code locals} changes.
 *
 * @param text binds at least as tightly as a cast
 * @param weight the number of operators in it
 * @param locals the Wasm locals it reads
 * @param temporaries the variables that are free again once it is consumed
 */
record Operand(Type type, String text, int weight, List<Integer> locals, List<String> temporaries) {

    static Operand constant(Type type, String text) {
        return new Operand(type, text, 0, List.of(), List.of());
    }

    static Operand local(Type type, int index) {
        return new Operand(type, "l_" + index, 0, List.of(index), List.of());
    }

    static Operand temporary(Type type, String name) {
        return new Operand(type, name, 0, List.of(), List.of(name));
    }

    /** One that reads the same variable but leaves its release to another. */
    Operand borrowed() {
        return new Operand(type, text, weight, locals, List.of());
    }

    /** An expression over others, which it takes over. */
    static Operand composed(Type type, String text, Operand... parts) {
        int weight = 1;
        List<Integer> locals = new ArrayList<>();
        List<String> temporaries = new ArrayList<>();
        for (Operand part : parts) {
            weight += part.weight;
            locals.addAll(part.locals);
            temporaries.addAll(part.temporaries);
        }
        return new Operand(type, text, weight, locals, temporaries);
    }

    /** Whether it can be written twice for nothing and stays the same whatever happens to locals. */
    boolean isSettled() {
        return weight == 0 && locals.isEmpty();
    }
}
