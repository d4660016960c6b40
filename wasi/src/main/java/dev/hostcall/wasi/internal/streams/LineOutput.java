package dev.hostcall.wasi.internal.streams;

import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Hands out what is written line by line, and the rest when it is closed. */
public final class LineOutput extends Output {
    /** A line that grows longer is handed out in pieces: it would have to be kept otherwise, however long it is. */
    private static final int LONGEST = 64 << 10;

    private final Consumer<String> target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Hands lines to this, without their ends. */
    public LineOutput(Consumer<String> target) {
        super(FileType.UNKNOWN);
        this.target = target;
    }

    @Override
    public synchronized int write(ByteBuffer from) {
        int length = from.remaining();
        while (from.hasRemaining()) {
            byte next = from.get();
            if (next != '\n') {
                line.write(next);
            }
            if (next == '\n' || line.size() == LONGEST) {
                handOut();
            }
        }
        return length;
    }

    private void handOut() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        target.accept(text);
    }

    @Override
    public CompletableFuture<Void> writable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            handOut();
        }
    }
}
