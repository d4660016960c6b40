package dev.hostcall.compiler.read;

/**
 * A clause of a {@code try_table}.
 *
 * @param tag the tag's index; meant for clauses that do not {@linkplain #catchesAll catch all}
 * @param label where it goes, counted from outside of the {@code try_table}
 */
public record Catch(int kind, int tag, int label) {
    private static final int REFERENCE = 1;
    private static final int ALL = 2;
    private static final int LARGEST_KIND = REFERENCE | ALL;

    static Catch read(Input in) {
        int begin = in.position();
        int kind = in.byteValue();
        if (kind > LARGEST_KIND) {
            throw in.malformed("malformed catch clause", begin);
        }
        long tag = (kind & ALL) == 0 ? in.u32() : 0;
        return new Catch(kind, limited(tag), limited(in.u32()));
    }

    /** More than any index is as wrong as the number that was read. */
    private static int limited(long index) {
        return (int) Math.min(index, Integer.MAX_VALUE);
    }

    /** Whether it catches exceptions of any tag, and gives none of their values. */
    public boolean catchesAll() {
        return (kind & ALL) != 0;
    }

    /** Whether it gives a reference to the exception, after the values. */
    public boolean givesReference() {
        return (kind & REFERENCE) != 0;
    }
}
