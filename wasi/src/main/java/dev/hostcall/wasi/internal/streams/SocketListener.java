package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.Listener;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A bound socket. It belongs to the guest, and is closed with it. */
public final class SocketListener implements Listener {
    private final ServerSocketChannel channel;

    /** Accepted to find out whether there is one. */
    private @Nullable SocketChannel ahead;

    /**
     * Takes a socket, which does not block from then on.
     *
     * @throws IOException if it cannot be made so
     */
    public SocketListener(ServerSocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        this.channel = channel;
    }

    @Override
    public FileType type() {
        return FileType.SOCKET_STREAM;
    }

    @Override
    public FileStat stat() {
        return FileStat.of(FileType.SOCKET_STREAM);
    }

    @Override
    public synchronized ByteStream accept() throws IOException {
        SocketChannel next = ahead != null ? ahead : channel.accept();
        ahead = null;
        if (next == null) {
            throw new ErrnoException(Errno.AGAIN);
        }
        return new Connection(next);
    }

    @Override
    public synchronized CompletableFuture<Void> acceptable() {
        try {
            if (ahead == null) {
                ahead = channel.accept();
            }
        } catch (IOException e) {
            return CompletableFuture.completedFuture(null); // accepting meets it again
        }
        return ahead != null ? CompletableFuture.completedFuture(null) : Readiness.of(channel, SelectionKey.OP_ACCEPT);
    }

    @Override
    public synchronized void close() throws IOException {
        SocketChannel unwanted = ahead;
        ahead = null;
        try (unwanted) {
            channel.close();
        }
    }
}
