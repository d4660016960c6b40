package dev.hostcall.runtime.spi.files;

import dev.hostcall.runtime.internal.engine.FileCalls;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;

/**
 * A descriptor that is closed once, and by nobody while a call uses it: closed earlier, its number could be another
 * file's by the time the call comes to use it.
 */
final class OpenDescriptor {
    private static final int EBADF = 9;
    private static final int CLOSED = Integer.MIN_VALUE;

    private final int number;

    /** How many calls are under way, and {@link #CLOSED} from {@link #close} on. */
    private final AtomicInteger uses = new AtomicInteger();

    OpenDescriptor(long number) {
        this.number = (int) number;
    }

    /** What a call returns, or {@code EBADF}, negated, once this is closed. */
    long call(IntToLongFunction call) {
        int before;
        do {
            before = uses.get();
            if (before < 0) {
                return -EBADF;
            }
        } while (!uses.compareAndSet(before, before + 1));
        try {
            return call.applyAsLong(number);
        } finally {
            if (uses.decrementAndGet() == CLOSED) {
                FileCalls.close(number);
            }
        }
    }

    /** As {@link #call}, for calls that return nothing but an error; its number, or 0. */
    int perform(IntToLongFunction call) {
        return (int) -call(call);
    }

    /** Has it closed by this thread, or by the last that uses it. */
    void close() {
        if (uses.getAndUpdate(before -> before | CLOSED) == 0) {
            FileCalls.close(number);
        }
    }
}
