package streams;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What guests may call: one for each slot. */
@HostcallModule("prices")
final class Prices {
    private final int slot;
    private final Executor source;

    Prices(int slot, Executor source) {
        this.slot = slot;
        this.source = source;
    }

    /** Later: the guest waits, the slot's thread does not. */
    @Hostcall
    CompletableFuture<Long> ask(long item) {
        return CompletableFuture.supplyAsync(() -> item * 3, source);
    }

    @Hostcall
    long slot() {
        return slot;
    }
}
