package dev.hostcall.compiler.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * C with named holes, so that what is written can be read in the Java that writes it:
 *
 * <pre>
 * static void ${name}(struct guest *g) {
 *     guest_enter(g);
 *     ${statements}
 * }
 * </pre>
 *
 * A hole that stands alone on its line takes any number of lines, each indented as the hole is; without lines, the hole's line
 * is left out.
 */
public final class Template {
    private static final Pattern HOLE = Pattern.compile("(?m)^( *)\\$\\{(\\w+)}\n|\\$\\{(\\w+)}");

    /** Text, and the hole after it; {@code indent} is that of a hole for lines, null for one within a line. */
    private record Part(String text, String hole, @Nullable String indent) {}

    private final List<Part> parts = new ArrayList<>();
    private final String end;
    private final long holes;

    private Template(String text) {
        Matcher matcher = HOLE.matcher(text);
        int done = 0;
        while (matcher.find()) {
            String lines = matcher.group(2);
            parts.add(new Part(
                    text.substring(done, matcher.start()),
                    lines == null ? matcher.group(3) : lines,
                    lines == null ? null : matcher.group(1)));
            done = matcher.end();
        }
        end = text.substring(done);
        holes = parts.stream().map(Part::hole).distinct().count();
    }

    /** The template of this text. */
    public static Template of(String text) {
        return new Template(text);
    }

    /**
     * The text with its holes filled.
     *
     * @param namesAndValues each hole's name, followed by what fills the hole
     * @throws IllegalArgumentException if a hole is not filled, or there is no such hole
     */
    public String fill(Object... namesAndValues) {
        if (namesAndValues.length != 2 * holes) {
            throw new IllegalArgumentException(namesAndValues.length / 2 + " values for " + holes + " holes");
        }
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(part.text());
            String value = value(part.hole(), namesAndValues);
            if (part.indent() == null) {
                out.append(value);
            } else {
                appendLines(out, part.indent(), value);
            }
        }
        return out.append(end).toString();
    }

    private static String value(String hole, Object[] namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(hole)) {
                return namesAndValues[i + 1].toString();
            }
        }
        throw new IllegalArgumentException("nothing fills the hole " + hole);
    }

    private static void appendLines(StringBuilder out, String indent, String lines) {
        int begin = 0;
        while (begin < lines.length()) {
            int end = lines.indexOf('\n', begin);
            int next = end < 0 ? lines.length() : end + 1;
            out.append(indent).append(lines, begin, next);
            if (end < 0) {
                out.append('\n');
            }
            begin = next;
        }
    }
}
