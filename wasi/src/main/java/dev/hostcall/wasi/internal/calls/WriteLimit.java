package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes a guest may still write: to files, streams and sockets together. */
final class WriteLimit {
    private final AtomicLong left;

    WriteLimit(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** Has no more written than is left, and fails with {@link Errno#DQUOT} if nothing is. */
    Iovecs.Mover limited(Iovecs.Mover writer) {
        return (buffer, before) -> {
            long most = left.get();
            if (most == 0 && buffer.hasRemaining()) {
                throw new ErrnoException(Errno.DQUOT);
            } else if (buffer.remaining() > most) {
                buffer.limit(buffer.position() + (int) most);
            }
            int wrote = writer.move(buffer, before);
            left.addAndGet(-wrote);
            return wrote;
        };
    }
}
