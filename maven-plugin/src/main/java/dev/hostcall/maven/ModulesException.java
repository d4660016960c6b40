package dev.hostcall.maven;

/** What is configured, or named there, cannot be used; the message says what and what is expected. */
final class ModulesException extends Exception {
    private static final long serialVersionUID = 1L;

    ModulesException(String message) {
        super(message);
    }
}
