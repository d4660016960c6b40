package dev.hostcall.compiler.read;

/** What a module may contain that needs something where it is compiled. */
public enum Use {
    /** A value of type v128. */
    VECTORS,
    /** A try block, in either form: exceptions can be caught. */
    HANDLERS,
    /** A reference to an exception, or one that is thrown again. */
    EXCEPTION_REFERENCES,
    /** An atomic operator that does not wait. */
    ATOMICS,
    /** An operator that waits on a memory. */
    WAITS
}
