package dev.hostcall.runtime.internal.run;

import org.jspecify.annotations.Nullable;

/** A value to come that becomes several results: they are handed to the guest once all of them are there. */
final class SeveralToCome extends PendingResult {
    private final Results results;
    private final PendingResult value;

    SeveralToCome(Results results, PendingResult value) {
        super(value.expected());
        this.results = results;
        this.value = value;
    }

    @Override
    protected void store(HostcallFrame frame, Object present) {
        collect(frame, () -> value.store(frame, present));
    }

    @Override
    protected void storeNull(HostcallFrame frame) {
        collect(frame, () -> value.storeNull(frame));
    }

    @Override
    protected void discard(HostcallFrame frame, Object present, Throwable why) {
        value.discard(frame, present, why);
    }

    @Override
    protected void discardFailure(HostcallFrame frame, Throwable cause, Throwable why) {
        value.discardFailure(frame, cause, why);
    }

    private void collect(HostcallFrame frame, Runnable store) {
        @Nullable Results outer = frame.collectIn(results);
        try {
            store.run();
        } finally {
            frame.collectIn(outer);
        }
        frame.storeAll(results);
    }
}
