package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A stream that blocks whoever reads it. While guests wait for it, however many, one thread reads. What that has read
 * goes to whichever of them asks first.
 */
public final class StreamInput extends Input {
    private static final int SIZE = 8 << 10;

    private final InputStream source;

    /** Guarded by this, as is everything below: what was read and nobody has taken. */
    private ByteBuffer ahead = ByteBuffer.allocate(0);

    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean reading;
    private boolean ended;
    private @Nullable IOException failure;

    /** Reads a stream. */
    public StreamInput(InputStream source, FileType type) {
        super(type);
        this.source = source;
    }

    @Override
    public synchronized int read(ByteBuffer into) throws IOException {
        if (ahead.hasRemaining()) {
            return move(ahead, into);
        }
        IOException met = failure;
        if (met != null) {
            failure = null;
            throw met;
        } else if (ended) {
            return 0;
        }
        startReading();
        throw new ErrnoException(Errno.AGAIN);
    }

    @Override
    public synchronized CompletableFuture<Void> readable() {
        if (isReady()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        waiting.add(ready);
        startReading();
        return forgottenIfCancelled(ready);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tells this stream only
    private CompletableFuture<Void> forgottenIfCancelled(CompletableFuture<Void> ready) {
        ready.whenComplete((value, failed) -> forgetDone());
        return ready;
    }

    private synchronized void forgetDone() {
        waiting.removeIf(CompletableFuture::isDone);
    }

    @Override
    public synchronized long available() {
        return ahead.remaining();
    }

    private boolean isReady() {
        return ahead.hasRemaining() || ended || failure != null;
    }

    private void startReading() {
        if (!reading) {
            reading = true;
            Threads.readers().execute(this::fill);
        }
    }

    private void fill() {
        byte[] bytes = new byte[SIZE];
        int length = 0;
        IOException met = null;
        try {
            length = source.read(bytes);
        } catch (IOException e) {
            met = e;
        } catch (RuntimeException e) {
            met = new IOException("standard input failed", e);
        }
        List<CompletableFuture<Void>> ready;
        synchronized (this) {
            ahead = ByteBuffer.wrap(bytes, 0, Math.max(length, 0));
            ended = length < 0;
            failure = met;
            reading = false;
            ready = waiting;
            waiting = new ArrayList<>();
        }
        ready.forEach(each -> each.complete(null));
    }
}
