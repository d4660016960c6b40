package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Vmctx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Records, which guests import as they like. */
@HostcallModule("pairs")
final class Pairs {
    /** What is returned later. */
    CompletableFuture<Pair> later = new CompletableFuture<>();

    record Pair(long first, float second) {}

    record Named(String name, Optional<Integer> number, List<Pair> pairs) {}

    @Hostcall
    Pair pair(long first, float second) {
        return new Pair(first, second);
    }

    @Hostcall
    Named named(boolean isNumbered) {
        return new Named("text", isNumbered ? Optional.of(7) : Optional.empty(), List.of(new Pair(1, 2)));
    }

    @Hostcall
    CompletableFuture<Pair> later() {
        return later;
    }

    @Hostcall
    CompletableFuture<Pair> laterInBody(Vmctx vmctx) {
        vmctx.backtrace();
        return later;
    }
}
