package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.InvalidStateException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came of an operation that {@code docs/states.md} has a row for. */
final class Attempt<S extends Enum<S>> {
    private @Nullable InvalidStateException refusal;
    private @Nullable S after;

    /** Tries it. */
    void of(Runnable operation, Supplier<S> state) {
        try {
            operation.run();
        } catch (InvalidStateException e) {
            refusal = e;
        }
        after = state.get();
    }

    /** Compares with what the table says; an empty cell is a refusal that changes nothing. */
    void check(Optional<S> expected, S before) {
        assertThat(after).isEqualTo(expected.orElse(before));
        assertThat(refusal == null).as("allowed, not %s", refusal).isEqualTo(expected.isPresent());
    }

    /** What a refusal says; empty where the operation was allowed. */
    String message() {
        return refusal == null ? "" : String.valueOf(refusal.getMessage());
    }
}
