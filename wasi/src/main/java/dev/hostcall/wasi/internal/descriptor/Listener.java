package dev.hostcall.wasi.internal.descriptor;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A socket that accepts connections. */
public non-sealed interface Listener extends Descriptor {

    /** The next connection; {@link Errno#AGAIN} if there is none. */
    ByteStream accept() throws IOException;

    /** Completes when accepting would not throw {@link Errno#AGAIN}; cancelling it is how to stop waiting. */
    CompletableFuture<Void> acceptable();
}
