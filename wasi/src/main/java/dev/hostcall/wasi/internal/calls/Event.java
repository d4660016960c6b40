package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What {@code poll_oneoff} tells about one subscription.
 *
 * @param subscription which one
 * @param errno why it fails, or success
 * @param bytes of a descriptor: how many can be read
 */
record Event(Subscription subscription, Errno errno, long bytes) {
    private static final int SIZE = 32;
    private static final short HANGUP = 1;

    static Event of(Subscription clock) {
        return new Event(clock, Errno.SUCCESS, 0);
    }

    static Event ready(Subscription subscription, long bytes) {
        return new Event(subscription, Errno.SUCCESS, bytes);
    }

    static Event failed(Subscription subscription, Errno errno) {
        return new Event(subscription, errno, 0);
    }

    /** {@code userdata u64, errno u16, type u8, bytes u64, flags u16}, one after the other; and how many. */
    static void write(List<Event> events, Memory memory, int pointer, int count) {
        ByteBuffer structs = ByteBuffer.allocate(events.size() * SIZE).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (Event event : events) {
            structs.putLong(at, event.subscription.userData())
                    .putShort(at + 8, (short) event.errno.number())
                    .put(at + 10, (byte) event.subscription.type().number())
                    .putLong(at + 16, event.bytes)
                    .putShort(at + 24, event.flags());
            at += SIZE;
        }
        memory.writeBytes(Pointers.address(pointer), structs.array());
        memory.writeInt(Pointers.address(count), events.size());
    }

    /** Readable without a byte to read is the end. */
    private short flags() {
        boolean ended = subscription.type() == Subscription.Type.FD_READ && errno == Errno.SUCCESS && bytes == 0;
        return ended ? HANGUP : 0;
    }
}
