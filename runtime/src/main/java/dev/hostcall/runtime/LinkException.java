package dev.hostcall.runtime;

import java.util.List;

/** The hostcalls given do not fit a guest's imports. Names every problem, not only the first. */
public final class LinkException extends HostcallException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    LinkException(String guest, List<String> problems) {
        super("cannot link " + guest + ":\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each import that is missing, mistyped or offered twice. */
    public List<String> problems() {
        return problems;
    }
}
