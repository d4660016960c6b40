package dev.hostcall.compiler.read;

import dev.hostcall.abi.GuestAbi;

/** The size of a table or memory: the least and the most. The specification calls it limits. */
record SizeRange(long min, long max) {

    /** No table grows beyond, whatever maximum it declares. */
    private static final int MOST_ELEMENTS = 10_000_000;

    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int WIDE = 4;
    private static final int PAGE_SIZE = 8;

    static SizeRange ofMemory(Input in) {
        int begin = in.position();
        SizeRange range = read(in, GuestAbi.MAX_PAGES, SHARED | WIDE | PAGE_SIZE);
        if (range.min > GuestAbi.MAX_PAGES || range.max > GuestAbi.MAX_PAGES) {
            throw in.invalid("memory size must be at most 65536 pages (4GiB)", begin);
        }
        return range;
    }

    static SizeRange ofTable(Input in) {
        int begin = in.position();
        SizeRange range = read(in, MOST_ELEMENTS, WIDE);
        in.limit(range.min, MOST_ELEMENTS, "initial elements", begin);
        return new SizeRange(range.min, Math.min(range.max, MOST_ELEMENTS));
    }

    private static SizeRange read(Input in, long most, int known) {
        int begin = in.position();
        int flags = in.byteValue();
        if ((flags & ~(HAS_MAXIMUM | known)) != 0) {
            throw in.malformed("malformed limits flags", begin);
        }
        if ((flags & SHARED) != 0) {
            throw in.unsupported(Feature.THREADS, "a shared memory", begin);
        }
        if ((flags & WIDE) != 0) {
            throw in.unsupported(Feature.MEMORY64, "addresses of 64 bits", begin);
        }
        if ((flags & PAGE_SIZE) != 0) {
            throw in.unsupported(Feature.CUSTOM_PAGE_SIZES, "a page size of its own", begin);
        }
        long min = in.u32();
        long max = (flags & HAS_MAXIMUM) != 0 ? in.u32() : most;
        if ((flags & HAS_MAXIMUM) != 0 && min > max) {
            throw in.invalid("size minimum must not be greater than maximum", begin);
        }
        return new SizeRange(min, max);
    }
}
