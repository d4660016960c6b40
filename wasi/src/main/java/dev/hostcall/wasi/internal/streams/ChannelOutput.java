package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;

/** A channel that tells when it can be written, so that no thread has to wait for it. */
public final class ChannelOutput extends Output {
    private final WritingHalf half;

    /**
     * Writes to a channel, which does not block from then on.
     *
     * @throws IOException if it cannot be made so
     */
    public <C extends SelectableChannel & WritableByteChannel> ChannelOutput(C channel) throws IOException {
        super(FileType.UNKNOWN);
        channel.configureBlocking(false);
        this.half = new WritingHalf(channel);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return half.write(from);
    }

    @Override
    public CompletableFuture<Void> writable() {
        return half.writable();
    }

    @Override
    public void close() {}
}
