package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.spi.ResourceType;
import java.util.Arrays;

/** The handles that one call has of its guest: what is lent to it, and what it takes once its arguments are complete. */
public final class Loans {
    private static final int FIRST_CAPACITY = 4;

    private final HandleTable handles;
    private int[] held = new int[FIRST_CAPACITY]; // the complement of those that it takes
    private int count;

    /** Of a call whose guest has these. */
    public Loans(HandleTable handles) {
        this.handles = handles;
    }

    /** The object with a handle, lent until this ends. */
    public Object lend(int handle, ResourceType<?> type) {
        Object object = handles.get(handle, type);
        hold(handle);
        handles.lend(handle);
        return object;
    }

    /** The object with a handle, which is taken for good by {@link #pass}. */
    public Object take(int handle, ResourceType<?> type) {
        Object object = handles.take(handle, type);
        hold(~handle);
        return object;
    }

    private void hold(int entry) {
        if (count == held.length) {
            held = Arrays.copyOf(held, 2 * count);
        }
        held[count++] = entry;
    }

    /** The arguments are complete: what was taken is the host's. */
    public void pass() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (held[i] < 0) {
                handles.pass(~held[i]);
            } else {
                held[kept++] = held[i];
            }
        }
        count = kept;
    }

    /** The call is over, or was never made: what was taken and not passed is the guest's again. */
    public void end() {
        for (int i = 0; i < count; i++) {
            if (held[i] < 0) {
                handles.leave(~held[i]);
            } else {
                handles.giveBack(held[i]);
            }
        }
        count = 0;
    }
}
