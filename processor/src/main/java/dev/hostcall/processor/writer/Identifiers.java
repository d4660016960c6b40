package dev.hostcall.processor.writer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Gives out identifiers that are legal and different from each other in one scope. */
final class Identifiers {
    private final Set<String> taken;
    private final Map<String, Integer> next =
            new HashMap<>(); // number to try, of wishes that were taken: thousands may be the same

    /** A scope in which these words are reserved. */
    Identifiers(Set<String> reserved) {
        this.taken = new HashSet<>(reserved);
    }

    /** The wish itself, or with the lowest number, from 2, that makes it different from all before. */
    String unique(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name = wish + "_" + next.merge(wish, 2, (last, any) -> last + 1);
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
