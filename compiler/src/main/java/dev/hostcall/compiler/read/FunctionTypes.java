package dev.hostcall.compiler.read;

import dev.hostcall.abi.SignatureText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The function types of a module by index. Types that are equal in the specification's sense are one object here: a type may refer to
 * those before it and to itself, and references to equal types are equal.
 */
final class FunctionTypes {
    /** Stands for the type being read, where that refers to itself. */
    private static final int ITSELF = Integer.MAX_VALUE;

    /** What a signature refers to is written out in its text. */
    private static final int MOST_CHARACTERS = 10_000;

    private final List<Signature> types = new ArrayList<>();
    private final List<Integer> first = new ArrayList<>();
    private final Map<Signature, Integer> known = new HashMap<>();
    private final IdentityHashMap<Signature, Integer> places = new IdentityHashMap<>();
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
    void add(Input in, Signature type, int offset) {
        reading = false;
        int index = types.size();
        Integer equal = known.putIfAbsent(type, index);
        first.add(equal == null ? index : equal);
        if (equal == null) {
            String text = text(type);
            in.limit(text.length(), MOST_CHARACTERS, "characters in its text, with all that it refers to", offset);
            Signature added = type.with(ITSELF, index, text);
            places.put(added, index);
            types.add(added);
        } else {
            types.add(types.get(equal));
        }
    }

    /** The signature in the descriptor's notation, see {@link SignatureText}. */
    private String text(Signature type) {
        StringBuilder text = new StringBuilder();
        type.takes().forEach(each -> text.append(text(each)));
        text.append(SignatureText.COLON);
        type.gives().forEach(each -> text.append(text(each)));
        return text.toString();
    }

    private String text(Type type) {
        return type.text(
                heap -> heap == ITSELF ? SignatureText.ITSELF : types.get(heap).reference());
    }

    /** The type of references to functions of a signature that is one of these. */
    Type reference(Signature signature) {
        return Type.notNull(Objects.requireNonNull(places.get(signature)));
    }

    /** What references to a type of this index refer to: the first that is equal to it. */
    int heap(Input in, long index, int offset) {
        if (reading && index == types.size()) {
            return ITSELF;
        }
        return first.get(Declarations.checked(in, "type", index, types.size(), offset));
    }
}
