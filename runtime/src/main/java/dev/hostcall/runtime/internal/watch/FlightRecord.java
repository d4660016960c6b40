package dev.hostcall.runtime.internal.watch;

import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.RunListener.PollOutcome;
import dev.hostcall.runtime.internal.watch.Observer.Mode;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** What one run leaves in the JDK's flight recorder. Not to be touched where the JVM has none: see {@link Observer}. */
final class FlightRecord {
    private final String guest;
    private final int instance;
    private PollEvent poll = new PollEvent();
    private @Nullable SuspensionEvent suspension;

    FlightRecord(Watched instance) {
        this.guest = instance.guest();
        this.instance = System.identityHashCode(instance);
    }

    /**
     * Whether anybody records; a handful of field reads. Events are touched only once somebody has recorded anything in this JVM, as to
     * declare them takes a tenth of a second.
     */
    static boolean isNeeded() {
        return FlightRecorder.isInitialized()
                && (Probes.POLL.isEnabled()
                        || Probes.HOSTCALL.isEnabled()
                        || Probes.SUSPENSION.isEnabled()
                        || Probes.BOUND_EXPIRED.isEnabled()
                        || Probes.TRAP.isEnabled()
                        || Probes.RUN_END.isEnabled());
    }

    void pollBegan(Mode mode) {
        SuspensionEvent over = suspension;
        if (over != null) {
            over.commit();
            suspension = null;
        }
        poll = new PollEvent();
        poll.asynchronous = mode == Mode.ASYNCHRONOUS;
        poll.begin();
    }

    void pollEnded(PollOutcome outcome, long instructions, @Nullable String waitsFor) {
        poll.guest = guest;
        poll.instance = instance;
        poll.outcome = outcome.name();
        poll.instructions = instructions;
        poll.commit();
        switch (outcome) {
            case BLOCKED, YIELDED, BOUND_EXPIRED -> suspended(outcome, waitsFor);
            case RETURNED, TRAPPED, THREW, TERMINATED -> {}
        }
    }

    private void suspended(PollOutcome why, @Nullable String hostcall) {
        SuspensionEvent event = new SuspensionEvent();
        event.guest = guest;
        event.instance = instance;
        event.reason = why.name();
        event.hostcall = hostcall;
        event.begin();
        suspension = event;
    }

    /** Nothing where hostcalls are not recorded. */
    @Nullable
    HostcallEvent hostcallBegan() {
        if (!Probes.HOSTCALL.isEnabled()) {
            return null;
        }
        HostcallEvent event = new HostcallEvent();
        event.begin();
        return event;
    }

    void hostcallEnded(HostcallEvent event, String hostcall, @Nullable Throwable thrown) {
        event.guest = guest;
        event.instance = instance;
        event.hostcall = hostcall;
        event.thrown = thrown == null ? null : thrown.getClass().getName();
        event.commit();
    }

    void boundExpired() {
        BoundExpiredEvent event = new BoundExpiredEvent();
        event.guest = guest;
        event.instance = instance;
        event.commit();
    }

    void ended(PollOutcome outcome, @Nullable HostcallException failure) {
        if (failure instanceof GuestTrapException trap) {
            trapped(trap);
        }
        RunEndEvent event = new RunEndEvent();
        event.guest = guest;
        event.instance = instance;
        event.outcome = outcome.name();
        event.reason = failure instanceof GuestTerminatedException ended
                ? ended.reason().name()
                : null;
        event.commit();
    }

    private void trapped(GuestTrapException trap) {
        TrapEvent event = new TrapEvent();
        event.guest = guest;
        event.instance = instance;
        event.code = trap.code().name();
        event.function =
                trap.backtrace().stream().findFirst().map(GuestFrame::function).orElse(null);
        event.message = trap.getMessage();
        event.commit();
    }

    /** Events that are asked and never committed. */
    private static final class Probes {
        static final PollEvent POLL = new PollEvent();
        static final HostcallEvent HOSTCALL = new HostcallEvent();
        static final SuspensionEvent SUSPENSION = new SuspensionEvent();
        static final BoundExpiredEvent BOUND_EXPIRED = new BoundExpiredEvent();
        static final TrapEvent TRAP = new TrapEvent();
        static final RunEndEvent RUN_END = new RunEndEvent();

        private Probes() {}
    }
}
