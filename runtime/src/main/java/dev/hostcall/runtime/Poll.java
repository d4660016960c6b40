package dev.hostcall.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one poll.
 *
 * @param <T> the type of the value
 */
public sealed interface Poll<T extends @Nullable Object> {

    /** Not done: the waker of the poll will be called. */
    @SuppressWarnings("unchecked") // holds no value
    static <T extends @Nullable Object> Poll<T> pending() {
        return (Poll<T>) Pending.INSTANCE;
    }

    /** Done, with a value. */
    static <T extends @Nullable Object> Poll<T> ready(T value) {
        return new Ready<>(value);
    }

    /** Whether there is a value. */
    default boolean isReady() {
        return this instanceof Ready;
    }

    /**
     * There is no value yet.
     *
     * @param <T> the type of the value
     */
    record Pending<T extends @Nullable Object>() implements Poll<T> {
        private static final Pending<?> INSTANCE = new Pending<>();
    }

    /**
     * The value is there.
     *
     * @param value the value, {@code null} where the type allows it
     * @param <T> the type of the value
     */
    record Ready<T extends @Nullable Object>(T value) implements Poll<T> {}
}
