package dev.hostcall.cli;

/** What a process ends with where it is not a program's own, in the numbers that shells and {@code timeout} use. */
final class ExitStatus {
    static final int DONE = 0;

    /** A module was refused, or there is no such file. */
    static final int FAILED = 1;

    static final int WRONG_USAGE = 2;

    /** The time that {@code --timeout} gives has passed. */
    static final int TIMED_OUT = 124;

    /** The command line itself has failed. */
    static final int INTERNAL_ERROR = 125;

    /** A program is there, and cannot be run. */
    static final int NOT_RUNNABLE = 126;

    static final int NOT_FOUND = 127;

    /** As after SIGABRT. */
    static final int TRAPPED = 134;

    /** As after SIGKILL. */
    static final int KILLED = 137;

    /** As after SIGPIPE. */
    static final int BROKEN_PIPE = 141;

    private ExitStatus() {}
}
