package dev.hostcall.compiler;

/** How accesses to linear memory are kept within it. */
public enum BoundsMode {
    /**
     * Unchecked accesses in front of inaccessible pages: the fastest code. Each instance reserves a little more than
     * 4 GiB of address space, so some tens of thousands fit a process.
     */
    GUARD,
    /** Each access is compared with the size of memory: slower code, but an instance reserves no more than it may use. */
    EXPLICIT
}
