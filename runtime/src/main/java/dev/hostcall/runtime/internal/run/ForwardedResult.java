package dev.hostcall.runtime.internal.run;

/** A value to come that another result hands to the guest, with something to be done before or behind that. */
abstract class ForwardedResult extends PendingResult {
    private final PendingResult value;

    ForwardedResult(PendingResult value) {
        super(value.expected());
        this.value = value;
    }

    /** Has the value handed over, which {@code store} does. */
    abstract void handOver(HostcallFrame frame, Runnable store);

    @Override
    protected final void store(HostcallFrame frame, Object present) {
        handOver(frame, () -> value.store(frame, present));
    }

    @Override
    protected final void storeNull(HostcallFrame frame) {
        handOver(frame, () -> value.storeNull(frame));
    }

    @Override
    protected final boolean storeFailure(HostcallFrame frame, Throwable cause) {
        return value.storeFailure(frame, cause);
    }

    @Override
    protected final void discard(HostcallFrame frame, Object present, Throwable why) {
        value.discard(frame, present, why);
    }

    @Override
    protected final void discardFailure(HostcallFrame frame, Throwable cause, Throwable why) {
        value.discardFailure(frame, cause, why);
    }
}
