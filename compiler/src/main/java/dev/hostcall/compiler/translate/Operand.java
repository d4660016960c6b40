package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import java.util.ArrayList;
import java.util.List;

/**
 * A value on the operand stack of the translation, not yet evaluated: it has no effects, and is evaluated at most once, where it
 * is consumed, which must be before any of its {@link #locals} changes.
 */
sealed interface Operand {

    WasmType type();

    /** The expression in C; binds at least as tightly as a cast. */
    String text();

    /** The number of operators in it. */
    default int weight() {
        return 0;
    }

    /** The Wasm locals it reads. */
    default List<Integer> locals() {
        return List.of();
    }

    /** The variables that are free again once it is consumed. */
    default List<Variable> temporaries() {
        return List.of();
    }

    /** The same as an address of 32 bits, where it may be of 64: what is none then is above all that there is. */
    default Operand narrow() {
        if (type() != WasmType.I64) {
            return this;
        }
        if (this instanceof Constant constant && constant.bits() >>> Integer.SIZE == 0) {
            return new Constant(WasmType.I32, constant.bits());
        }
        return new Expression(WasmType.I32, "WASM_ADDRESS(" + text() + ")", weight() + 1, locals(), temporaries());
    }

    /** The same value, of which another operand frees the variables. */
    default Operand borrowed() {
        return temporaries().isEmpty() ? this : new Expression(type(), text(), weight(), locals(), List.of());
    }

    /** Whether it can be written twice for nothing and stays the same whatever happens to locals. */
    default boolean isSettled() {
        return weight() == 0 && locals().isEmpty();
    }

    /** An expression over others, which it takes over. */
    static Operand composed(WasmType type, String text, Operand... parts) {
        int weight = 1;
        List<Integer> locals = new ArrayList<>();
        List<Variable> temporaries = new ArrayList<>();
        for (Operand part : parts) {
            weight += part.weight();
            locals.addAll(part.locals());
            temporaries.addAll(part.temporaries());
        }
        return new Expression(type, text, weight, locals, temporaries);
    }

    /** A number; {@code bits} as the reader gives them. */
    record Constant(WasmType type, long bits) implements Operand {
        @Override
        public String text() {
            return Constants.literal(type, bits);
        }
    }

    /** A vector that is known. */
    record Vector(long low, long high) implements Operand {
        @Override
        public WasmType type() {
            return WasmType.V128;
        }

        @Override
        public String text() {
            return Constants.vector(low, high);
        }
    }

    /** A reference to nothing, or to a function of the module. */
    record Reference(WasmType type, String text) implements Operand {}

    /** A local of the function in Wasm, under the same number in C. */
    record Local(WasmType type, int index) implements Operand {
        @Override
        public String text() {
            return "l_" + index;
        }

        @Override
        public List<Integer> locals() {
            return List.of(index);
        }
    }

    /** A variable of the function in C, which holds this one value. */
    record Variable(WasmType type, int number) implements Operand {
        @Override
        public String text() {
            return type.letter() + "_" + number;
        }

        @Override
        public List<Variable> temporaries() {
            return List.of(this);
        }
    }

    /** Anything else. */
    record Expression(WasmType type, String text, int weight, List<Integer> locals, List<Variable> temporaries)
            implements Operand {}
}
