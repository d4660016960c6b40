package dev.hostcall.runtime;

/**
 * What one instance of a region may use. Sizes are in bytes and rounded up to whole units of 64 KiB. Immutable.
 *
 * @param memorySize the most linear memory an instance may have, also by growing
 * @param stackSize the guest's stack, without the reserve for signal handlers below it
 * @param addressSpace the address space reserved from the base of linear memory on. Guests compiled for guard pages
 *     need at least what their object states, slightly more than 4 GiB; an amount not above {@code memorySize} means
 *     that the region has no guard pages at all, holds only guests with explicit bounds checks, and costs no mappings,
 *     of which Linux allows about 65,000 to a process
 */
public record Limits(long memorySize, long stackSize, long addressSpace) {
    static final long UNIT = 64 * 1024;
    private static final long MAX_MEMORY = 65_536L * 65_536L;
    private static final long MAX_STACK = 1L << 30;
    private static final long MAX_ADDRESS_SPACE = 1L << 40;

    /** Rounds up, and checks. */
    public Limits {
        memorySize = roundUp("memorySize", memorySize, 0, MAX_MEMORY);
        stackSize = roundUp("stackSize", stackSize, UNIT, MAX_STACK);
        addressSpace = Math.max(roundUp("addressSpace", addressSpace, 0, MAX_ADDRESS_SPACE), memorySize);
    }

    private static long roundUp(String name, long bytes, long least, long most) {
        if (bytes < least || bytes > most) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be from %d to %d bytes".formatted(name, bytes, least, most));
        }
        return (bytes + UNIT - 1) / UNIT * UNIT;
    }

    /** For guests compiled for guard pages: memory up to 4 GiB, a stack of 512 KiB, 8 GiB of address space. */
    public static Limits defaults() {
        return new Limits(MAX_MEMORY, 512 * 1024, (8L << 30) + UNIT);
    }

    /** For very many small guests with explicit bounds checks: memory up to 1 MiB, a stack of 64 KiB, no guard pages. */
    public static Limits compact() {
        return new Limits(1024 * 1024, UNIT, 0);
    }

    /** These limits with another most of linear memory. */
    public Limits withMemorySize(long bytes) {
        return new Limits(bytes, stackSize, isGuarded() ? addressSpace : 0);
    }

    /** These limits with another stack. */
    public Limits withStackSize(long bytes) {
        return new Limits(memorySize, bytes, addressSpace);
    }

    /** These limits with another reservation. */
    public Limits withAddressSpace(long bytes) {
        return new Limits(memorySize, stackSize, bytes);
    }

    /** Whether slots have inaccessible pages around them. */
    boolean isGuarded() {
        return addressSpace > memorySize;
    }
}
