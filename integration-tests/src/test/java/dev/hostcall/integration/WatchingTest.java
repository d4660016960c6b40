package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listeners and the JDK's flight recorder are told. */
final class WatchingTest {
    private final ScriptedGuest guest = ScriptedGuest.metered();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        guest.instance.listener(RunListener.NONE);
        guest.worksAfterReset();
        guest.close();
    }

    /** Writes down what it is told. */
    private static final class Diary implements RunListener {
        private final List<String> entries = new ArrayList<>();

        @Override
        public void pollBegan(Instance instance) {
            entries.add("poll");
        }

        @Override
        public void pollEnded(Instance instance, PollOutcome outcome) {
            entries.add(outcome.name());
        }

        @Override
        public void hostcallBegan(Instance instance, String hostcall) {
            entries.add(hostcall);
        }

        @Override
        public void hostcallEnded(Instance instance, String hostcall, Optional<Throwable> thrown) {
            entries.add(hostcall + " left"
                    + thrown.map(e -> " by " + e.getClass().getSimpleName()).orElse(""));
        }

        @Override
        public void boundExpired(Instance instance) {
            entries.add("bound");
        }

        @Override
        public void ended(Instance instance, Optional<HostcallException> failure) {
            entries.add("end"
                    + failure.map(e -> " by " + e.getClass().getSimpleName()).orElse(""));
        }
    }

    private List<String> toldOf(Runnable work) {
        Diary diary = new Diary();
        guest.instance.listener(diary);
        work.run();
        guest.instance.listener(RunListener.NONE);
        return diary.entries;
    }

    @Test
    void aListenerIsToldOfAPlainRun() {
        assertThat(toldOf(() -> guest.run("plain", 1)))
                .containsExactly("poll", "script.plain", "script.plain left", "RETURNED", "end");
        assertThat(toldOf(() -> guest.instance.function("plain").invokeRaw(1)))
                .containsExactly("poll", "script.plain", "script.plain left", "RETURNED", "end");
    }

    @Test
    void aListenerIsToldOfWaits() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        guest.script.tail = argument -> future;
        assertThat(toldOf(() -> {
                    RunAsync run = guest.runAsync("tail", 1);
                    run.poll(() -> {});
                    future.complete(1L);
                    run.poll(() -> {});
                }))
                .containsExactly("poll", "script.tail", "script.tail left", "BLOCKED", "poll", "RETURNED", "end");
        CompletableFuture<Long> another = new CompletableFuture<>();
        guest.script.body = (vmctx, argument) -> vmctx.blockOn(another);
        assertThat(toldOf(() -> {
                    RunAsync run = guest.runAsync("body", 1);
                    run.poll(() -> {});
                    another.complete(1L);
                    run.poll(() -> {});
                }))
                .containsExactly("poll", "script.body", "BLOCKED", "poll", "script.body left", "RETURNED", "end");
    }

    @Test
    void aListenerIsToldOfYieldsAndBounds() {
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return argument;
        };
        assertThat(toldOf(() -> {
                    guest.instance.run("body", 1L).yielded();
                    guest.instance.resume();
                }))
                .containsExactly("poll", "script.body", "YIELDED", "poll", "script.body left", "RETURNED", "end");
        assertThat(toldOf(() -> guest.runAsync("work", 10).boundInstCount(30).join()))
                .containsExactly(
                        "poll", "bound", "BOUND_EXPIRED", "poll", "bound", "BOUND_EXPIRED", "poll", "RETURNED", "end");
        assertThat(toldOf(() -> guest.runAsync("work", 10)
                        .boundInstCount(30)
                        .onBoundExpired(BoundPolicy.CONTINUE)
                        .join()))
                .containsExactly("poll", "bound", "bound", "RETURNED", "end");
    }

    @Test
    void aListenerIsToldOfEveryKindOfEnd() {
        assertThat(toldOf(() -> assertThatExceptionOfType(GuestTrapException.class)
                        .isThrownBy(() -> guest.instance.run("trap", 1))))
                .containsExactly("poll", "TRAPPED", "end by GuestTrapException");
        guest.instance.reset();
        guest.script.plain = argument -> {
            throw new IllegalStateException("by the test");
        };
        assertThat(toldOf(() -> assertThatExceptionOfType(GuestTerminatedException.class)
                        .isThrownBy(() -> guest.run("plain", 1))))
                .containsExactly(
                        "poll",
                        "script.plain",
                        "script.plain left by IllegalStateException",
                        "TERMINATED",
                        "end by GuestTerminatedException");
        guest.instance.reset();
        guest.script.tail = argument -> new CompletableFuture<>();
        RunAsync run = guest.runAsync("tail", 1);
        run.poll(() -> {});
        assertThat(toldOf(run::close)).containsExactly("poll", "TERMINATED", "end by GuestTerminatedException");
        guest.instance.reset();
        guest.script.body = (vmctx, argument) -> {
            vmctx.yieldNow();
            return argument;
        };
        assertThat(toldOf(() -> {
                    guest.instance.run("body", 1L).yielded();
                    guest.instance.reset();
                }))
                .containsExactly(
                        "poll",
                        "script.body",
                        "YIELDED",
                        "poll",
                        "script.body left by GuestTerminatedException",
                        "TERMINATED",
                        "end by GuestTerminatedException");
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        guest.instance.listener(new RunListener() {
            @Override
            public void hostcallBegan(Instance instance, String hostcall) {
                throw new IllegalStateException("by the test, and to be found in the log");
            }
        });
        assertThat(guest.run("plain", 4)).isEqualTo(4);
    }

    @Test
    void aListenerCannotUseTheInstanceItIsToldOf() {
        List<Throwable> refusals = new ArrayList<>();
        guest.instance.listener(new RunListener() {
            @Override
            public void ended(Instance instance, Optional<HostcallException> failure) {
                try {
                    instance.run("plain", 1L);
                } catch (InvalidStateException e) {
                    refusals.add(e);
                }
            }
        });
        assertThat(guest.run("plain", 4)).isEqualTo(4);
        assertThat(refusals).hasSize(1);
    }

    @Test
    void theFlightRecorderTellsAllOfIt() throws IOException {
        List<RecordedEvent> events = record(() -> {
            CompletableFuture<Long> future = new CompletableFuture<>();
            guest.script.tail = argument -> future;
            RunAsync run = guest.runAsync("tail", 1).boundInstCount(1000);
            run.poll(() -> {});
            future.complete(1L);
            run.poll(() -> {});
            guest.runAsync("work", 10).boundInstCount(30).join();
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(() -> guest.instance.run("trap", 1));
        });
        assertThat(named(events, "Poll").map(event -> event.getString("outcome")))
                .containsExactly("BLOCKED", "RETURNED", "BOUND_EXPIRED", "BOUND_EXPIRED", "RETURNED", "TRAPPED");
        assertThat(named(events, "Poll").map(event -> event.getBoolean("asynchronous")))
                .containsExactly(true, true, true, true, true, false);
        assertThat(named(events, "Poll")
                        .mapToLong(event -> event.getLong("instructions"))
                        .sum())
                .isEqualTo(guest.instance.instructionCount().orElseThrow());
        assertThat(named(events, "Hostcall").map(event -> event.getString("hostcall")))
                .containsExactly("script.tail");
        assertThat(named(events, "Suspension")
                        .map(event -> event.getString("reason") + " " + event.getString("hostcall")))
                .containsExactly("BLOCKED script.tail", "BOUND_EXPIRED null", "BOUND_EXPIRED null");
        assertThat(named(events, "BoundExpired")).hasSize(2);
        assertThat(named(events, "Trap").map(event -> event.getString("code"))).hasSize(1);
        assertThat(named(events, "RunEnd").map(event -> event.getString("outcome")))
                .containsExactly("RETURNED", "RETURNED", "TRAPPED");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getString("guest"))
                        .isEqualTo(guest.instance.module().name()));
    }

    @Test
    void theFlightRecorderTellsWhyAGuestWasEnded() throws IOException {
        List<RecordedEvent> events = record(() -> {
            RunAsync run = guest.instance.runAsync("spin").totalBound(1000);
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(run::join);
        });
        assertThat(named(events, "RunEnd").map(event -> event.getString("reason")))
                .containsExactly("TOTAL_BOUND_EXPIRED");
    }

    @Test
    void pollsAndHostcallsAreRecordedOnDemandOnly() throws IOException {
        Path file = directory.resolve("default.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            guest.run("plain_many", 100);
            recording.stop();
            recording.dump(file);
        }
        assertThat(events(file).stream().map(event -> event.getEventType().getName()))
                .containsExactly("dev.hostcall.RunEnd");
    }

    private List<RecordedEvent> record(Runnable work) throws IOException {
        Path file = directory.resolve("guest.jfr");
        try (Recording recording = new Recording()) {
            for (String event : new String[] {"Poll", "Hostcall", "Suspension", "BoundExpired", "Trap", "RunEnd"}) {
                recording.enable("dev.hostcall." + event).withoutThreshold();
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return events(file);
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        assertThat(Files.size(file)).isPositive();
        try (RecordingFile recorded = new RecordingFile(file)) {
            List<RecordedEvent> events = new ArrayList<>();
            while (recorded.hasMoreEvents()) {
                RecordedEvent event = recorded.readEvent();
                if (event.getEventType().getName().startsWith("dev.hostcall.")) {
                    events.add(event);
                }
            }
            events.sort((a, b) -> a.getEndTime().compareTo(b.getEndTime()));
            return events;
        }
    }

    private static Stream<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals("dev.hostcall." + name));
    }
}
