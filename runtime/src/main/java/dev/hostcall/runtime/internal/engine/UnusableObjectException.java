package dev.hostcall.runtime.internal.engine;

/** Why an object cannot be loaded; the message continues a sentence that names it. */
public final class UnusableObjectException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the rest of that sentence. */
    public UnusableObjectException(String message) {
        super(message);
    }
}
