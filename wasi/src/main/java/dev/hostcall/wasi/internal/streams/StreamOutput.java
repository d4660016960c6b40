package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A stream that is written at once, and flushed. It belongs to the embedder: closing leaves it as it is. */
public final class StreamOutput extends Output {
    private final OutputStream target;

    /** Writes to a stream. */
    public StreamOutput(OutputStream target, FileType type) {
        super(type);
        this.target = target;
    }

    @Override
    public synchronized int write(ByteBuffer from) throws IOException {
        int length = from.remaining();
        target.write(from.array(), from.arrayOffset() + from.position(), length);
        target.flush();
        from.position(from.limit());
        return length;
    }

    @Override
    public CompletableFuture<Void> writable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
