package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;

/** Writes to a channel that does not block. It counts as writable until it has taken nothing. */
final class WritingHalf {
    private final WritableByteChannel target;
    private final SelectableChannel channel;
    private volatile boolean full;

    /** The same channel twice. */
    <C extends SelectableChannel & WritableByteChannel> WritingHalf(C channel) {
        this.target = channel;
        this.channel = channel;
    }

    int write(ByteBuffer from) throws IOException {
        int length = target.write(from);
        full = length == 0 && from.hasRemaining();
        if (full) {
            throw new ErrnoException(Errno.AGAIN);
        }
        return length;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tells this half only
    CompletableFuture<Void> writable() {
        if (!full) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> ready = Readiness.of(channel, SelectionKey.OP_WRITE);
        ready.thenRun(() -> full = false);
        return ready;
    }
}
