package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.GuestAbi;

/** Pages of linear memory at first and at most. */
public record MemorySize(long pages, long maxPages) {
    /** The first pages, in bytes. */
    public long bytes() {
        return pages * GuestAbi.PAGE;
    }
}
