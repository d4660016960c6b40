package dev.hostcall.processor.writer;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** Gives out identifiers that are legal and different from each other in one scope. */
final class Identifiers {
    private final Set<String> taken;

    /** A scope in which these words cannot be used. */
    Identifiers(Set<String> reserved) {
        this.taken = new HashSet<>(reserved);
    }

    /** The wish itself, or with the lowest number from 2 that makes it different from all before. */
    String unique(String wish) {
        String name = wish;
        for (int i = 2; !taken.add(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }

    /** The text with {@code _} for each character that is not allowed. */
    static String replace(String text, IntPredicate allowed) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(allowed.test(point) ? point : '_'));
        return out.toString();
    }

    static boolean isAsciiLetterOrDigit(int point) {
        return point < 0x80 && Character.isLetterOrDigit(point);
    }
}
