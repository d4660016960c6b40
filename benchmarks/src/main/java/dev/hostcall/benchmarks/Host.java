package dev.hostcall.benchmarks;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Vmctx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The hostcalls under measurement: each does as little as it can. */
@HostcallModule("bench")
public final class Host {
    private static final CompletableFuture<Long> READY = CompletableFuture.completedFuture(1L);
    private static final Long ANSWER = 1L;

    private final Supplier<CompletableFuture<Void>> timers;
    private CompletableFuture<Long> latest = READY;

    private Host(Supplier<CompletableFuture<Void>> timers) {
        this.timers = timers;
    }

    /** A host whose timers never end. */
    static Host create() {
        return new Host(CompletableFuture::new);
    }

    /** A host that has its timers from here. */
    static Host withTimers(Supplier<CompletableFuture<Void>> timers) {
        return new Host(timers);
    }

    /** Completes what the guest waits for, as another part of a program would. */
    void answer() {
        latest.complete(ANSWER);
    }

    @Hostcall
    long add(long left, long right) {
        return left + right;
    }

    @Hostcall
    int length(String text) {
        return text.length();
    }

    @Hostcall
    CompletableFuture<Long> ready(long left, long right) {
        return READY;
    }

    @Hostcall
    CompletableFuture<Long> later(long left, long right) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        latest = future;
        return future;
    }

    @Hostcall
    long laterInBody(Vmctx vmctx, long left, long right) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        latest = future;
        return vmctx.blockOn(future);
    }

    @Hostcall
    CompletableFuture<Void> timer() {
        return timers.get();
    }
}
