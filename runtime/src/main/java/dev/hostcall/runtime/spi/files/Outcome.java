package dev.hostcall.runtime.spi.files;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a call has brought: a value, or the number of an error, as Linux numbers them. */
public final class Outcome<T> {
    private final int error;
    private final @Nullable T value;

    private Outcome(int error, @Nullable T value) {
        this.error = error;
        this.value = value;
    }

    /** Of a call that returns an error number, negated, if it fails. */
    static <T> Outcome<T> of(long returned, LongFunction<T> value) {
        return returned < 0 ? new Outcome<>((int) -returned, null) : new Outcome<>(0, value.apply(returned));
    }

    /** The number of the error, or 0. */
    public int error() {
        return error;
    }

    /**
     * The value.
     *
     * @throws IllegalStateException if there is an error instead
     */
    public T value() {
        T present = value;
        if (present == null) {
            throw new IllegalStateException("the call has no value: it failed with error " + error);
        }
        return present;
    }
}
