package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A stream that is only written. */
abstract class Output implements ByteStream {
    private final FileType type;

    Output(FileType type) {
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
    public final int read(ByteBuffer into) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    @Override
    public final CompletableFuture<Void> readable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public final long available() {
        return 0;
    }
}
