package dev.hostcall.compiler.read;

/** What follows an operator's code in the binary format. */
enum Immediate {
    NONE,
    /** A byte that is zero. */
    RESERVED,
    BLOCK_TYPE,
    LABEL,
    /** A vector of labels, and the one for all other numbers. */
    LABELS,
    FUNCTION,
    TYPE,
    TYPE_AND_TABLE,
    /** The one result type of a select, in a vector. */
    TYPES,
    LOCAL,
    GLOBAL,
    TABLE,
    TABLES,
    TAG,
    /** A block type, and a vector of clauses. */
    CATCHES,
    /** An alignment and an offset. */
    ACCESS,
    MEMORY,
    MEMORIES,
    DATA,
    DATA_AND_MEMORY,
    ELEMENTS,
    ELEMENTS_AND_TABLE,
    I32,
    I64,
    F32,
    F64,
    HEAP_TYPE,
    V128,
    LANE,
    ACCESS_AND_LANE,
    /** The sixteen lanes of a shuffle. */
    SHUFFLE
}
