package dev.hostcall.runtime;

/** Pages of linear memory at first and at most. */
record MemorySize(long pages, long maxPages) {}
