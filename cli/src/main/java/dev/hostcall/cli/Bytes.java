package dev.hostcall.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them. */
final class Bytes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})([KMG]?)");

    private Bytes() {}

    static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no number of bytes; write 65536, 64K, 16M or 1G, say");
        }
        int shift = 10 * " KMG".indexOf(form.group(2).isEmpty() ? " " : form.group(2));
        return Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift);
    }
}
