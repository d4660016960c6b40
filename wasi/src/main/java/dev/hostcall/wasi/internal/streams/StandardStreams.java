package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What an embedder gives for standard input and output, for each guest: the same for all, or one of its own. */
public final class StandardStreams {
    private StandardStreams() {}

    /** A stream to read, shared. */
    public static Supplier<ByteStream> from(InputStream source) {
        return shared(new StreamInput(source, FileType.UNKNOWN));
    }

    /**
     * A channel to read, shared: one that tells when it is ready, or another.
     *
     * @throws UncheckedIOException if it does not become non-blocking
     */
    public static Supplier<ByteStream> from(ReadableByteChannel source) {
        try {
            if (source instanceof SocketChannel socket) {
                return shared(new ChannelInput(socket));
            } else if (source instanceof Pipe.SourceChannel pipe) {
                return shared(new ChannelInput(pipe));
            }
            return from(Channels.newInputStream(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines that each guest reads. */
    public static Supplier<ByteStream> lines(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return () -> new BytesInput(bytes);
    }

    /** A stream to write, shared. */
    public static Supplier<ByteStream> to(OutputStream target) {
        return shared(new StreamOutput(target, FileType.UNKNOWN));
    }

    /**
     * A channel to write, shared: one that tells when it is ready, or another.
     *
     * @throws UncheckedIOException if it does not become non-blocking
     */
    public static Supplier<ByteStream> to(WritableByteChannel target) {
        try {
            if (target instanceof SocketChannel socket) {
                return shared(new ChannelOutput(socket));
            } else if (target instanceof Pipe.SinkChannel pipe) {
                return shared(new ChannelOutput(pipe));
            }
            return to(Channels.newOutputStream(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes lines, from each guest apart. */
    public static Supplier<ByteStream> toLines(Consumer<String> target) {
        return () -> new LineOutput(target);
    }

    private static Supplier<ByteStream> shared(ByteStream stream) {
        return () -> stream;
    }
}
