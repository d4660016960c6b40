package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.internal.reference.Member;

/** An instance, as the owner of memory that others reach too. */
public interface Owner extends Member {
    /** What keeps others out of its memory once it is closed. */
    Gate gate();
}
