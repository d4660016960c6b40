package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A stream that is only read. It belongs to the embedder, who may have given it to several guests: closing leaves it as it is. */
abstract class Input implements ByteStream {
    private final FileType type;

    Input(FileType type) {
        this.type = type;
    }

    @Override
    public final FileType type() {
        return type;
    }

    @Override
    public final FileStat stat() {
        return FileStat.of(type);
    }

    @Override
    public final int write(ByteBuffer from) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    @Override
    public final CompletableFuture<Void> writable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public final void close() {}

    /** Moves as much as both have room for, or bytes; how many. */
    static int move(ByteBuffer from, ByteBuffer into) {
        int length = Math.min(from.remaining(), into.remaining());
        into.put(into.position(), from, from.position(), length);
        into.position(into.position() + length);
        from.position(from.position() + length);
        return length;
    }
}
