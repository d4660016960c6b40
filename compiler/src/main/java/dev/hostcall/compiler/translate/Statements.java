package dev.hostcall.compiler.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The C of a function so far, a line for each statement. Labels of one place become one, as C compilers need quadratic time
 * to find that out; so which label a jump names is known only once all are written.
 */
final class Statements {
    private static final String INDENT = "    ";

    /** Where a block can be left for, or an else entered. */
    record Label(char kind, int number) {
        @Override
        public String toString() {
            return kind + "_" + number;
        }
    }

    /** A jump, whose label is missing at {@code place} in the text. */
    private record Jump(int place, Label to) {}

    private final StringBuilder out = new StringBuilder();
    private final List<Jump> jumps = new ArrayList<>();
    private final Map<Label, Label> sameAs = new HashMap<>();
    private Label lastLabel = new Label('L', 0);
    private int lastLabelEnd = -1;

    /** Adds a statement. */
    void line(String text) {
        out.append(INDENT).append(text).append('\n');
    }

    /** Adds a jump, with what is before and after it in its line. */
    void jump(String before, Label to, String after) {
        out.append(INDENT).append(before).append("goto ");
        jumps.add(new Jump(out.length(), to));
        out.append(';').append(after).append('\n');
    }

    /** Adds a label. */
    void label(Label label) {
        if (out.length() == lastLabelEnd) {
            sameAs.put(label, lastLabel);
            return;
        }
        line(label + ":;");
        lastLabel = label;
        lastLabelEnd = out.length();
    }

    /** How long the text is, without the labels that jumps miss: a place to {@linkplain #cut return} to. */
    int length() {
        return out.length();
    }

    /** Removes the statements after the place, none of which is a jump or a label. */
    void cut(int length) {
        out.setLength(length);
    }

    /** All lines. */
    String text() {
        StringBuilder text = new StringBuilder(out.length() + 8 * jumps.size());
        int done = 0;
        for (Jump jump : jumps) {
            text.append(out, done, jump.place()).append(sameAs.getOrDefault(jump.to(), jump.to()));
            done = jump.place();
        }
        return text.append(out, done, out.length()).toString();
    }
}
