package dev.hostcall.integration.model;

import dev.hostcall.integration.model.World.Driving;
import java.util.Optional;
import java.util.Queue;

/** Polls a run by tasks on an executor: one for the start and one for each wake; wakes coalesce. */
final class ModelDriver implements Runnable {
    private final ModelRun run;
    private final Driving driving;
    private final Queue<Runnable> queue;
    private boolean scheduled;
    private boolean polling;
    private boolean woken; // while it was polling
    private int tasks;
    private Optional<String> outcome = Optional.empty();

    ModelDriver(ModelRun run, Driving driving, Queue<Runnable> queue) {
        this.run = run;
        this.driving = driving;
        this.queue = queue;
    }

    void start() {
        if (run.driveBy(this)) {
            run();
        } else {
            outcome = Optional.of(End.refused().text());
        }
    }

    /** A wake. */
    @Override
    public void run() {
        if (polling) {
            woken = true;
        } else if (!scheduled && outcome.isEmpty()) {
            schedule();
        }
    }

    private void schedule() {
        scheduled = true;
        tasks++;
        boolean rejected = driving == Driving.REJECTING || (driving == Driving.REJECTING_LATER && tasks > 1);
        if (rejected) {
            end("rejected");
        } else if (driving == Driving.QUEUED || driving == Driving.ELSEWHERE) {
            queue.add(this::poll);
        } else {
            poll();
        }
    }

    private void poll() {
        boolean again = true;
        while (again) { // if somebody else has completed the future since, the run is closed and refuses
            scheduled = false;
            polling = true;
            woken = false;
            Optional<String> ended = pollOnce();
            polling = false;
            again = woken && ended.isEmpty() && driving == Driving.DIRECT;
            ended.ifPresent(this::end);
            if (woken && ended.isEmpty() && !again) {
                schedule();
            }
        }
    }

    private Optional<String> pollOnce() {
        try {
            return run.pollAgain(this);
        } catch (End end) {
            if (end.text().equals(End.refused().text())) { // whoever runs it, or will, is not to be disturbed
                run.noLongerDriven();
                outcome = Optional.of(outcome.orElse(end.text()));
            }
            return Optional.of(end.text());
        }
    }

    /** However its future completes, the run is closed then. */
    void end(String how) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(how);
            run.close();
        }
    }

    @Override
    public String toString() {
        return outcome.orElse("open");
    }
}
