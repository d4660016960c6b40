package dev.hostcall.integration.races;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;

/** The guests' hostcall. */
@HostcallModule("race")
final class Race {
    private volatile CompletableFuture<Long> future = new CompletableFuture<>();

    /** What it returns from now on. */
    void future(CompletableFuture<Long> next) {
        future = next;
    }

    @Hostcall
    CompletableFuture<Long> later() {
        return future;
    }
}
