package dev.hostcall.wasi.internal.descriptor;

import java.util.OptionalLong;

/**
 * New times of a file in nanoseconds since 1970; what is empty stays. "Now" is a time by the guest's clock already.
 *
 * @param accessed when it was last read
 * @param modified when it was last written
 */
public record FileTimes(OptionalLong accessed, OptionalLong modified) {}
