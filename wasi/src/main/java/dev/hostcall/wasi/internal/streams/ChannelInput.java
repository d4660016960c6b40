package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletableFuture;

/** A channel that tells when it can be read, so that no thread has to wait for it. */
public final class ChannelInput extends Input {
    private final ReadingHalf half;

    /**
     * Reads a channel, which does not block from then on.
     *
     * @throws IOException if it cannot be made so
     */
    public <C extends SelectableChannel & ReadableByteChannel> ChannelInput(C channel) throws IOException {
        super(FileType.UNKNOWN);
        channel.configureBlocking(false);
        this.half = new ReadingHalf(channel);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return half.read(into);
    }

    @Override
    public CompletableFuture<Void> readable() {
        return half.readable();
    }

    @Override
    public long available() {
        return half.available();
    }
}
