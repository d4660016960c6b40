package dev.hostcall.compiler.read;

import dev.hostcall.abi.GuestAbi;

/**
 * The size of a table or memory: the least and the most. The specification calls it limits.
 *
 * @param address the type of its addresses
 * @param shared whether a memory says that threads share it
 */
record SizeRange(long min, long max, Type address, boolean shared) {

    /** No table grows beyond, whatever maximum it declares. */
    private static final int MOST_ELEMENTS = 10_000_000;

    /** No memory with addresses of 64 bits does: so what is no address of 32 bits is none at all. */
    private static final int MOST_WIDE_PAGES = GuestAbi.MAX_PAGES - 1;

    private static final long ALL_WIDE_PAGES = 1L << 48;

    /** No maximum: the largest number there is. */
    private static final long NONE = -1;

    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int WIDE = 4;
    private static final int PAGE_SIZE = 8;

    static SizeRange ofMemory(Input in) {
        int begin = in.position();
        SizeRange range = read(in, SHARED | WIDE | PAGE_SIZE);
        if (range.address.isWide()) {
            if (range.isAbove(ALL_WIDE_PAGES)) {
                throw in.invalid("memory size must be at most 2^48 pages", begin);
            }
            in.limit(range.min, MOST_WIDE_PAGES, "pages at first", begin);
            return range.within(MOST_WIDE_PAGES);
        }
        if (range.isAbove(GuestAbi.MAX_PAGES)) {
            throw in.invalid("memory size must be at most 65536 pages (4GiB)", begin);
        }
        return range.within(GuestAbi.MAX_PAGES);
    }

    static SizeRange ofTable(Input in) {
        int begin = in.position();
        SizeRange range = read(in, WIDE);
        in.limit(range.min < 0 ? Long.MAX_VALUE : range.min, MOST_ELEMENTS, "initial elements", begin);
        return range.within(MOST_ELEMENTS);
    }

    /** Whether it says so much, as a number without sign. */
    private boolean isAbove(long most) {
        return Long.compareUnsigned(min, most) > 0 || (max != NONE && Long.compareUnsigned(max, most) > 0);
    }

    private SizeRange within(long most) {
        return new SizeRange(min, Long.compareUnsigned(max, most) > 0 ? most : max, address, shared);
    }

    private static SizeRange read(Input in, int known) {
        int begin = in.position();
        int flags = in.byteValue();
        if ((flags & ~(HAS_MAXIMUM | known)) != 0) {
            throw in.malformed("malformed limits flags", begin);
        }
        boolean shared = (flags & SHARED) != 0;
        if (shared && (flags & HAS_MAXIMUM) == 0) {
            throw in.invalid("shared memory must have maximum", begin);
        }
        if ((flags & PAGE_SIZE) != 0) {
            throw in.unsupported(Feature.CUSTOM_PAGE_SIZES, "a page size of its own", begin);
        }
        boolean wide = (flags & WIDE) != 0;
        long min = wide ? in.u64() : in.u32();
        long max = (flags & HAS_MAXIMUM) == 0 ? NONE : wide ? in.u64() : in.u32();
        if (Long.compareUnsigned(min, max) > 0) {
            throw in.invalid("size minimum must not be greater than maximum", begin);
        }
        return new SizeRange(min, max, wide ? Type.I64 : Type.I32, shared);
    }
}
