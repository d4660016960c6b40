package dev.hostcall.runtime.internal.watch;

import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.RunListener;
import dev.hostcall.runtime.RunListener.PollOutcome;
import dev.hostcall.runtime.internal.link.Extern;
import dev.hostcall.runtime.spi.Frame;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the listener and the flight recorder what one run does. Runs that nobody watches have none. */
public final class Observer {
    private static final System.Logger LOG = System.getLogger(RunListener.class.getName());
    private static final boolean HAS_FLIGHT_RECORDER = hasFlightRecorder();

    private final Watched instance;
    private final @Nullable FlightRecord record;
    private long instructionsBefore;

    public Observer(Watched instance) {
        this.instance = instance;
        this.record = HAS_FLIGHT_RECORDER ? new FlightRecord(instance) : null;
    }

    /** Whether anybody watches an instance now. */
    public static boolean isNeeded(Watched instance) {
        return instance.watcher() != Watcher.NONE || (HAS_FLIGHT_RECORDER && FlightRecord.isNeeded());
    }

    /** A JVM may be built without the module jdk.jfr. */
    private static boolean hasFlightRecorder() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    /** How a guest is polled. */
    public enum Mode {
        /** It may not block. */
        SYNCHRONOUS,
        /** It may. */
        ASYNCHRONOUS
    }

    /** A poll begins; {@code instructions} is what the guest has executed so far, as at its end. */
    public void pollBegan(Mode mode, long instructions) {
        instructionsBefore = instructions;
        if (record != null) {
            record.pollBegan(mode);
        }
        tell(watcher -> watcher.pollBegan());
    }

    /** {@code waitsFor} is the hostcall whose future the guest waits for. */
    public void pollEnded(
            PollOutcome outcome, @Nullable HostcallException failure, long instructions, @Nullable String waitsFor) {
        if (record != null) {
            record.pollEnded(outcome, instructions - instructionsBefore, waitsFor);
        }
        tell(watcher -> watcher.pollEnded(outcome));
        if (outcome == PollOutcome.RETURNED
                || outcome == PollOutcome.TRAPPED
                || outcome == PollOutcome.THREW
                || outcome == PollOutcome.TERMINATED) {
            if (record != null) {
                record.ended(outcome, failure);
            }
            tell(watcher -> watcher.ended(Optional.ofNullable(failure)));
        }
    }

    /** The bound of the poll was spent. */
    public void boundExpired() {
        if (record != null) {
            record.boundExpired();
        }
        tell(watcher -> watcher.boundExpired());
    }

    /** Calls a hostcall. */
    public void call(Extern.Function target, Frame frame) throws Throwable {
        HostcallEvent event = record == null ? null : record.hostcallBegan();
        if (event == null && instance.watcher() == Watcher.NONE) {
            target.call(frame);
        } else {
            callObserved(target, frame, event);
        }
    }

    private void callObserved(Extern.Function target, Frame frame, @Nullable HostcallEvent event) throws Throwable {
        String hostcall = target.declaration().qualifiedName();
        tell(watcher -> watcher.hostcallBegan(hostcall));
        Throwable thrown = null;
        try {
            target.call(frame);
        } catch (Throwable e) {
            thrown = e;
            throw e;
        } finally {
            if (record != null && event != null) {
                record.hostcallEnded(event, hostcall, thrown);
            }
            Optional<Throwable> told = Optional.ofNullable(thrown);
            tell(watcher -> watcher.hostcallEnded(hostcall, told));
        }
    }

    private void tell(Consumer<Watcher> news) {
        try {
            news.accept(instance.watcher());
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "a listener of guest " + instance.guest() + " threw", e);
        }
    }
}
