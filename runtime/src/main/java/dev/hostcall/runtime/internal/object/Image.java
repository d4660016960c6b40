package dev.hostcall.runtime.internal.object;

import dev.hostcall.runtime.internal.engine.Reclaimer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The first contents of a module's linear memory, kept by the operating system and mapped copy-on-write into each
 * instance: an instance costs the pages it writes. Released when neither its module nor a slot holds it any more, or none
 * of them can be reached.
 */
public final class Image {
    private final long offset;
    private final long start;
    private final long size;
    private final AtomicInteger holders = new AtomicInteger(1);
    private final Reclaimer.Claim claim;

    /** Held by whoever makes it. */
    public Image(long contents, long start, long bytes) {
        long place = ImageFile.add(contents, bytes);
        this.offset = place;
        this.start = start;
        this.size = ImageFile.space(bytes);
        this.claim = Reclaimer.register(this, () -> ImageFile.remove(place, bytes));
    }

    /** Maps it into the memory at an address, and holds it until {@link #release}. The caller holds its module. */
    public void map(long memory) {
        holders.incrementAndGet();
        boolean done = false;
        try {
            ImageFile.map(offset, memory + start, size);
            done = true;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    /** Ends a hold; nothing that the holder has mapped may be used any more. */
    public void release() {
        if (holders.decrementAndGet() == 0) {
            claim.release();
        }
    }

    /** Where it begins in linear memory, in whole pages. */
    public long start() {
        return start;
    }

    /** In bytes, whole pages of linear memory. */
    public long size() {
        return size;
    }
}
