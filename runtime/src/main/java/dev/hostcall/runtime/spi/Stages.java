package dev.hostcall.runtime.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Completion stages of any make, seen as futures. */
public final class Stages {
    private Stages() {}

    /** The stage itself where it is a future; otherwise a future that completes as the stage does. */
    public static <T extends @Nullable Object> CompletableFuture<T> toFuture(CompletionStage<T> stage) {
        if (stage instanceof CompletableFuture<T> future) {
            return future;
        }
        try {
            return stage.toCompletableFuture();
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
