package dev.hostcall.wasi.internal.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes that come and go without a position: standard input and output, sockets. Reading and writing never wait: what is
 * not ready throws {@link Errno#AGAIN}, and the guest blocks on {@link #readable} or {@link #writable}.
 */
public non-sealed interface ByteStream extends Descriptor {

    /** How many bytes were read, 0 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** How many bytes were written. */
    int write(ByteBuffer from) throws IOException;

    /** Completes when reading would not throw {@link Errno#AGAIN}; cancelling it is how to stop waiting. */
    CompletableFuture<Void> readable();

    /** Completes when writing would not throw {@link Errno#AGAIN}; cancelling it is how to stop waiting. */
    CompletableFuture<Void> writable();

    /** How many bytes can be read without waiting, as far as is known; at least 1 if it is readable, but for the end. */
    long available();
}
