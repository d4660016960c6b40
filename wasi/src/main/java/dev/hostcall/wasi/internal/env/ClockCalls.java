package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.wasi.internal.calls.Clocks;

/** What time it is, in milliseconds. */
@HostcallModule("env")
final class ClockCalls {
    private static final double NANOS = 1e6;

    private final Clocks clocks;

    ClockCalls(Clocks clocks) {
        this.clocks = clocks;
    }

    @Hostcall
    double emscriptenDateNow() {
        return Math.floor(clocks.realtime() / NANOS);
    }

    @Hostcall
    double emscriptenGetNow() {
        return clocks.monotonic() / NANOS;
    }

    /** What {@code emscripten_get_now} can tell apart, in nanoseconds, other than what that returns. */
    @Hostcall
    double emscriptenGetNowRes() {
        return 1;
    }

    @Hostcall(name = "_emscripten_get_now_is_monotonic")
    boolean emscriptenGetNowIsMonotonic() {
        return true;
    }
}
