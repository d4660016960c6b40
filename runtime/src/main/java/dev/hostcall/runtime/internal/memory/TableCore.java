package dev.hostcall.runtime.internal.memory;

import dev.hostcall.abi.GuestLayout;
import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.NativeEngine.Access;
import dev.hostcall.runtime.internal.engine.Reclaimer;
import dev.hostcall.runtime.internal.front.Core;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.reference.LinkGroup;
import dev.hostcall.runtime.internal.reference.LinkedFunction;
import dev.hostcall.runtime.internal.reference.PreciseTypes;
import dev.hostcall.runtime.internal.reference.Values;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A table of references that instances share: {@code struct guest_table} of {@code guest.h}, and its elements, which are
 * reserved for its largest size so that they never move. Any thread may use it, also while guests that share it run.
 */
public final class TableCore extends Core {
    private static final int HEADER = GuestLayout.Table.BYTES;
    private static final int SIZE = GuestLayout.Table.SIZE;

    private final String text;
    private final ValueType type;
    private final ValueType indices;
    private final long max;
    private final TableQuota quota;
    private final int first;
    private final int capacity;
    private final long address;
    private final ByteBuffer memory; // the header, and behind it the elements
    private final Reclaimer.Claim reservation;
    private @Nullable LinkGroup group;

    /**
     * A table whose first elements the quota has.
     *
     * @param text the type of its elements, in the notation of guests
     * @param indices i32 or i64
     */
    public TableCore(String text, ValueType indices, long min, long max, TableQuota quota) {
        if (!quota.take(min)) {
            throw Front.limitsExceeded("a table needs " + min + " elements, more than are left");
        }
        this.text = text;
        this.type = ValueType.of(SignatureText.erased(text).letter());
        this.indices = indices;
        this.max = max;
        this.quota = quota;
        this.first = (int) min;
        this.capacity = quota.capacity(max);
        long bytes = HEADER + (long) capacity * Long.BYTES;
        long start = NativeEngine.reserve(bytes, Access.READ_WRITE);
        if (start == 0) {
            throw Front.limitsExceeded("a table of up to " + capacity + " elements needs " + bytes
                    + " bytes of address space; the operating system refuses");
        }
        this.reservation = Reclaimer.register(this, () -> NativeEngine.release(start, bytes));
        this.address = start;
        this.memory = NativeEngine.view(start, bytes);
        memory.putLong(0, start + HEADER);
        memory.putLong(GuestLayout.Table.MAX, max);
        setSize(first);
    }

    /** Gives its memory back at once, where nobody has seen it. */
    public void release() {
        reservation.release();
        quota.giveBack(first);
    }

    /** The type of its elements, in the notation of guests. */
    public String text() {
        return text;
    }

    /** The type of its elements. */
    public ValueType type() {
        return type;
    }

    /** The type of its indices. */
    public ValueType indices() {
        return indices;
    }

    /** How many elements it has. */
    public synchronized int size() {
        return (int) memory.getLong(SIZE);
    }

    /** How many elements it may have. */
    public long max() {
        return max;
    }

    /** The reference at an index; {@code null} for a null reference. */
    public synchronized @Nullable Object get(int index) {
        long bits = memory.getLong(place(index));
        LinkGroup owner = currentGroup();
        if (bits == 0 || owner == null) {
            return null;
        }
        return type == ValueType.FUNCREF ? LinkedFunction.reference(bits, owner) : owner.object(bits);
    }

    /** The function at an index; refused if there is none. */
    public FunctionReference function(int index) {
        if (get(index) instanceof FunctionReference function && type == ValueType.FUNCREF) {
            return function;
        }
        throw new IllegalArgumentException("element %d of a table of %d is no function: %s"
                .formatted(index, size(), type == ValueType.FUNCREF ? "it is null" : "the table is of type " + type));
    }

    /** The first index of a reference, as guests have it; -1 if it is at none. */
    public synchronized int indexOf(long bits) {
        int size = size();
        for (int i = 0; i < size; i++) {
            if (memory.getLong(HEADER + i * Long.BYTES) == bits) {
                return i;
            }
        }
        return -1;
    }

    /** Changes the reference at an index; refused if it is not of the table's type, or a function of an instance that is not linked. */
    public synchronized void set(int index, @Nullable Object value) {
        int place = place(index);
        memory.putLong(place, bits(value));
    }

    /** Adds elements that hold a value; the old size, or -1 if that would be too many. */
    public synchronized int grow(int count, @Nullable Object value) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + "; it must be 0 or more");
        }
        return (int) grow(count, bits(value));
    }

    private int place(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("index is " + index + "; the table has " + size() + " elements");
        }
        return HEADER + index * Long.BYTES;
    }

    private long bits(@Nullable Object value) {
        Values.check(type, value, "the new element of a table");
        PreciseTypes.check(text, value, "the new element of a table");
        if (value == null) {
            return 0;
        }
        LinkGroup owner = currentGroup();
        if (value instanceof FunctionReference reference && type == ValueType.FUNCREF) {
            LinkedFunction function = LinkedFunction.of(reference);
            if (owner == null) {
                owner = function.group();
                group = owner;
            }
            if (owner.hasEnded() || !function.belongsTo(owner)) {
                throw new IllegalArgumentException("a reference to a function was put into a table whose instances are "
                        + "not linked to the function's own instance, or after that was closed");
            }
            return function.address();
        }
        if (owner == null) {
            owner = LinkGroup.empty();
            group = owner;
        }
        return owner.handle(value);
    }

    /** The group of those that reach the table. If it has ended, the references lead nowhere: they are dropped. */
    private @Nullable LinkGroup currentGroup() {
        if (group != null && group.hasEnded()) {
            clear();
            group = null;
        }
        return group;
    }

    private void clear() {
        for (int i = 0; i < size(); i++) {
            memory.putLong(HEADER + i * Long.BYTES, 0);
        }
    }

    /** Adds elements; the old size, or -1 if that would be too many. */
    public synchronized long grow(long count, long value) {
        int old = size();
        if (count > capacity - old || !quota.take(count)) {
            return -1;
        }
        for (int i = old; i < old + count; i++) {
            memory.putLong(HEADER + i * Long.BYTES, value);
        }
        setSize(old + (int) count);
        return old;
    }

    /** Back to its first size, with null references. */
    public synchronized void reset() {
        int old = size();
        quota.giveBack(old - (long) first);
        setSize(first);
        for (int i = 0; i < old; i++) {
            memory.putLong(HEADER + i * Long.BYTES, 0);
        }
    }

    /** Guests that run see it at once: the elements come before. */
    private void setSize(int size) {
        VarHandle.releaseFence();
        memory.putLong(SIZE, size);
    }

    /** Links all instances that can reach the table, as any of them may find the others' functions in it. */
    public synchronized void link(LinkGroup instance) {
        LinkGroup present = group;
        if (present == null || !present.join(instance)) {
            if (present != null) {
                clear();
            }
            group = instance;
        }
    }

    /** Where {@code struct guest_table} lies. */
    public long address() {
        return address;
    }
}
