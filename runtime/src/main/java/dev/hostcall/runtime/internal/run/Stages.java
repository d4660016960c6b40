package dev.hostcall.runtime.internal.run;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Completion stages of any implementation, seen as futures. */
public final class Stages {
    private Stages() {}

    /**
     * The stage itself where it says that it is a future; otherwise a future that completes as the stage does. Asked is the
     * stage, not its class: the JDK's {@code completedStage} is of a subclass of the future's, and refuses to be used so.
     */
    public static <T extends @Nullable Object> CompletableFuture<T> toFuture(CompletionStage<T> stage) {
        try {
            return Objects.requireNonNull(stage, "stage").toCompletableFuture();
        } catch (UnsupportedOperationException e) { // permitted by its contract
            CompletableFuture<T> future = new CompletableFuture<>();
            stage.whenComplete((value, failure) -> {
                if (failure != null) {
                    future.completeExceptionally(failure);
                } else {
                    future.complete(value);
                }
            });
            return future;
        }
    }
}
