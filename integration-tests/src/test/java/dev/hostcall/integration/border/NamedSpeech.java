package dev.hostcall.integration.border;

import dev.hostcall.GuestAllocator;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;

/** The same with an allocator that has a name of its own, and a text that comes later. */
@HostcallModule("speech")
@GuestAllocator(allocate = "take")
final class NamedSpeech {
    @Hostcall
    CompletableFuture<String> word() {
        return CompletableFuture.completedFuture("later");
    }
}
