package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;
import dev.hostcall.Queued;
import java.util.concurrent.CompletableFuture;

/** Of whose calls only one kind waits. */
@GuestInterface
interface PartlyQueuedPlugin {
    int add(int a, int b);

    @Queued
    CompletableFuture<String> textLater(String value);
}
