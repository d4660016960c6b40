package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.wasi.internal.descriptor.Errno;
import java.io.IOException;

/** What a call returns to the guest: the number of an {@link Errno}. */
final class Outcome {
    private Outcome() {}

    /** Success, or why an action fails. A pointer outside of the guest's memory is such a reason. */
    static int of(Action action) {
        try {
            action.run();
            return Errno.SUCCESS.number();
        } catch (MemoryAccessException e) {
            return Errno.FAULT.number();
        } catch (IOException | UnsupportedOperationException e) {
            return Errno.of(e).number();
        }
    }

    /** What a call does. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }
}
