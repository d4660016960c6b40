package dev.hostcall.benchmarks.report;

import java.util.List;

/**
 * How large the heap of a JVM is in which time is measured: always the same, and touched before it starts, so that no call pays for the
 * machine's first sight of a page. What allocating and collecting costs is measured apart.
 */
public final class Heap {
    /** From the beginning. */
    public static final String INITIAL = "-Xms512m";

    /** To the end. */
    public static final String GREATEST = "-Xmx512m";

    /** For young objects, of that. */
    public static final String YOUNG = "-Xmn256m";

    /** Before anything else is done. */
    public static final String TOUCHED = "-XX:+AlwaysPreTouch";

    /** All of these. */
    public static final List<String> OPTIONS = List.of(INITIAL, GREATEST, YOUNG, TOUCHED);

    private Heap() {}
}
