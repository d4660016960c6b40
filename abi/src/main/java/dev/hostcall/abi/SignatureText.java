package dev.hostcall.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * The signature of a function as descriptors and generated code spell it: the letters of the parameters, a colon, the letters of
 * the results. {@code iI:F} takes an i32 and an i64, and returns an f64.
 *
 * <p>Between guests, references are told apart further: {@code <i:i>} refers to a function of that type, {@code @} to one of the type
 * in whose text it stands, and {@code !} before a reference leaves out null: such texts are <em>precise</em>. Who only wants to know
 * what values are takes all of these for a funcref or externref.
 */
public final class SignatureText {
    /** What stands between parameters and results. */
    public static final char COLON = ':';

    /** Stands before a reference type without null. */
    public static final String NOT_NULL = "!";

    /** Stands for a reference to the type in whose text it is. */
    public static final String ITSELF = "@";

    private static final String ANY_FUNCTION = String.valueOf(WasmType.FUNCREF.letter());
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

    /** The parameters, each as it is written, where it could stand by itself: what refers to the signature is written out. */
    public static List<String> parameterTexts(String text) {
        return writtenOut(texts(text.substring(0, colon(text))), text);
    }

    /** The results, as {@link #parameterTexts} has the parameters. */
    public static List<String> resultTexts(String text) {
        return writtenOut(texts(text.substring(colon(text) + 1)), text);
    }

    private static List<String> writtenOut(List<String> types, String signature) {
        return types.stream()
                .map(type -> type.endsWith(ITSELF) ? type.replace(ITSELF, reference(signature)) : type)
                .toList();
    }

    private static List<String> texts(String letters) {
        List<String> texts = new ArrayList<>();
        int begin = 0;
        int depth = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            depth += letter == OPEN ? 1 : letter == CLOSE ? -1 : 0;
            if (depth == 0 && letter != '!') {
                texts.add(letters.substring(begin, i + 1));
                begin = i + 1;
            }
        }
        return List.copyOf(texts);
    }

    /** What values of a type are, of which this is the text. */
    public static WasmType erased(String type) {
        char last = type.charAt(type.length() - 1);
        return last == CLOSE || ITSELF.indexOf(last) >= 0 ? WasmType.FUNCREF : WasmType.ofLetter(last);
    }

    /** Whether all values of a type are values of another, both of which are texts by themselves. */
    public static boolean isA(String type, String other) {
        return (isNullable(other) || !isNullable(type)) && isSameOrFunction(withNull(type), withNull(other));
    }

    private static boolean isSameOrFunction(String type, String other) {
        return type.equals(other) || (other.equals(ANY_FUNCTION) && type.charAt(0) == OPEN);
    }

    /** Whether null is a value of a type of references. */
    public static boolean isNullable(String type) {
        return !type.startsWith(NOT_NULL);
    }

    private static String withNull(String type) {
        return isNullable(type) ? type : type.substring(NOT_NULL.length());
    }

    /** A type in the words of the text format, with the signature written out that it refers to. */
    public static String describe(String type) {
        WasmType erased = erased(type);
        if (type.length() == 1 && !type.equals(ITSELF)) {
            return erased.toString();
        }
        String core = withNull(type);
        String to = core.equals(ITSELF)
                ? "itself"
                : core.charAt(0) == OPEN
                        ? describeSignature(core.substring(1, core.length() - 1))
                        : erased.toString().replace("ref", "");
        return "(ref " + (isNullable(type) ? "null " : "") + to + ")";
    }

    /** A signature likewise; it reads like {@code (i32, (ref func)) -> f64}. */
    public static String describeSignature(String text) {
        List<String> results = described(text.substring(colon(text) + 1));
        return list(described(text.substring(0, colon(text)))) + " -> "
                + (results.size() == 1 ? results.get(0) : list(results));
    }

    private static List<String> described(String letters) {
        return texts(letters).stream().map(SignatureText::describe).toList();
    }

    private static String list(List<String> types) {
        return "(" + String.join(", ", types) + ")";
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
