package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TableQuota;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table of references that instances share: one that an instance exports ({@link Instance#table}), or one made here for
 * guests to import ({@link HostImports}).
 *
 * <p>Any thread may use it, also while guests that share it run. Growing is one step, whoever grows it. A guest that runs
 * sees a new element or size from its next look at it on, never half of it, and nothing says in which order it sees two of
 * them.
 */
public final class GuestTable {
    /** As many elements as a table may have, whatever its own maximum. */
    public static final int MAX_ELEMENTS = TableQuota.MAX_ELEMENTS;

    private final TableCore core;

    private GuestTable(TableCore core) {
        this.core = core;
    }

    /** The one that stands before a core. */
    static GuestTable of(TableCore core) {
        return core.facade(GuestTable.class, () -> new GuestTable(core));
    }

    TableCore core() {
        return core;
    }

    /**
     * Makes a table for guests to import, of null references.
     *
     * @param type {@link ValueType#FUNCREF} or {@link ValueType#EXTERNREF}
     * @param min how many elements it has at first
     * @param max how many it may have; at most {@link #MAX_ELEMENTS} are possible
     * @throws IllegalArgumentException if the type is a number's, {@code min} is negative or above
     *     {@link #MAX_ELEMENTS}, or {@code max} is below {@code min}
     * @throws LimitsExceededException if the operating system has not so much address space
     */
    public static GuestTable of(ValueType type, long min, long max) {
        return of(type, ValueType.I32, min, max);
    }

    /**
     * As {@link #of(ValueType, long, long)}, for guests that import a table whose indices have 64 bits.
     *
     * @param indices the type of its indices, {@link ValueType#I32} or {@link ValueType#I64}
     * @throws IllegalArgumentException also if {@code indices} is another type
     */
    public static GuestTable of(ValueType type, ValueType indices, long min, long max) {
        if (Objects.requireNonNull(indices, "indices") != ValueType.I32 && indices != ValueType.I64) {
            throw new IllegalArgumentException("indices is " + indices + "; indices of a table are i32 or i64");
        }
        if (!Objects.requireNonNull(type, "type").isReference()) {
            throw new IllegalArgumentException("type is " + type + "; a table holds funcref or externref");
        }
        if (min < 0 || min > MAX_ELEMENTS) {
            throw new IllegalArgumentException("min is " + min + "; it must be from 0 to " + MAX_ELEMENTS);
        }
        if (max < min) {
            throw new IllegalArgumentException("max is " + max + "; it must be at least min, which is " + min);
        }
        return of(new TableCore(String.valueOf(type.code()), indices, min, max, TableQuota.unlimited()));
    }

    /** The type of its elements. */
    public ValueType type() {
        return core.type();
    }

    /** How many elements it has. */
    public int size() {
        return core.size();
    }

    /** How many elements it may have. */
    public long max() {
        return core.max();
    }

    /**
     * The reference at an index: a {@link FunctionReference}, the object of an external reference, or {@code null}.
     *
     * @throws IndexOutOfBoundsException if the table has no such element
     */
    public @Nullable Object get(int index) {
        return core.get(index);
    }

    /**
     * The function at an index, to be called: what a function pointer of a guest's leads to.
     *
     * @throws IndexOutOfBoundsException if the table has no such element
     * @throws IllegalArgumentException if the element is null, or the table is not one of functions
     */
    public FunctionReference function(int index) {
        return core.function(index);
    }

    /**
     * Changes the reference at an index.
     *
     * @param value as {@link #get} returns it; a function must be one of an instance that is linked to this table's, if
     *     there are any
     * @throws IndexOutOfBoundsException if the table has no such element
     * @throws IllegalArgumentException if the value is not of the table's type, or is a function of an instance that is not linked
     */
    public void set(int index, @Nullable Object value) {
        core.set(index, value);
    }

    /**
     * Adds elements.
     *
     * @param count 0 or more
     * @param value what each of them holds, as for {@link #set}
     * @return the old size, or -1 if there cannot be so many: its maximum or the {@link Limits} of the instance it came
     *     into being with do not allow it
     * @throws IllegalArgumentException if the count is negative, or the value is refused
     */
    public int grow(int count, @Nullable Object value) {
        return core.grow(count, value);
    }

    @Override
    public String toString() {
        return "GuestTable[" + type() + ", " + size() + "]";
    }
}
