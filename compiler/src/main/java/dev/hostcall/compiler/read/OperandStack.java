package dev.hostcall.compiler.read;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of the operands where a body is being read. Where code cannot be reached, operands of any type are there to be
 * taken, as the specification's algorithm has it.
 */
final class OperandStack {
    private static final int MOST_OPERANDS = 100_000;

    private final Input in;
    private final Instructions at;
    private @Nullable Type[] types = new Type[64]; // null: any
    private int height;
    private int base;
    private boolean unreachable;

    OperandStack(Input in, Instructions at) {
        this.in = in;
        this.at = at;
    }

    int height() {
        return height;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    /** Hides what lies below the height; {@code nowUnreachable} is whether any operand can be taken there. */
    void enter(int newBase, boolean nowUnreachable) {
        base = newBase;
        unreachable = nowUnreachable;
    }

    /** What follows cannot be reached. */
    void leave() {
        height = base;
        unreachable = true;
    }

    /** Adds one, of any type if it is null. */
    void push(@Nullable Type type) {
        if (height == types.length) {
            in.limit(height + 1L, MOST_OPERANDS, "operands on its stack", at.offset());
            types = Arrays.copyOf(types, Math.min(2 * height, MOST_OPERANDS));
        }
        types[height++] = type;
    }

    void pushAll(List<Type> all) {
        for (int i = 0; i < all.size(); i++) {
            push(all.get(i));
        }
    }

    void pop(Type expected) {
        Type found = popAny();
        if (found != null && !found.isA(expected)) {
            throw mismatch(expected.toString(), found);
        }
    }

    /** What an operator takes off, and what it adds. */
    void apply(Type[] taken, Type[] given) {
        for (int i = taken.length - 1; i >= 0; i--) {
            pop(taken[i]);
        }
        for (Type type : given) {
            push(type);
        }
    }

    /** As {@link #apply(Type[], Type[])}, of a load or store: the first that it takes is an address of this type. */
    void apply(Type[] taken, Type[] given, Type address) {
        for (int i = taken.length - 1; i > 0; i--) {
            pop(taken[i]);
        }
        pop(address);
        for (Type type : given) {
            push(type);
        }
    }

    void popAll(List<Type> expected) {
        for (int i = expected.size() - 1; i >= 0; i--) {
            pop(expected.get(i));
        }
    }

    /** Compares the topmost operands, which stay. */
    void peekAll(List<Type> expected) {
        for (int i = expected.size() - 1, k = height - 1; i >= 0; i--, k--) {
            if (k < base) {
                if (!unreachable) {
                    throw missing();
                }
                return;
            }
            Type found = types[k];
            if (found != null && !found.isA(expected.get(i))) {
                throw mismatch(expected.get(i).toString(), found);
            }
        }
    }

    /** Takes one operand of any type off; null if it could be of any. */
    @Nullable
    Type popAny() {
        if (height > base) {
            return types[--height];
        }
        if (!unreachable) {
            throw missing();
        }
        return null;
    }

    /** Takes a reference of any type off; null if it could be of any. */
    @Nullable
    Type popReference() {
        Type found = popAny();
        if (found != null && !found.isReference()) {
            throw mismatch("a reference", found);
        }
        return found;
    }

    /** The operands of a select that names no type: two of the same type, not references. */
    void select() {
        Type second = popNumber();
        Type first = popNumber();
        if (first != null && second != null && !first.equals(second)) {
            throw mismatch(first.toString(), second);
        }
        push(first == null ? second : first);
    }

    private @Nullable Type popNumber() {
        Type found = popAny();
        if (found != null && found.isReference()) {
            throw mismatch("a number", found);
        }
        return found;
    }

    void checkEmpty() {
        if (height != base) {
            throw in.invalid("type mismatch: " + (height - base) + " operands too many before " + what(), at.offset());
        }
    }

    private RefusedException missing() {
        return in.invalid("type mismatch: " + what() + " requires more than the stack has", at.offset());
    }

    private RefusedException mismatch(String expected, Type found) {
        return in.invalid(
                "type mismatch: " + what() + " requires " + expected + " but the stack has " + found, at.offset());
    }

    private String what() {
        return at.text();
    }
}
