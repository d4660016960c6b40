package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.FileType;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Bytes that are there from the beginning. */
public final class BytesInput extends Input {
    private final ByteBuffer bytes;

    /** Reads all of an array. */
    public BytesInput(byte[] bytes) {
        super(FileType.UNKNOWN);
        this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer into) {
        return move(bytes, into);
    }

    @Override
    public CompletableFuture<Void> readable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long available() {
        return bytes.remaining();
    }
}
