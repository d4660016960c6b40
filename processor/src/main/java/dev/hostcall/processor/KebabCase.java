package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.WitName;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns a Java name into one of WIT's, the words of {@link SnakeCase} with hyphens between them: {@code fetchAll} is {@code fetch-all}. A
 * word cannot begin with a digit there, so it is joined to the one before: {@code HTTP_1_1} is {@code http11}.
 */
final class KebabCase {
    private KebabCase() {}

    /** What the name is, whether or not WIT can have it. */
    static String of(String name) {
        StringBuilder kebab = new StringBuilder();
        for (String word : SnakeCase.of(name).split("_", -1)) {
            if (!word.isEmpty()) {
                kebab.append(kebab.isEmpty() || isDigit(word.charAt(0)) ? "" : "-")
                        .append(word);
            }
        }
        return kebab.toString();
    }

    /** The most similar label, if the text has a letter of ASCII's. */
    static Optional<String> suggestion(String text) {
        String plain = Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFKD)
                .codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                .mapToObj(point -> isPlain(point) ? Character.toString(point) : "_")
                .collect(joining())
                .replaceFirst("^[0-9_]+", "");
        return Optional.of(of(plain).toLowerCase(Locale.ROOT)).filter(WitName::isLabel);
    }

    private static boolean isPlain(int point) {
        return point < 0x80 && Character.isLetterOrDigit(point);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
