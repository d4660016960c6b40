package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.GuestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The elements that tables may have: each of them, and all that draw on the same quota together. Thread-safe. */
public final class TableQuota {
    /** As many elements as a table may have, whatever its own maximum. */
    public static final int MAX_ELEMENTS = 10_000_000;

    private static final TableQuota NONE = new TableQuota(0, 0);

    private final long perTable;
    private final long all;
    private final AtomicLong taken = new AtomicLong();

    private TableQuota(long perTable, long all) {
        this.perTable = Math.min(perTable, MAX_ELEMENTS);
        this.all = all;
    }

    /** For a table of the embedder's, which only its own maximum limits. */
    public static TableQuota unlimited() {
        return new TableQuota(MAX_ELEMENTS, Long.MAX_VALUE);
    }

    /**
     * For the tables of one instance.
     *
     * @throws LimitsExceededException if one that is its own is too large already when it is made, or all together
     */
    public static TableQuota of(Limits limits, String guest, List<GuestObject.Table> tables) {
        if (tables.isEmpty()) {
            return NONE;
        }
        TableQuota quota = new TableQuota(limits.tableElements(), limits.allTableElements());
        quota.check(guest, tables);
        return quota;
    }

    private void check(String guest, List<GuestObject.Table> tables) {
        List<String> problems = new ArrayList<>();
        long sum = 0;
        for (GuestObject.Table table : tables) {
            if (table.name().isPresent()) { // another's
                continue;
            }
            if (table.min() < 0 || table.min() > table.max()) {
                problems.add("has a table of %d to %d elements".formatted(table.min(), table.max()));
            } else if (table.min() > perTable) {
                problems.add("has a table of %d elements, the region allows %d (see Limits.tableElements)"
                        .formatted(table.min(), perTable));
            }
            sum = Math.addExact(sum, Math.min(table.min(), Integer.MAX_VALUE));
        }
        if (sum > all) {
            problems.add("has %d elements in all its tables, the region allows %d (see Limits.allTableElements)"
                    .formatted(sum, all));
        }
        if (!problems.isEmpty()) {
            throw Front.limitsExceeded("guest " + guest + " " + String.join("; it ", problems));
        }
    }

    /** The most elements that a table may ever have whose own maximum is this. */
    public int capacity(long max) {
        return (int) Math.min(max, Math.min(perTable, all));
    }

    /** Takes some elements, if that many are left. */
    public boolean take(long count) {
        while (true) {
            long present = taken.get();
            if (count > all - present) {
                return false;
            }
            if (taken.compareAndSet(present, present + count)) {
                return true;
            }
        }
    }

    public void giveBack(long count) {
        taken.addAndGet(-count);
    }
}
