package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.internal.memory.MemoryCore;

/** Checks of the pointers and lengths that guests pass. */
final class Ranges {
    private Ranges() {}

    /** The address that a pointer stands for, if so many bytes at it lie inside of memory, and are aligned. */
    static long check(MemoryCore memory, int pointer, long bytes, int alignment) {
        long address = Integer.toUnsignedLong(pointer);
        if (!memory.contains(address, bytes)) {
            throw new GuestFault(
                    TrapCode.MEMORY_OUT_OF_BOUNDS,
                    address,
                    "an argument of %d bytes at %d lies outside of memory of %d bytes"
                            .formatted(bytes, address, memory.size()));
        }
        if ((address & alignment - 1) != 0) {
            throw new IllegalArgumentException(
                    "an argument is passed at %d; it must be aligned to %d bytes".formatted(address, alignment));
        }
        return address;
    }

    static int javaLength(long length, String what) {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an argument has %d %s; Java takes 2147483647 at most".formatted(length, what));
        }
        return (int) length;
    }
}
