package dev.hostcall.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The hostcalls given do not fit a guest's imports. {@link #problems} names every problem, not only the first; the message
 * is as long as can be read.
 */
public final class LinkException extends HostcallException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 20;

    private final transient List<String> problems;

    /** With lines that say what was given. */
    LinkException(String guest, List<String> problems, List<String> given) {
        super("cannot link " + guest + ":\n  " + String.join("\n  ", lines(problems, given)));
        this.problems = List.copyOf(problems);
    }

    private static List<String> lines(List<String> problems, List<String> given) {
        List<String> lines = new ArrayList<>(problems.subList(0, Math.min(MAX_SHOWN, problems.size())));
        if (problems.size() > MAX_SHOWN) {
            lines.add("and " + (problems.size() - MAX_SHOWN) + " more problems");
        }
        lines.addAll(given);
        return lines;
    }

    /** One sentence for each import that is missing, mistyped or offered twice. */
    public List<String> problems() {
        return problems;
    }
}
