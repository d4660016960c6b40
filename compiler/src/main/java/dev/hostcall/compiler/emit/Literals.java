package dev.hostcall.compiler.emit;

import java.nio.charset.StandardCharsets;

/** Foreign text as a C literal that nothing in the text can end. */
final class Literals {
    private Literals() {}

    /**
     * A string literal: UTF-8, with U+0000 as C0 80. Letters, digits and a few harmless signs stand for themselves, all
     * else is an octal escape of three digits.
     */
    static String string(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            if (c == 0) {
                literal.append("\\300\\200");
            } else if ((c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '.' || c == '-' || c == ' ') {
                literal.append((char) c);
            } else {
                literal.append('\\').append(c >> 6).append((c >> 3) & 7).append(c & 7);
            }
        }
        return literal.append('"').toString();
    }
}
