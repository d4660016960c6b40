package dev.hostcall.compiler.read;

import java.util.List;
import java.util.stream.Collectors;

/** Parameter and result types of a function or block. Equal signatures are one type, in this module and in any other. */
public record Signature(List<ValueType> parameters, List<ValueType> results) {

    /** So many letters, the colon included, fit a number at 3 bits each beside the tag in bit 0. */
    private static final int PACKED_LETTERS = 21;

    private static final String ALPHABET = ":iIfFce";

    public Signature {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The guest descriptor's notation, such as {@code iI:F}. */
    public String letters() {
        return letters(parameters) + ":" + letters(results);
    }

    private static String letters(List<ValueType> types) {
        return types.stream().map(type -> String.valueOf(type.letter())).collect(Collectors.joining());
    }

    /** Whether {@link #packed} can hold it. */
    public boolean isPacked() {
        return parameters.size() + 1 + results.size() <= PACKED_LETTERS;
    }

    /** The signature as an odd number, as guest_same_type of guest.h compares them. */
    public long packed() {
        long packed = 0;
        for (char letter : letters().toCharArray()) {
            packed = (packed << 3) | (ALPHABET.indexOf(letter) + 1);
        }
        return (packed << 1) | 1;
    }

    /** The slots a call of it takes: arguments and results share them. */
    public int slots() {
        return Math.max(parameters.size(), results.size());
    }
}
