package dev.hostcall.runtime;

import org.jspecify.annotations.Nullable;

/** Something cannot be loaded as a guest object; the message names it, what was found and what was expected. */
public final class GuestLoadException extends HostcallException {
    private static final long serialVersionUID = 1L;

    GuestLoadException(String file, String problem, @Nullable Throwable cause) {
        super("cannot load guest object " + file + ": " + problem, cause);
    }
}
