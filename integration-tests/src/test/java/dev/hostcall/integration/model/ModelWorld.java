package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.RunAsync;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the documentation says that happens, in one thread and without any native code. */
final class ModelWorld implements World {
    /** Yielded, and given to the guest in return. */
    static final long NUMBER = 77;

    private final List<ModelGuest> guests = new ArrayList<>();
    private final Map<Integer, ModelSwitch> switches = new HashMap<>();
    private final Room[][] rooms = new Room[GUESTS][RUNS];
    private final List<ModelFuture> futures = new ArrayList<>();
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Queue<Runnable> elsewhere = new ArrayDeque<>();
    private int bodiesEntered;
    private int bodiesLeft;
    private boolean joining;

    ModelWorld() {
        for (int guest = 0; guest < GUESTS; guest++) {
            ModelGuest none = newGuest(guest, new Program(List.of()));
            none.state = InstanceState.CLOSED;
            guests.add(none);
            for (int run = 0; run < RUNS; run++) {
                rooms[guest][run] = new Room();
            }
        }
    }

    /** Holds an asynchronous run, and counts its wakes. */
    private static final class Room {
        private @Nullable ModelRun run;
        private @Nullable ModelDriver driver;
        private int wakes;
        private int polls;

        void hold(ModelRun next) {
            run = next;
            driver = null;
            wakes = 0;
            polls = 0;
        }

        ModelRun run() {
            if (run == null) {
                throw End.of("none");
            }
            return run;
        }

        String poll() {
            int number = ++polls;
            wakes = 0;
            ModelRun polled = run();
            return polled.poll(() -> wakes += number == polls ? 1 : 1_000_000).orElse("pending");
        }

        @Override
        public String toString() {
            return run == null ? "-" : run.state() + (driver == null ? " woken " + wakes : " driven " + driver);
        }
    }

    private static String outcome(Supplier<String> action) {
        try {
            return action.get();
        } catch (End end) {
            return end.text();
        }
    }

    private static String done(Runnable action) {
        return outcome(() -> {
            action.run();
            return "done";
        });
    }

    // ---- for machines ----

    ModelGuest guest(int index) {
        return guests.get(index);
    }

    void bodyEntered() {
        bodiesEntered++;
    }

    void bodyLeft() {
        bodiesLeft++;
    }

    ModelFuture newFuture(boolean polled, Outlook outlook) {
        boolean completed = joining && outlook == Outlook.OPEN;
        ModelFuture future = new ModelFuture(futures.size(), polled, !completed, completed ? Outlook.DONE : outlook);
        futures.add(future);
        return future;
    }

    long boundOf(Deed.Await await) {
        return joining ? Long.MAX_VALUE : await.bound();
    }

    long perform(Deed.Free deed, ModelGuest self) {
        if (deed instanceof Deed.Give give) {
            return give.value();
        }
        if (deed instanceof Deed.Throw thrown) {
            throw End.of("boom " + thrown.number());
        }
        if (deed instanceof Deed.Kill kill) {
            return kill(kill.guest()).hashCode();
        }
        if (deed instanceof Deed.Close close) {
            return closeRun(close.guest(), close.run()).hashCode();
        }
        if (deed instanceof Deed.Complete complete) {
            return complete(complete.pick(), complete.outlook()).hashCode();
        }
        if (deed instanceof Deed.Run run) {
            return run(run.guest(), run.program()).hashCode();
        }
        if (deed instanceof Deed.Bound bound) {
            return bound(guests.indexOf(self), bound.run(), bound.bound(joining))
                    .hashCode();
        }
        if (deed instanceof Deed.Meddle) {
            return self.state == InstanceState.RUNNING ? Deed.Meddle.REFUSALS : 0;
        }
        throw new IllegalStateException(deed.toString());
    }

    // ---- guests ----

    @Override
    public String create(int guest, Program atStart) {
        if (guests.get(guest).state != InstanceState.CLOSED) {
            return "open";
        }
        if (used() == CAPACITY) {
            return "full";
        }
        guests.set(guest, newGuest(guest, atStart));
        return "done";
    }

    private ModelGuest newGuest(int guest, Program atStart) {
        return new ModelGuest(this, World.hasStart(guest) ? Optional.of(atStart) : Optional.empty());
    }

    private long used() {
        return guests.stream()
                .filter(guest -> guest.state != InstanceState.CLOSED)
                .count();
    }

    @Override
    public String closeGuest(int guest) {
        return done(() -> guests.get(guest).close());
    }

    @Override
    public String reset(int guest) {
        return done(() -> guests.get(guest).reset());
    }

    @Override
    public String recover(int guest) {
        return done(() -> guests.get(guest).recover());
    }

    @Override
    public String kill(int guest) {
        return guests.get(guest).killSwitch().kill().name();
    }

    @Override
    public String takeSwitch(int guest) {
        switches.put(guest, guests.get(guest).killSwitch());
        return "done";
    }

    @Override
    public String killTaken(int guest) {
        ModelSwitch taken = switches.get(guest);
        return taken == null ? "none" : taken.kill().name();
    }

    // ---- runs ----

    @Override
    public String run(int guest, Program program) {
        ModelGuest running = guests.get(guest);
        return outcome(() -> running.drive(running.beginPlay(program)));
    }

    @Override
    public String start(int guest) {
        ModelGuest running = guests.get(guest);
        return outcome(() -> running.atStart.isEmpty() ? "returned []" : running.drive(running.beginStart()));
    }

    @Override
    public String resume(int guest, Gift gift) {
        ModelGuest running = guests.get(guest);
        return outcome(() -> running.drive(running.beginResume(gift)));
    }

    @Override
    public String runAsync(int guest, int run, Program program, Terms terms) {
        ModelGuest running = guests.get(guest);
        rooms[guest][run].hold(new ModelRun(running, RunAsync.State.START, terms, () -> running.beginPlay(program)));
        return "done";
    }

    @Override
    public String startAsync(int guest, int run, Terms terms) {
        ModelGuest running = guests.get(guest);
        Supplier<ModelMachine> beginning = running.atStart.isEmpty() ? null : running::beginStart;
        rooms[guest][run].hold(new ModelRun(running, RunAsync.State.START, terms, beginning));
        return "done";
    }

    @Override
    public String resumeAsync(int guest, int run, Gift gift, Terms terms) {
        ModelGuest running = guests.get(guest);
        rooms[guest][run].hold(new ModelRun(running, RunAsync.State.RESUME, terms, () -> running.beginResume(gift)));
        return "done";
    }

    @Override
    public String poll(int guest, int run) {
        return outcome(rooms[guest][run]::poll);
    }

    @Override
    public String join(int guest, int run) {
        Room room = rooms[guest][run];
        for (int i = 0; i < futures.size(); i++) { // more may come while they are completed
            futures.get(i).complete(Outlook.DONE);
        }
        bound(guest, run, Long.MAX_VALUE);
        joining = true;
        String outcome = "pending";
        while (outcome.equals("pending")) {
            outcome = outcome(room::poll);
        }
        joining = false;
        room.wakes = 0; // the joining thread's own business
        return outcome;
    }

    @Override
    public String drive(int guest, int run, Driving driving) {
        Room room = rooms[guest][run];
        return outcome(() -> {
            ModelRun driven = room.run();
            ModelDriver driver = new ModelDriver(driven, driving, driving == Driving.QUEUED ? queue : elsewhere);
            room.driver = driver;
            driver.start();
            return "done";
        });
    }

    @Override
    public String closeRun(int guest, int run) {
        return done(() -> rooms[guest][run].run().close());
    }

    @Override
    public String cancel(int guest, int run) {
        ModelDriver driver = rooms[guest][run].driver;
        if (driver == null) {
            return "none";
        }
        driver.end("cancelled");
        return "done";
    }

    @Override
    public String bound(int guest, int run, long bound) {
        return set(guest, run, bound >= 0, terms -> terms.withBound(bound));
    }

    @Override
    public String policy(int guest, int run, BoundPolicy policy) {
        return set(guest, run, true, terms -> terms.withPolicy(policy));
    }

    @Override
    public String total(int guest, int run, long total) {
        return set(guest, run, total >= 0, terms -> terms.withTotal(total));
    }

    private String set(int guest, int run, boolean fits, UnaryOperator<Terms> change) {
        return outcome(() -> {
            ModelRun changed = rooms[guest][run].run();
            if (!fits) {
                return "unfit";
            }
            changed.terms(change.apply(changed.terms()));
            return "done";
        });
    }

    // ---- futures and tasks ----

    private Optional<ModelFuture> picked(int pick) {
        int index = futures.size() - 1 - pick;
        return index < 0 ? Optional.empty() : Optional.of(futures.get(index));
    }

    @Override
    public String complete(int pick, Outlook outlook) {
        return picked(pick).map(future -> "" + future.complete(outlook)).orElse("none");
    }

    @Override
    public String wake(int pick) {
        return picked(pick)
                .filter(ModelFuture::isPolled)
                .map(future -> "" + future.wake())
                .orElse("none");
    }

    @Override
    public String task() {
        Runnable task = queue.poll();
        if (task == null) {
            return "none";
        }
        task.run();
        return "done";
    }

    @Override
    public void settle() {
        Runnable task;
        while ((task = elsewhere.poll()) != null) {
            task.run();
        }
    }

    // ---- to be seen ----

    @Override
    public String view() {
        return World.view(guests::get, rooms, futures)
                + "\nbodies " + bodiesEntered + " left " + bodiesLeft
                + " slots " + used() + " tasks " + queue.size();
    }

    @Override
    public void close() {}
}
