package dev.hostcall.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * The signature of a function as descriptors and generated code spell it: the letters of the parameters, a colon, the letters of
 * the results. {@code iI:F} takes an i32 and an i64, and returns an f64.
 *
 * <p>Between guests, references are told apart further: {@code <i:i>} refers to a function of that type, {@code @} to one of the type
 * in whose text it stands, and {@code !} before a reference leaves out null. Who only wants to know what values are takes all of
 * these for a funcref.
 */
public final class SignatureText {
    /** What stands between parameters and results. */
    public static final char COLON = ':';

    /** Stands before a reference type without null. */
    public static final String NOT_NULL = "!";

    /** Stands for a reference to the type in whose text it is. */
    public static final String ITSELF = "@";

    private static final char OPEN = '<';
    private static final char CLOSE = '>';

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

    /** A reference to functions of a signature, which is a text. */
    public static String reference(String signature) {
        return OPEN + signature + CLOSE;
    }

    /** Whether it tells references apart further than a funcref or externref does, so that only guests know what may be passed. */
    public static boolean isPrecise(String text) {
        return text.chars().anyMatch(letter -> letter == OPEN || letter == '@' || letter == '!');
    }

    private static int colon(String text) {
        int colon = -1;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            depth += letter == OPEN ? 1 : letter == CLOSE ? -1 : 0;
            if (letter == COLON && depth == 0) {
                colon = colon < 0 ? i : text.length();
            }
        }
        if (colon < 0 || colon == text.length()) {
            throw new IllegalArgumentException("signature \"" + text + "\" is not of the form \"parameters:results\"");
        }
        return colon;
    }

    private static List<WasmType> types(String letters) {
        List<WasmType> types = new ArrayList<>(letters.length());
        int depth = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            depth += letter == CLOSE ? -1 : 0;
            boolean isReference = letter == CLOSE || letter == '@';
            if (depth == 0 && letter != OPEN && letter != '!') {
                types.add(isReference ? WasmType.FUNCREF : WasmType.ofLetter(letter));
            }
            depth += letter == OPEN ? 1 : 0;
        }
        return List.copyOf(types);
    }

    /** Whether {@link #packed} can hold it: it is short, and has no vectors. */
    public static boolean isPacked(String text) {
        return text.length() <= PACKED_LETTERS
                && !isPrecise(text)
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
