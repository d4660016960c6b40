package dev.hostcall.abi;

/** The names of the component model's build target for modules of 32 bits, as tools spell them that do not spell them as before. */
public final class BuildTarget {
    /** Begins the names of all imports and exports that belong to it. */
    public static final String PREFIX = "cm32p2";

    /** Stands between the parts of a name. */
    public static final char SEPARATOR = '|';

    /** The function that takes memory. */
    public static final String REALLOC = PREFIX + "_realloc";

    /** The function that is called before all others. */
    public static final String INITIALIZE = PREFIX + "_initialize";

    private BuildTarget() {}
}
