package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.coroutine.Coroutine;
import dev.hostcall.runtime.internal.memory.Gate;
import dev.hostcall.runtime.internal.meter.CpuClock;
import org.jspecify.annotations.Nullable;

/**
 * A loop that runs on the stack of whoever drives it, until it has to keep Java frames over a suspension; from then on it
 * runs inside a coroutine, and stays there until it ends. A loop that is a part of another one's is kept by that one.
 */
abstract class HostedLoop {
    private final Gate gate;
    private final @Nullable HostedLoop outer;

    /** Where the loop runs from the first hostcall on that may suspend; set by the driving thread, until the loop ends. */
    private @Nullable Coroutine coroutine;

    /** Set by the loop in the coroutine as it suspends or ends; read by the driving thread, which resumed it. */
    private @Nullable Stop handedOver;

    /** What that loop threw instead; likewise. */
    private @Nullable Throwable crash;

    /** Counts the loop's time, if that is limited; set by the driving thread as a poll begins, or by a hostcall. */
    private @Nullable CpuClock clock;

    HostedLoop(Gate gate, @Nullable HostedLoop outer) {
        this.gate = gate;
        this.outer = outer;
    }

    /** Runs until it is to be left. */
    abstract Stop loop();

    /** What becomes of a loop that threw. */
    abstract Stop crashed(Throwable cause);

    /** Has the loop's time counted from its next entry on; no longer, if there is no clock. */
    void countBy(@Nullable CpuClock next) {
        clock = next;
    }

    /** As {@link #countBy}, inside of the loop. */
    void countFromHere(CpuClock next) {
        next.start();
        countBy(next);
    }

    /** Whether its time is counted. */
    boolean isTimed() {
        return clock != null; // and not the clock: its class is not loaded, and a method that names it not inlined
    }

    /** Whether it has taken that much time, as far as that is counted. */
    boolean hasTaken(long nanos) {
        return clock != null && clock.hasSpent(nanos);
    }

    /** Lets the loop run until it stops. */
    Stop runLoop() {
        if (coroutine != null) {
            return inCoroutine();
        }
        Stop stop;
        hold();
        try {
            stop = loop();
        } finally {
            letGo();
        }
        if (stop == Stop.Plain.NEEDS_COROUTINE) {
            return inNewCoroutine();
        }
        return stop;
    }

    /** Goes on with a loop that has to keep frames from here on. */
    final Stop inNewCoroutine() {
        coroutine = Coroutine.of(this::runInCoroutine);
        return inCoroutine();
    }

    /** Lets a loop that is suspended run to its end. */
    void unwind() {
        while (coroutine != null) {
            inCoroutine();
        }
    }

    private Stop inCoroutine() {
        Coroutine present = coroutine;
        if (present == null) {
            throw new IllegalStateException("no coroutine");
        }
        handedOver = null;
        if (present.resume() == Coroutine.Progress.ENDED) {
            coroutine = null;
        }
        Stop stop = handedOver;
        if (stop != null) {
            return stop;
        }
        Throwable cause = crash == null ? new IllegalStateException("the run loop ended without a stop") : crash;
        crash = null;
        return crashed(cause);
    }

    private void runInCoroutine() {
        hold();
        try {
            handedOver = loop();
        } catch (Throwable e) {
            crash = e;
        } finally {
            letGo();
            gate.forget(); // so that the coroutine's thread does not live on
        }
    }

    /** Whether Java frames may be left while the loop is suspended. */
    boolean keepsFrames() {
        return coroutine != null || outer != null;
    }

    /** Hands a stop to whoever polls and returns when it comes back, where Java frames are kept only. */
    void handOver(Stop stop) {
        handedOver = stop;
        letGo();
        try {
            if (coroutine != null) {
                coroutine.suspend();
            } else if (outer != null) {
                outer.handOver(stop);
            }
        } finally {
            hold();
        }
    }

    /** This thread runs the guest from here on. */
    final void hold() {
        gate.own();
        if (clock != null) {
            clock.start();
        }
    }

    final void letGo() {
        if (clock != null) {
            clock.stop();
        }
        gate.disown();
    }
}
