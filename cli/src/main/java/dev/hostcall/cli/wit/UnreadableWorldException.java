package dev.hostcall.cli.wit;

/** A section that should hold a world holds something else; the message says what, and where in the section. */
public final class UnreadableWorldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableWorldException(String message) {
        super(message);
    }
}
