package dev.hostcall.runtime;

import dev.hostcall.runtime.RunListener.PollOutcome;
import dev.hostcall.runtime.events.HostcallEvent;
import dev.hostcall.runtime.spi.Frame;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the listener and the flight recorder what one run does. Runs that nobody watches have none. */
final class Observer {
    private static final System.Logger LOG = System.getLogger(RunListener.class.getName());
    private static final boolean HAS_FLIGHT_RECORDER = hasFlightRecorder();

    private final InstanceCore instance;
    private final @Nullable FlightRecord record;
    private long instructionsBefore;

    Observer(InstanceCore instance) {
        this.instance = instance;
        this.record = HAS_FLIGHT_RECORDER ? new FlightRecord(instance) : null;
    }

    /** Whether anybody watches an instance now. */
    static boolean isNeeded(InstanceCore instance) {
        return instance.listener() != RunListener.NONE || (HAS_FLIGHT_RECORDER && FlightRecord.isNeeded());
    }

    /** A JVM may be built without the module jdk.jfr. */
    private static boolean hasFlightRecorder() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    void pollBegan(boolean asynchronous, long instructions) {
        instructionsBefore = instructions;
        if (record != null) {
            record.pollBegan(asynchronous);
        }
        tell(listener -> listener.pollBegan(instance.facade()));
    }

    /** {@code stop} is absent if the run loop crashed; {@code waitsFor} is the hostcall whose future the guest awaits. */
    void pollEnded(@Nullable Stop stop, long instructions, @Nullable String waitsFor) {
        PollOutcome outcome = stop == null ? PollOutcome.TERMINATED : stop.reason().outcome;
        if (record != null) {
            record.pollEnded(outcome, instructions - instructionsBefore, waitsFor);
        }
        tell(listener -> listener.pollEnded(instance.facade(), outcome));
        if (outcome == PollOutcome.RETURNED || outcome == PollOutcome.TRAPPED || outcome == PollOutcome.TERMINATED) {
            HostcallException failure = stop instanceof Stop.Failed failed ? failed.why() : null;
            if (record != null) {
                record.ended(outcome, failure);
            }
            tell(listener -> listener.ended(instance.facade(), Optional.ofNullable(failure)));
        }
    }

    void boundExpired() {
        if (record != null) {
            record.boundExpired();
        }
        tell(listener -> listener.boundExpired(instance.facade()));
    }

    /** Calls a hostcall. */
    void call(HostcallTable table, int index, Frame frame) throws Throwable {
        HostcallEvent event = record == null ? null : record.hostcallBegan();
        if (event == null && instance.listener() == RunListener.NONE) {
            table.call(index, frame);
        } else {
            callObserved(table, index, frame, event);
        }
    }

    private void callObserved(HostcallTable table, int index, Frame frame, @Nullable HostcallEvent event)
            throws Throwable {
        String hostcall = table.name(index);
        tell(listener -> listener.hostcallBegan(instance.facade(), hostcall));
        Throwable thrown = null;
        try {
            table.call(index, frame);
        } catch (Throwable e) {
            thrown = e;
            throw e;
        } finally {
            if (record != null && event != null) {
                record.hostcallEnded(event, hostcall, thrown);
            }
            Optional<Throwable> told = Optional.ofNullable(thrown);
            tell(listener -> listener.hostcallEnded(instance.facade(), hostcall, told));
        }
    }

    private void tell(Consumer<RunListener> news) {
        try {
            news.accept(instance.listener());
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a listener of guest " + instance.module().name() + " threw",
                    e);
        }
    }
}
