package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.internal.memory.HandleTable;
import org.jspecify.annotations.Nullable;

/** Closes the resources in a result that the guest does not get, but for those that it has a handle of already. */
public final class Discard {
    private final HandleTable handles;
    private final Throwable why;

    Discard(HandleTable handles, Throwable why) {
        this.handles = handles;
        this.why = why;
    }

    /** Closes one. What that throws is added to why the guest does not get it. */
    public void close(@Nullable Object object) {
        if (object instanceof AutoCloseable closeable && !handles.owns(object)) {
            try {
                closeable.close();
            } catch (Exception e) {
                why.addSuppressed(e);
            }
        }
    }
}
