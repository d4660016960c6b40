package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads a channel that does not block. Whether it is readable is found out by reading a little ahead. */
final class ReadingHalf {
    private static final int SIZE = 8 << 10;

    private final ReadableByteChannel source;
    private final SelectableChannel channel;

    private ByteBuffer ahead = ByteBuffer.allocate(0);
    private boolean ended;
    private @Nullable IOException failure;

    /** The same channel twice. */
    <C extends SelectableChannel & ReadableByteChannel> ReadingHalf(C channel) {
        this.source = channel;
        this.channel = channel;
    }

    synchronized int read(ByteBuffer into) throws IOException {
        if (ahead.hasRemaining()) {
            return Input.move(ahead, into);
        }
        throwFailure();
        if (ended || !into.hasRemaining()) {
            return 0;
        }
        int length = source.read(into);
        ended = length < 0;
        if (length == 0) {
            throw new ErrnoException(Errno.AGAIN);
        }
        return Math.max(length, 0);
    }

    /** As {@link #read}, but the bytes stay. */
    synchronized int peek(ByteBuffer into) throws IOException {
        readAhead();
        if (!ahead.hasRemaining()) {
            throwFailure();
            if (!ended) {
                throw new ErrnoException(Errno.AGAIN);
            }
        }
        return Input.move(ahead.duplicate(), into);
    }

    private void throwFailure() throws IOException {
        IOException met = failure;
        if (met != null) {
            failure = null;
            throw met;
        }
    }

    synchronized CompletableFuture<Void> readable() {
        readAhead();
        if (ahead.hasRemaining() || ended || failure != null) {
            return CompletableFuture.completedFuture(null);
        }
        return Readiness.of(channel, SelectionKey.OP_READ);
    }

    private void readAhead() {
        if (ahead.hasRemaining() || ended || failure != null) {
            return;
        }
        try {
            ByteBuffer next = ByteBuffer.allocate(SIZE);
            ended = source.read(next) < 0;
            ahead = next.flip();
        } catch (IOException e) {
            failure = e;
        }
    }

    synchronized long available() {
        return ahead.remaining();
    }
}
