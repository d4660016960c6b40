package dev.hostcall.abi;

import java.util.List;

/**
 * The signature of a function as descriptors and generated code spell it: the letters of the parameters, a colon, the letters of
 * the results. {@code iI:F} takes an i32 and an i64, and returns an f64.
 */
public final class SignatureText {
    private static final char COLON = ':';

    /** This many letters, the colon included, fit in a number at 3 bits each, beside the tag in bit 0. */
    private static final int PACKED_LETTERS = 21;

    private SignatureText() {}

    /** The text of a signature. */
    public static String of(List<WasmType> parameters, List<WasmType> results) {
        StringBuilder text = new StringBuilder(parameters.size() + 1 + results.size());
        parameters.forEach(type -> text.append(type.letter()));
        text.append(COLON);
        results.forEach(type -> text.append(type.letter()));
        return text.toString();
    }

    /**
     * The parameters that a text names.
     *
     * @throws IllegalArgumentException if it is not a signature
     */
    public static List<WasmType> parameters(String text) {
        return types(text.substring(0, colon(text)));
    }

    /**
     * The results that a text names.
     *
     * @throws IllegalArgumentException if it is not a signature
     */
    public static List<WasmType> results(String text) {
        return types(text.substring(colon(text) + 1));
    }

    private static int colon(String text) {
        int colon = text.indexOf(COLON);
        if (colon < 0 || colon != text.lastIndexOf(COLON)) {
            throw new IllegalArgumentException("signature \"" + text + "\" is not of the form \"parameters:results\"");
        }
        return colon;
    }

    private static List<WasmType> types(String letters) {
        return letters.chars()
                .mapToObj(letter -> WasmType.ofLetter((char) letter))
                .toList();
    }

    /** Whether {@link #packed} can hold it: it is short, and has no vectors. */
    public static boolean isPacked(String text) {
        return text.length() <= PACKED_LETTERS
                && text.chars()
                        .allMatch(letter -> letter == COLON
                                || WasmType.ofLetter((char) letter).isPacked());
    }

    /** The signature as an odd number, equal for equal ones, as {@code guest_same_type} of {@code guest.h} compares them. */
    public static long packed(String text) {
        long packed = 0;
        for (int i = 0; i < text.length(); i++) {
            packed = (packed << 3) | digit(text.charAt(i));
        }
        return (packed << 1) | 1;
    }

    private static int digit(char letter) {
        return letter == COLON ? 1 : WasmType.ofLetter(letter).digit();
    }
}
