package dev.hostcall.processor.model;

/** Spells text that may hold any character in printable ASCII. */
public final class Escapes {
    private Escapes() {}

    /** For messages and comments: printable ASCII as it is, all else as {@code \}{@code uXXXX}. */
    public static String printable(String text) {
        return unicode(text, ' ');
    }

    /** For Java source: leaves ASCII alone and spells the rest as Unicode escapes, which Java reads everywhere. */
    public static String asciiSource(String source) {
        return unicode(source, '\0');
    }

    private static String unicode(String text, char lowest) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= lowest && c <= '~') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }
}
