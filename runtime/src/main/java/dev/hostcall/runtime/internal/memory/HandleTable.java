package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.spi.ResourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objects that the guest of one instance has handles of, by the component model's rules: a handle is owned or borrowed, is of one
 * type, cannot be given away while it is lent, and is a number from 1 on that is used again once it is free. Used by
 * whoever has taken the instance.
 */
public final class HandleTable {
    private static final int FIRST_CAPACITY = 8;

    // What a handle's mark is made of; that of a free number is the next free one.
    private static final int BORROWED = 1;
    private static final int TAKEN = 2; // by a call whose arguments are not complete
    private static final int LENT = 4; // once for each call under way that has borrowed it

    private final String guest;
    private final long limit;
    private @Nullable Object[] objects = new Object[FIRST_CAPACITY];
    private @Nullable ResourceType<?>[] types = new ResourceType<?>[FIRST_CAPACITY];
    private int[] marks = new int[FIRST_CAPACITY];
    private int end = 1; // no number from here on was ever used
    private int free; // the number given back last; 0 if there is none
    private int count;
    private int borrowed;

    /** Those that the arguments of a call of the guest have made so far. */
    private int[] made = new int[FIRST_CAPACITY];

    private int madeCount;

    /** The objects of its own resources that they lend it. */
    private final List<GuestRep> lent = new ArrayList<>(0);

    /** For a guest that may have so many. */
    public HandleTable(String guest, long limit) {
        this.guest = guest;
        this.limit = limit;
    }

    // ---- what the guest is given ----

    /**
     * Gives the guest an object for good.
     *
     * @throws LimitsExceededException if it has too many handles
     */
    public int own(ResourceType<?> type, Object object) {
        return add(type, object, 0);
    }

    /** Gives the guest an object for good, as an argument of a call of it. */
    public int ownAsArgument(ResourceType<?> type, Object object) {
        return addMade(type, object, 0);
    }

    /** Lends the guest an object, as an argument of a call of it. */
    public int lendAsArgument(ResourceType<?> type, Object object) {
        int handle = addMade(type, object, BORROWED);
        borrowed++;
        return handle;
    }

    private int addMade(ResourceType<?> type, Object object, int mark) {
        if (madeCount == made.length) {
            made = Arrays.copyOf(made, 2 * madeCount);
        }
        int handle = add(type, object, mark);
        made[madeCount++] = handle;
        return handle;
    }

    private int add(ResourceType<?> type, Object object, int mark) {
        if (count >= limit) {
            throw Front.limitsExceeded(
                    "guest %s was to be given a handle of %s; it has %d, as many as the region allows (see Limits.handles)"
                            .formatted(guest, type, count));
        }
        int handle = free;
        if (handle == 0) {
            handle = end;
            if (handle == objects.length) {
                int capacity = (int) Math.min(2L * handle, limit + 1);
                objects = Arrays.copyOf(objects, capacity);
                types = Arrays.copyOf(types, capacity);
                marks = Arrays.copyOf(marks, capacity);
            }
            end++;
        } else {
            free = marks[handle];
        }
        objects[handle] = object;
        types[handle] = type;
        marks[handle] = mark;
        count++;
        return handle;
    }

    /**
     * Gives the guest an object of a resource of its own back, as an argument of a call of it.
     *
     * @throws dev.hostcall.runtime.InvalidStateException if the host does not have it, or the same call lends it
     */
    public int giveAsArgument(ResourceType<?> type, GuestRep rep) {
        rep.require(type.toString());
        if (lent.contains(rep)) {
            throw Front.invalidState("cannot give the %s to the guest: the same call lends it".formatted(type));
        }
        int handle = addMade(type, rep, 0);
        rep.offer();
        return handle;
    }

    /** Lends the guest an object of a resource of its own, as an argument of a call of it: the number that it knows that by. */
    public int lendAsArgument(ResourceType<?> type, GuestRep rep) {
        rep.require(type.toString());
        lent.add(rep);
        return rep.number();
    }

    /** The arguments of a call are complete: what they have made is the guest's. */
    public void keepArguments() {
        for (int i = 0; i < madeCount; i++) {
            if (objects[made[i]] instanceof GuestRep rep) {
                rep.give();
            }
        }
        forgetArguments();
    }

    private void forgetArguments() {
        madeCount = 0;
        if (!lent.isEmpty()) {
            lent.clear();
        }
    }

    /** The arguments of a call cannot be completed: what they have made is the caller's again. */
    public void takeArgumentsBack() {
        for (int i = 0; i < madeCount; i++) {
            if (objects[made[i]] instanceof GuestRep rep) {
                rep.takeBack();
            }
            remove(made[i]);
        }
        forgetArguments();
    }

    /**
     * A call that has lent the guest something is over.
     *
     * @throws IllegalArgumentException if the guest has not dropped all of it
     */
    public void endLoans() {
        if (borrowed > 0) {
            String left = describeLoans();
            forgetLoans();
            throw new IllegalArgumentException("it has not dropped what it has borrowed: " + left);
        }
    }

    private String describeLoans() {
        for (int handle = 1; handle < end; handle++) {
            if (objects[handle] != null && (marks[handle] & BORROWED) != 0) {
                String more = borrowed == 1 ? "" : ", and %d more".formatted(borrowed - 1);
                return "handle %d of %s%s".formatted(handle, types[handle], more);
            }
        }
        throw new IllegalStateException("no handle is borrowed");
    }

    /** Whatever the guest has borrowed is its caller's again. */
    public void forgetLoans() {
        for (int handle = 1; borrowed > 0 && handle < end; handle++) {
            if (objects[handle] != null && (marks[handle] & BORROWED) != 0) {
                remove(handle);
            }
        }
    }

    // ---- what the guest passes ----

    /**
     * The object with a handle, which the guest keeps.
     *
     * @throws IllegalArgumentException if it is not the guest's to lend
     */
    public Object get(int handle, ResourceType<?> type) {
        return find(handle, type, "passed as a borrowed ");
    }

    /** The same, if the handle is of the type and in use. */
    private Object find(int handle, ResourceType<?> type, String use) {
        Object object = handle > 0 && handle < end ? objects[handle] : null;
        if (object == null) {
            throw refused(handle, type, use, "the guest has no such handle");
        }
        ResourceType<?> found = Objects.requireNonNull(types[handle]);
        if (!type.isSameAs(found)) {
            throw refused(handle, type, use, "it is a handle of " + found);
        }
        if ((marks[handle] & TAKEN) != 0) {
            throw refused(handle, type, use, "the same call takes it");
        }
        return object;
    }

    private static IllegalArgumentException refused(int handle, ResourceType<?> type, String use, String found) {
        return new IllegalArgumentException(
                "handle %s is %s%s, but %s".formatted(Integer.toUnsignedString(handle), use, type, found));
    }

    /** Notes that a call under way has borrowed it. */
    void lend(int handle) {
        marks[handle] += LENT;
    }

    /** The call is over. */
    void giveBack(int handle) {
        if (objects[handle] != null && marks[handle] >= LENT) {
            marks[handle] -= LENT;
        }
    }

    /**
     * The object with a handle, which is the guest's until {@link #pass}.
     *
     * @throws IllegalArgumentException if it is not the guest's to give
     */
    Object take(int handle, ResourceType<?> type) {
        String use = "passed as an own ";
        Object object = find(handle, type, use);
        if ((marks[handle] & BORROWED) != 0) {
            throw refused(handle, type, use, "the guest has only borrowed it");
        }
        requireNotLent(handle, type, use);
        marks[handle] |= TAKEN;
        return object;
    }

    private void requireNotLent(int handle, ResourceType<?> type, String use) {
        if (marks[handle] >= LENT) {
            throw refused(handle, type, use, "it is lent to a call under way");
        }
    }

    /** What was taken is the host's. */
    void pass(int handle) {
        remove(handle);
    }

    /** What was taken is the guest's again. */
    void leave(int handle) {
        marks[handle] &= ~TAKEN;
    }

    /**
     * Drops a handle, and closes its object if the guest owns it.
     *
     * @throws IllegalArgumentException if it is not the guest's to drop
     */
    public void drop(int handle, ResourceType<?> type) throws Exception {
        String use = "dropped as a ";
        Object object = find(handle, type, use);
        requireNotLent(handle, type, use);
        boolean isOwned = (marks[handle] & BORROWED) == 0;
        remove(handle);
        if (isOwned) {
            close(object);
        }
    }

    /**
     * The number that the guest knows an object by, of a resource of its own that it has a handle of.
     *
     * @throws IllegalArgumentException if it has no such handle
     */
    public int number(int handle, ResourceType<?> type) {
        return ((GuestRep) find(handle, type, "looked up as a ")).number();
    }

    /**
     * Drops a handle of an object of a resource of the guest's own, which is to be destroyed.
     *
     * @throws IllegalArgumentException if it has no such handle
     */
    public GuestRep dropOwn(int handle, ResourceType<?> type) {
        GuestRep dropped = (GuestRep) find(handle, type, "dropped as a ");
        remove(handle);
        return dropped;
    }

    /** Whether the guest owns a handle of this very object. */
    public boolean owns(Object object) {
        for (int handle = 1; handle < end; handle++) {
            if (objects[handle] == object && (marks[handle] & BORROWED) == 0) {
                return true;
            }
        }
        return false;
    }

    private void remove(int handle) {
        if ((marks[handle] & BORROWED) != 0) {
            borrowed--;
        }
        objects[handle] = null;
        types[handle] = null;
        marks[handle] = free;
        free = handle;
        count--;
    }

    private static void close(Object object) throws Exception {
        if (object instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    // ---- the end ----

    /**
     * Closes every object that the guest owns, whatever closing another one throws.
     *
     * @throws IllegalStateException if closing some has thrown, once all are closed
     */
    public void closeAll() {
        IllegalStateException failure = null;
        for (int handle = 1; handle < end; handle++) {
            Object object = objects[handle];
            boolean isOwned = object != null && (marks[handle] & BORROWED) == 0;
            objects[handle] = null;
            if (object == null || !isOwned) {
                continue;
            }
            try {
                close(object);
            } catch (Throwable e) {
                IllegalStateException next = new IllegalStateException(
                        "handle %d of guest %s, of %s, could not be closed: %s"
                                .formatted(handle, guest, types[handle], e),
                        e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
