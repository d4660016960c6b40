package dev.hostcall.processor.model;

import static java.util.stream.Collectors.joining;

import java.util.Locale;

/** Spells text that may hold any character in ASCII. */
public final class Escapes {
    private Escapes() {}

    /** For messages and comments: printable ASCII as it is, and all else by its number, {@code \}{@code u000a}. */
    public static String printable(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : byNumber(c))
                .collect(joining());
    }

    /** For Java source: leaves ASCII alone and spells the rest as Unicode escapes, which Java reads everywhere. */
    public static String asciiSource(String source) {
        return source.chars()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : byNumber(c))
                .collect(joining());
    }

    /** A Java string literal with its quotes. Line ends are octal: as Unicode escapes they would end the line. */
    public static String javaLiteral(String text) {
        return text.chars().mapToObj(Escapes::inLiteral).collect(joining("", "\"", "\""));
    }

    private static String inLiteral(int c) {
        if (c == '"' || c == '\\') {
            return "\\" + (char) c;
        }
        if (c >= ' ' && c <= '~') {
            return Character.toString(c);
        }
        return c < 0x80 ? String.format(Locale.ROOT, "\\%03o", c) : byNumber(c);
    }

    private static String byNumber(int c) {
        return String.format(Locale.ROOT, "\\u%04x", c);
    }
}
