package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;

/**
 * One thing that {@code poll_oneoff} is to wait for.
 *
 * @param userData what the guest knows it by
 * @param type clock, or readable, or writable
 * @param subject which clock, or which descriptor
 * @param timeout of a clock, in unsigned nanoseconds
 * @param timing of a clock: from when the timeout counts
 */
record Subscription(long userData, Type type, int subject, long timeout, Timing timing) {
    static Subscription at(Memory memory, long at, Layout layout) throws ErrnoException {
        Type type = Pointers.constant(Type.class, memory.readByte(at + 8));
        if (type != Type.CLOCK) {
            return new Subscription(
                    memory.readLong(at), type, memory.readInt(at + Layout.DESCRIPTOR), 0, Timing.FROM_NOW);
        }
        return new Subscription(
                memory.readLong(at),
                type,
                memory.readInt(at + layout.clock),
                memory.readLong(at + layout.timeout),
                Pointers.constant(Timing.class, memory.readShort(at + layout.flags)));
    }

    /** {@code subclockflags}, of which there is one. */
    enum Timing {
        FROM_NOW,
        ABSOLUTE
    }

    /** {@code eventtype}, in the order of their numbers. */
    enum Type {
        CLOCK,
        FD_READ,
        FD_WRITE;

        @SuppressWarnings("EnumOrdinal") // its number is its place
        int number() {
            return ordinal();
        }
    }

    /**
     * Where the parts lie. All begin with {@code userdata u64, type u8}; then comes, at 16, the descriptor, or a clock: in
     * {@code wasi_unstable}, an identifier of its own before anything else.
     */
    enum Layout {
        /** {@code clock u32, timeout u64, precision u64, flags u16}. */
        PREVIEW_1(48, 16, 24, 40),
        /** {@code identifier u64, clock u32, timeout u64, precision u64, flags u16}. */
        UNSTABLE(56, 24, 32, 48);

        private static final int DESCRIPTOR = 16;

        private final int size;
        private final int clock;
        private final int timeout;
        private final int flags;

        Layout(int size, int clock, int timeout, int flags) {
            this.size = size;
            this.clock = clock;
            this.timeout = timeout;
            this.flags = flags;
        }

        /** Bytes from one to the next. */
        int size() {
            return size;
        }
    }
}
