package dev.hostcall.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A future that is polled rather than completed. {@link RunAsync} is one; a hostcall can wait for any of them with
 * {@link Vmctx#blockOn(Pollable)}.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Pollable<T extends @Nullable Object> {
    /**
     * Gets as far as it can without waiting. Not to be called again once it was ready, nor by two threads at once.
     *
     * @param waker to be woken once when a further poll may get further; the waker of the latest poll counts
     */
    Poll<T> poll(Waker waker);
}
