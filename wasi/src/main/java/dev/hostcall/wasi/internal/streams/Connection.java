package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** A connected socket. It belongs to the guest, and is closed with it. */
public final class Connection implements ByteStream {
    private final SocketChannel channel;
    private final ReadingHalf reading;
    private final WritingHalf writing;

    /**
     * Takes a socket, which does not block from then on.
     *
     * @throws IOException if it cannot be made so
     */
    public Connection(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        this.channel = channel;
        this.reading = new ReadingHalf(channel);
        this.writing = new WritingHalf(channel);
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
    public int read(ByteBuffer into) throws IOException {
        return reading.read(into);
    }

    /** As {@link #read}, but the bytes stay. */
    public int peek(ByteBuffer into) throws IOException {
        return reading.peek(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return writing.write(from);
    }

    @Override
    public CompletableFuture<Void> readable() {
        return reading.readable();
    }

    @Override
    public CompletableFuture<Void> writable() {
        return writing.writable();
    }

    @Override
    public long available() {
        return reading.available();
    }

    /** Ends one direction. */
    public void shutDown(Half half) throws IOException {
        if (half == Half.READING) {
            channel.shutdownInput();
        } else {
            channel.shutdownOutput();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** {@code sdflags}, in the order of their bits. */
    public enum Half {
        READING,
        WRITING
    }
}
