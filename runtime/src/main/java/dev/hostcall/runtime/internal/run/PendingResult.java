package dev.hostcall.runtime.internal.run;

/** What the value of a future becomes that a hostcall has returned. */
public abstract class PendingResult {
    /** Nothing. */
    public static final PendingResult VOID = new PendingResult("null") {
        @Override
        protected void store(HostcallFrame frame, Object value) {}

        @Override
        protected void storeNull(HostcallFrame frame) {}
    };

    /** An i32. */
    public static final PendingResult I32 = new PendingResult("an Integer") {
        @Override
        protected void store(HostcallFrame frame, Object value) {
            frame.control.i32(0, (Integer) value);
        }
    };

    /** An i64. */
    public static final PendingResult I64 = new PendingResult("a Long") {
        @Override
        protected void store(HostcallFrame frame, Object value) {
            frame.control.i64(0, (Long) value);
        }
    };

    /** An f32. */
    public static final PendingResult F32 = new PendingResult("a Float") {
        @Override
        protected void store(HostcallFrame frame, Object value) {
            frame.control.f32(0, (Float) value);
        }
    };

    /** An f64. */
    public static final PendingResult F64 = new PendingResult("a Double") {
        @Override
        protected void store(HostcallFrame frame, Object value) {
            frame.control.f64(0, (Double) value);
        }
    };

    /** An i32, 1 or 0. */
    public static final PendingResult BOOL = new PendingResult("a Boolean") {
        @Override
        protected void store(HostcallFrame frame, Object value) {
            frame.control.i32(0, (Boolean) value ? 1 : 0);
        }
    };

    private final String expected;

    /** Of a value that is described so. */
    public PendingResult(String expected) {
        this.expected = expected;
    }

    public final String expected() {
        return expected;
    }

    /** Whether it may become several results of WebAssembly's. */
    protected boolean mayBeSeveral() {
        return false;
    }

    /** Hands a value to the guest. */
    protected abstract void store(HostcallFrame frame, Object value);

    /** Hands a value to the guest that is {@code null}: refuses to, where that is none. */
    protected void storeNull(HostcallFrame frame) {
        throw new NullPointerException("its future completed with null; it must complete with " + expected);
    }

    /** Gives up what a value holds that the guest does not get, because of a failure. */
    protected void discard(HostcallFrame frame, Object value, Throwable why) {}

    /** Hands a failure to the guest, if the guest is to see this one; false if it ends the guest. */
    protected boolean storeFailure(HostcallFrame frame, Throwable cause) {
        return false;
    }

    /** Gives up what a failure holds that the guest was to see, but does not get. */
    protected void discardFailure(HostcallFrame frame, Throwable cause, Throwable why) {}
}
