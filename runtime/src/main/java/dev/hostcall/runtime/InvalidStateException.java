package dev.hostcall.runtime;

/** Something was asked of an object that its state does not allow; the message names the state and what was tried. */
public final class InvalidStateException extends HostcallException {
    private static final long serialVersionUID = 1L;

    InvalidStateException(String message) {
        super(message);
    }
}
