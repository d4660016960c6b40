package dev.hostcall.runtime;

import org.jspecify.annotations.Nullable;

/** The root of the exceptions of this library that are not plain misuse of an argument. */
public abstract class HostcallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static {
        FrontDoor.open(); // for the rooms, which throw most of these
    }

    HostcallException(String message) {
        super(message);
    }

    HostcallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
