package dev.hostcall.runtime.internal.run;

import org.jspecify.annotations.Nullable;

/** A value to come that becomes several results: they are handed to the guest once all of them are there. */
final class SeveralToCome extends ForwardedResult {
    private final Results results;

    SeveralToCome(Results results, PendingResult value) {
        super(value);
        this.results = results;
    }

    @Override
    void handOver(HostcallFrame frame, Runnable store) {
        @Nullable Results outer = frame.collectIn(results);
        try {
            store.run();
        } finally {
            frame.collectIn(outer);
        }
        frame.storeAll(results);
    }
}
