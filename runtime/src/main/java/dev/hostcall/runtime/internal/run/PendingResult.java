package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.engine.ControlBlock;

/** What the value of a future becomes that a hostcall has returned. */
public abstract class PendingResult {
    /** Nothing. */
    public static final PendingResult VOID = new PendingResult("null") {
        @Override
        void store(ControlBlock slots, Object value) {}
    };

    /** An i32. */
    public static final PendingResult I32 = new PendingResult("an Integer") {
        @Override
        void store(ControlBlock slots, Object value) {
            slots.i32(0, (Integer) value);
        }
    };

    /** An i64. */
    public static final PendingResult I64 = new PendingResult("a Long") {
        @Override
        void store(ControlBlock slots, Object value) {
            slots.i64(0, (Long) value);
        }
    };

    /** An f32. */
    public static final PendingResult F32 = new PendingResult("a Float") {
        @Override
        void store(ControlBlock slots, Object value) {
            slots.f32(0, (Float) value);
        }
    };

    /** An f64. */
    public static final PendingResult F64 = new PendingResult("a Double") {
        @Override
        void store(ControlBlock slots, Object value) {
            slots.f64(0, (Double) value);
        }
    };

    /** An i32, 1 or 0. */
    public static final PendingResult BOOL = new PendingResult("a Boolean") {
        @Override
        void store(ControlBlock slots, Object value) {
            slots.i32(0, (Boolean) value ? 1 : 0);
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

    /** Hands a value to the guest; {@code null} does not come here. */
    abstract void store(ControlBlock slots, Object value);
}
