package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;
import dev.hostcall.Queued;
import dev.hostcall.runtime.GuestRun;
import java.util.concurrent.CompletableFuture;

/** A part of what {@code plugin-guest.wat} exports, whose calls wait for their turn. */
@Queued
@GuestInterface
interface QueuedPlugin {
    int add(int a, int b);

    int ask(int value);

    CompletableFuture<String> textLater(String value);

    GuestRun<Integer> spin(int rounds);
}
