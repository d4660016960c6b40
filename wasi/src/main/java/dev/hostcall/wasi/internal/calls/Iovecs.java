package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.spi.files.GuestBytes;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Ranges of the guest's memory that bytes are gathered from or scattered to, one after the other. */
final class Iovecs {
    private static final int SIZE = 8;

    /** As many as Linux takes. */
    private static final int MOST = 1024;

    /** So many bytes are moved at a time, so that a guest cannot have the host allocate as much as it names. */
    private static final int CHUNK = 64 << 10;

    private final Memory memory;
    private final long[] addresses;
    private final int[] lengths;
    private final int total;

    private Iovecs(Memory memory, long[] addresses, int[] lengths, int total) {
        this.memory = memory;
        this.addresses = addresses;
        this.lengths = lengths;
        this.total = total;
    }

    /**
     * Reads the array of them.
     *
     * @throws MemoryAccessException if it, or a range in it, lies outside of memory
     */
    static Iovecs at(Memory memory, int pointer, int count) throws ErrnoException {
        if (count < 0 || count > MOST) {
            throw new ErrnoException(Errno.INVAL);
        }
        long[] addresses = new long[count];
        int[] lengths = new int[count];
        long total = 0;
        for (int i = 0; i < count; i++) {
            long at = Pointers.address(pointer) + (long) i * SIZE;
            addresses[i] = Pointers.address(memory.readInt(at));
            lengths[i] = Pointers.length(memory.readInt(at + Integer.BYTES));
            memory.slice(addresses[i], lengths[i]);
            total += lengths[i];
        }
        if (total > Integer.MAX_VALUE) {
            throw new ErrnoException(Errno.INVAL);
        }
        return new Iovecs(memory, addresses, lengths, (int) total);
    }

    int total() {
        return total;
    }

    /** Has bytes taken until there are no more, or fewer are taken than there were; how many. */
    int gather(Mover taker) throws IOException {
        int moved = 0;
        while (moved < total) {
            byte[] chunk = new byte[Math.min(total - moved, CHUNK)];
            copy(moved, chunk, memory::readBytes);
            int taken = part(taker, ByteBuffer.wrap(chunk), moved, 0);
            moved += taken;
            if (taken < chunk.length) {
                break;
            }
        }
        return moved;
    }

    /** Has bytes given until all ranges are full, or fewer are given than fit; how many. */
    int scatter(Mover giver) throws IOException {
        return scatterFrom(0, giver);
    }

    /** As {@link #scatter}, leaving out so many bytes; how many there are then, with those. */
    int scatterFrom(int first, Mover giver) throws IOException {
        int moved = first;
        while (moved < total) {
            byte[] chunk = new byte[Math.min(total - moved, CHUNK)];
            int given = part(giver, ByteBuffer.wrap(chunk), moved, first);
            copy(moved, given == chunk.length ? chunk : Arrays.copyOf(chunk, given), memory::writeBytes);
            moved += given;
            if (given < chunk.length) {
                break;
            }
        }
        return moved;
    }

    /** Has bytes moved from or to the ranges themselves, on the thread that runs the guest, until a range is not moved whole; how many. */
    int moveInPlace(Mover mover) throws IOException {
        int moved = 0;
        for (int i = 0; i < lengths.length; i++) {
            for (int done = 0; done < lengths[i]; ) {
                ByteBuffer range = GuestBytes.of(memory.slice(addresses[i] + done, lengths[i] - done));
                int step = part(mover, range, moved, 0);
                moved += step;
                done += step;
                if (range.hasRemaining()) {
                    return moved;
                }
            }
        }
        return moved;
    }

    /** A failure after the first bytes ends the call as if there were no more; it will be met again. */
    private static int part(Mover mover, ByteBuffer chunk, int moved, int first) throws IOException {
        try {
            return mover.move(chunk, moved);
        } catch (IOException e) {
            if (moved == first) {
                throw e;
            }
            return 0;
        }
    }

    /** Copies between an array and that part of all ranges that begins after so many bytes. */
    private void copy(int after, byte[] bytes, Copier copier) {
        int skipped = after;
        int copied = 0;
        for (int i = 0; i < lengths.length && copied < bytes.length; i++) {
            int start = Math.min(skipped, lengths[i]);
            skipped -= start;
            int length = Math.min(lengths[i] - start, bytes.length - copied);
            copier.copy(addresses[i] + start, bytes, copied, length);
            copied += length;
        }
    }

    /** What takes or gives bytes. */
    @FunctionalInterface
    interface Mover {
        /** How many were moved, of those that remain in the buffer; so many were moved before. */
        int move(ByteBuffer buffer, int before) throws IOException;
    }

    @FunctionalInterface
    private interface Copier {
        void copy(long address, byte[] bytes, int offset, int length);
    }
}
