package dev.hostcall.runtime;

/** A guest needs more than its region's {@link Limits} give; the message names both figures. */
public final class LimitsExceededException extends HostcallException {
    private static final long serialVersionUID = 1L;

    LimitsExceededException(String message) {
        super(message);
    }
}
