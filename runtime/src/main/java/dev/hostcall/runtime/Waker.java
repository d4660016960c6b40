package dev.hostcall.runtime;

/** Told that a poll may now get further. May be called from any thread, any number of times, also after the end. */
@FunctionalInterface
public interface Waker {
    /** Asks for one more poll. Must not block, and must not poll from within. */
    void wake();
}
