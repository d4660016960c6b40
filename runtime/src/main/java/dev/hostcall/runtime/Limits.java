package dev.hostcall.runtime;

import dev.hostcall.abi.GuestAbi;

/**
 * What one instance of a region may use. Sizes are in bytes and rounded up to whole units of 64 KiB. Immutable.
 *
 * @param memorySize the most linear memory an instance may have, also by growing
 * @param stackSize the guest's stack, without the reserve for signal handlers below it
 * @param addressSpace the address space reserved from the base of linear memory on. Guests compiled for guard pages
 *     need at least what their object states, slightly more than 4 GiB; an amount not above {@code memorySize} means
 *     that the region has no guard pages at all, holds only guests with explicit bounds checks, and costs no mappings,
 *     of which Linux allows about 65,000 to a process
 * @param tableElements the most elements each table of an instance's own may have, also by growing; at most
 *     {@link GuestTable#MAX_ELEMENTS}. Its address space, 8 bytes an element, is reserved. Imported tables are counted
 *     where they come from, and those of the embedder's own ({@link GuestTable#of}) have their own maximum. A table that
 *     only its own guest can reach and that never grows may instead be a part of the guest's data, which
 *     {@code stackSize} limits; it is not counted
 * @param allTableElements the most elements all those tables of an instance may have together
 * @param handles the most handles of resources that an instance may have at one time; at most {@link #MAX_HANDLES}
 */
public record Limits(
        long memorySize, long stackSize, long addressSpace, long tableElements, long allTableElements, long handles) {
    /** No instance has more handles, as the component model has it. */
    public static final long MAX_HANDLES = (1L << 28) - 1;

    private static final long UNIT = GuestAbi.PAGE;
    private static final long MAX_MEMORY = (long) GuestAbi.MAX_PAGES * GuestAbi.PAGE;
    private static final long MAX_STACK = 1L << 30;
    private static final long MAX_ADDRESS_SPACE = 1L << 40;
    private static final long COMPACT_TABLE = 65_536;

    /** So many full tables is what instances may have, unless said otherwise. */
    private static final long TABLES = 4;

    private static final long HANDLES = 65_536;
    private static final long COMPACT_HANDLES = 1_024;

    /** Rounds up, and checks. */
    public Limits {
        memorySize = roundUp("memorySize", memorySize, 0, MAX_MEMORY);
        stackSize = roundUp("stackSize", stackSize, UNIT, MAX_STACK);
        addressSpace = Math.max(roundUp("addressSpace", addressSpace, 0, MAX_ADDRESS_SPACE), memorySize);
        requireElements("tableElements", tableElements, GuestTable.MAX_ELEMENTS);
        requireElements("allTableElements", allTableElements, Long.MAX_VALUE);
        requireElements("handles", handles, MAX_HANDLES);
    }

    /** These sizes, and tables and handles as {@link #defaults} has them. */
    public Limits(long memorySize, long stackSize, long addressSpace) {
        this(memorySize, stackSize, addressSpace, GuestTable.MAX_ELEMENTS, TABLES * GuestTable.MAX_ELEMENTS);
    }

    /** These sizes and tables, and handles as {@link #defaults} has them. */
    public Limits(long memorySize, long stackSize, long addressSpace, long tableElements, long allTableElements) {
        this(memorySize, stackSize, addressSpace, tableElements, allTableElements, HANDLES);
    }

    private static void requireElements(String name, long elements, long most) {
        if (elements < 0 || elements > most) {
            throw new IllegalArgumentException("%s is %d; it must be from 0 to %d".formatted(name, elements, most));
        }
    }

    private static long roundUp(String name, long bytes, long least, long most) {
        if (bytes < least || bytes > most) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be from %d to %d bytes".formatted(name, bytes, least, most));
        }
        return (bytes + UNIT - 1) / UNIT * UNIT;
    }

    /**
     * For guests compiled for guard pages: memory up to 4 GiB, a stack of 512 KiB, 8 GiB of address space; tables of up to
     * {@link GuestTable#MAX_ELEMENTS} elements each, and four times as many in all; 65,536 handles.
     */
    public static Limits defaults() {
        return new Limits(MAX_MEMORY, 512 * 1024, (8L << 30) + UNIT);
    }

    /**
     * For very many small guests with explicit bounds checks: memory up to 1 MiB, a stack of 64 KiB, no guard pages; tables
     * of up to 65,536 elements each, and four times as many in all; 1,024 handles.
     */
    public static Limits compact() {
        return new Limits(1024 * 1024, UNIT, 0, COMPACT_TABLE, TABLES * COMPACT_TABLE, COMPACT_HANDLES);
    }

    /** These limits with another most of linear memory. */
    public Limits withMemorySize(long bytes) {
        return new Limits(bytes, stackSize, isGuarded() ? addressSpace : 0, tableElements, allTableElements, handles);
    }

    /** These limits with another stack. */
    public Limits withStackSize(long bytes) {
        return new Limits(memorySize, bytes, addressSpace, tableElements, allTableElements, handles);
    }

    /** These limits with another reservation. */
    public Limits withAddressSpace(long bytes) {
        return new Limits(memorySize, stackSize, bytes, tableElements, allTableElements, handles);
    }

    /** These limits with another most of elements in each table; all tables together may have at least as many. */
    public Limits withTableElements(long perTable) {
        return new Limits(memorySize, stackSize, addressSpace, perTable, Math.max(allTableElements, perTable), handles);
    }

    /** These limits with another most of elements in all tables of an instance. */
    public Limits withAllTableElements(long elements) {
        return new Limits(memorySize, stackSize, addressSpace, tableElements, elements, handles);
    }

    /** These limits with another most of handles. */
    public Limits withHandles(long most) {
        return new Limits(memorySize, stackSize, addressSpace, tableElements, allTableElements, most);
    }

    /** Whether there are inaccessible pages around stack and memory, as guests compiled for guard pages need. */
    public boolean isGuarded() {
        return addressSpace > memorySize;
    }
}
