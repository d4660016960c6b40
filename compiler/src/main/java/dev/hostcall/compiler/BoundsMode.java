package dev.hostcall.compiler;

/** How accesses to linear memory are kept within bounds. */
public enum BoundsMode {
    /**
     * Accesses are not checked; a stray one hits inaccessible pages and faults. This is the fastest code. Each instance reserves a little more than
     * 4 GiB of address space, so a process has room for about ten thousand.
     */
    GUARD,
    /** Each access is compared with the size of memory. The code is slower, but an instance reserves no more than it may use. */
    EXPLICIT
}
