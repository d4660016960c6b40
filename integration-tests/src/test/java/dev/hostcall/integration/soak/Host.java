package dev.hostcall.integration.soak;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Vmctx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The guests' hostcalls: the argument says what they do. */
@HostcallModule("soak")
final class Host {
    static final long SOON = 0;
    static final long NEVER = 1;
    static final long FAILS = 2;
    static final long YIELDS = 3;
    static final long CALLS_BACK = 4;

    private static final AtomicLong ENTERED = new AtomicLong();
    private static final AtomicLong LEFT = new AtomicLong();

    /** Bodies of hostcalls that were entered and not left. */
    static long inside() {
        return ENTERED.get() - LEFT.get();
    }

    @Hostcall
    long plain(long what) {
        if (what == FAILS) {
            throw new IllegalStateException("as asked");
        }
        return what;
    }

    @Hostcall
    CompletableFuture<Long> tail(long what) {
        return future(what);
    }

    @Hostcall
    long body(Vmctx vmctx, long what) {
        ENTERED.incrementAndGet();
        try {
            if (what == YIELDS) {
                return vmctx.yieldExpecting(Long.class);
            }
            if (what == CALLS_BACK) {
                return vmctx.call("tail", SOON).i64() + vmctx.call("work", 10L).i64();
            }
            return vmctx.blockOn(future(what));
        } finally {
            LEFT.incrementAndGet();
        }
    }

    private static CompletableFuture<Long> future(long what) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        if (what == SOON) {
            return future.completeOnTimeout(7L, 50, TimeUnit.MICROSECONDS);
        }
        if (what == FAILS) {
            future.completeExceptionally(new IllegalStateException("as asked"));
        }
        return future;
    }
}
