package dev.hostcall.compiler.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The function types of a module by index. Types that are equal in the specification's sense are one object here: a type may refer to
 * those before it and to itself, and references to equal types are equal.
 */
final class FunctionTypes {
    /** Stands for the type being read, where that refers to itself. */
    private static final int ITSELF = Integer.MAX_VALUE;

    private final List<Signature> types = new ArrayList<>();
    private final List<Integer> first = new ArrayList<>();
    private final Map<Signature, Integer> known = new HashMap<>();
    private boolean reading;

    int size() {
        return types.size();
    }

    Signature get(int index) {
        return types.get(index);
    }

    /** All of them by index. */
    List<Signature> all() {
        return List.copyOf(types);
    }

    /** What follows up to {@link #add} may refer to the type that is added. */
    void begin() {
        reading = true;
    }

    /** Adds what was read since {@link #begin}. */
    void add(Signature type) {
        reading = false;
        int index = types.size();
        Integer equal = known.putIfAbsent(type, index);
        first.add(equal == null ? index : equal);
        types.add(equal == null ? type.with(ITSELF, index) : types.get(equal));
    }

    /** What references to a type of this index refer to: the first that is equal to it. */
    int heap(Input in, long index, int offset) {
        if (reading && index == types.size()) {
            return ITSELF;
        }
        return first.get(Declarations.checked(in, "type", index, types.size(), offset));
    }
}
