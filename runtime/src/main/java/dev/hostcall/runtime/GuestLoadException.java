package dev.hostcall.runtime;

import java.nio.file.Path;

/** A file cannot be loaded as a guest object; the message names the file, what was found and what was expected. */
public final class GuestLoadException extends HostcallException {
    private static final long serialVersionUID = 1L;

    GuestLoadException(Path file, String problem, Throwable cause) {
        super("cannot load guest object " + file + ": " + problem, cause);
    }
}
