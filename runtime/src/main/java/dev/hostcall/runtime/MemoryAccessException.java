package dev.hostcall.runtime;

/** Java code asked for bytes that lie outside of a guest's linear memory, or of a slice of it. */
public final class MemoryAccessException extends HostcallException {
    private static final long serialVersionUID = 1L;

    MemoryAccessException(String message) {
        super(message);
    }
}
