package dev.hostcall.integration.model;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.KillSwitch;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Instances of {@code model-guest.wat} in one region. */
final class RealWorld implements World {
    private static final long CELL = 8; // where the guest counts

    private final Region region;
    private final Bounds bounds;
    private final Executor helper;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<Integer, KillSwitch> switches = new ConcurrentHashMap<>();
    private final Room[][] rooms = new Room[GUESTS][RUNS];
    private final List<RealFuture> futures = new ArrayList<>();
    private final Map<Long, Program> programs = new ConcurrentHashMap<>();
    private final AtomicLong lastProgram = new AtomicLong();
    private final AtomicInteger bodiesEntered = new AtomicInteger();
    private final AtomicInteger bodiesLeft = new AtomicInteger();
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> elsewhere = new ConcurrentLinkedQueue<>();
    private volatile boolean joining;

    /**
     * A hostcall has asked for the end of a run while one is joined: when that is noticed depends on how often it waits, and
     * from then on it does not.
     */
    private volatile boolean disturbed;

    /** How memory accesses are checked: the region that allows it, and the guests without and with a start function. */
    record Bounds(Limits limits, GuestModule plain, GuestModule starting) {
        static final List<Bounds> ALL = List.of(
                of(BoundsMode.GUARD, Limits.defaults().withMemorySize(1 << 20)),
                of(BoundsMode.EXPLICIT, Limits.compact()));

        private static Bounds of(BoundsMode mode, Limits limits) {
            CompilerOptions options = CompilerOptions.defaults().withBounds(mode);
            return new Bounds(
                    limits,
                    WatGuest.load(
                            RealWorld.class, "model-guest.wat", text -> text.replace("(start $begin)", ""), options),
                    WatGuest.load(RealWorld.class, "model-guest.wat", options));
        }
    }

    RealWorld(Bounds bounds, Executor helper) {
        this.bounds = bounds;
        this.helper = helper;
        region = Region.create(CAPACITY, bounds.limits());
        for (int guest = 0; guest < GUESTS; guest++) {
            Instance closed = newInstance(guest, new Program(List.of()));
            closed.close();
            instances.add(closed);
            for (int run = 0; run < RUNS; run++) {
                rooms[guest][run] = new Room();
            }
        }
    }

    private static final class Room {
        private @Nullable RunAsync run;
        private @Nullable CompletableFuture<RunResult> driven;
        private final AtomicInteger wakes = new AtomicInteger();
        private final AtomicInteger polls = new AtomicInteger();

        void hold(RunAsync next) {
            run = next;
            driven = null;
            wakes.set(0);
            polls.set(0);
        }

        @Override
        public String toString() {
            return run == null ? "-" : run.state() + (driven == null ? " woken " + wakes : " driven " + end(driven));
        }

        private static String end(CompletableFuture<RunResult> driven) {
            return driven.isDone()
                    ? driven.handle((result, failure) -> failure == null ? Outcome.of(result) : Outcome.of(failure))
                            .join()
                    : "open";
        }
    }

    private static String done(Runnable action) {
        return Outcome.of(() -> {
            action.run();
            return "done";
        });
    }

    private String with(int guest, int run, Function<RunAsync, String> action) {
        RunAsync held = rooms[guest][run].run;
        return held == null ? "none" : Outcome.of(() -> action.apply(held));
    }

    // ---- for hostcalls ----

    Instance instance(int guest) {
        return instances.get(guest);
    }

    Program program(long id) {
        Program program = programs.get(id);
        if (program == null) {
            throw new AssertionError("the guest made up program " + id);
        }
        return program;
    }

    long publish(Program program) {
        long id = lastProgram.incrementAndGet();
        programs.put(id, program);
        return id;
    }

    void bodyEntered() {
        bodiesEntered.incrementAndGet();
    }

    void bodyLeft() {
        bodiesLeft.incrementAndGet();
    }

    RealFuture newFuture(boolean polled, Outlook outlook) {
        boolean completed = joining && outlook == Outlook.OPEN;
        RealFuture future;
        synchronized (futures) {
            future = new RealFuture(futures.size(), polled, !completed);
            futures.add(future);
        }
        if (completed && !disturbed) {
            helper.execute(() -> future.complete(Outlook.DONE));
        } else {
            future.complete(completed ? Outlook.DONE : outlook);
        }
        return future;
    }

    /** A run for a hostcall to wait for. */
    RunAsync newRun(int guest, Program program, long bound) {
        return newRun(guest, program).boundInstCount(joining ? Long.MAX_VALUE : bound);
    }

    private RunAsync newRun(int guest, Program program) {
        return instances.get(guest).runAsync("play", publish(program), program.script());
    }

    // ---- guests ----

    private Instance newInstance(int guest, Program atStart) {
        Player player = new Player(this, guest, publish(atStart));
        GuestModule module = World.hasStart(guest) ? bounds.starting() : bounds.plain();
        return region.newInstance(module, PlayerHostcalls.of(player));
    }

    @Override
    public String create(int guest, Program atStart) {
        if (instances.get(guest).state() != InstanceState.CLOSED) {
            return "open";
        }
        return done(() -> instances.set(guest, newInstance(guest, atStart)));
    }

    @Override
    public String closeGuest(int guest) {
        return done(instances.get(guest)::close);
    }

    @Override
    public String reset(int guest) {
        return done(instances.get(guest)::reset);
    }

    @Override
    public String recover(int guest) {
        return done(instances.get(guest)::recover);
    }

    @Override
    public String kill(int guest) {
        disturbed = true;
        return instances.get(guest).killSwitch().kill().name();
    }

    @Override
    public String takeSwitch(int guest) {
        switches.put(guest, instances.get(guest).killSwitch());
        return "done";
    }

    @Override
    public String killTaken(int guest) {
        KillSwitch taken = switches.get(guest);
        return taken == null ? "none" : taken.kill().name();
    }

    // ---- runs ----

    @Override
    public String run(int guest, Program program) {
        return Outcome.of(() -> Outcome.of(instances.get(guest).run("play", publish(program), program.script())));
    }

    @Override
    public String start(int guest) {
        return Outcome.of(() -> Outcome.of(instances.get(guest).start()));
    }

    @Override
    public String resume(int guest, Gift gift) {
        Instance instance = instances.get(guest);
        return Outcome.of(() -> Outcome.of(
                switch (gift) {
                    case NOTHING -> instance.resume();
                    case NUMBER -> instance.resume(ModelWorld.NUMBER);
                    case TEXT -> instance.resume("text");
                }));
    }

    @Override
    public String runAsync(int guest, int run, Program program, Terms terms) {
        return hold(guest, run, terms, () -> newRun(guest, program));
    }

    @Override
    public String startAsync(int guest, int run, Terms terms) {
        return hold(guest, run, terms, instances.get(guest)::startAsync);
    }

    @Override
    public String resumeAsync(int guest, int run, Gift gift, Terms terms) {
        Instance instance = instances.get(guest);
        return hold(guest, run, terms, () -> switch (gift) {
            case NOTHING -> instance.resumeAsync();
            case NUMBER -> instance.resumeAsync(ModelWorld.NUMBER);
            case TEXT -> instance.resumeAsync("text");
        });
    }

    private String hold(int guest, int run, Terms terms, Supplier<RunAsync> making) {
        return done(() -> {
            RunAsync made = making.get();
            made.onBoundExpired(terms.policy());
            if (terms.bound() != Long.MAX_VALUE) {
                made.boundInstCount(terms.bound());
            }
            if (terms.total() != Long.MAX_VALUE) {
                made.totalBound(terms.total());
            }
            if (terms.overdue()) {
                made.deadline(Duration.ZERO);
            }
            rooms[guest][run].hold(made);
        });
    }

    @Override
    public String poll(int guest, int run) {
        Room room = rooms[guest][run];
        int number = room.polls.incrementAndGet();
        room.wakes.set(0);
        return with(
                guest,
                run,
                polled -> Outcome.of(
                        polled.poll(() -> room.wakes.addAndGet(number == room.polls.get() ? 1 : 1_000_000))));
    }

    @Override
    public String join(int guest, int run) {
        Room room = rooms[guest][run];
        for (int i = 0; i < futures.size(); i++) {
            futures.get(i).complete(Outlook.DONE);
        }
        room.polls.incrementAndGet();
        disturbed = false;
        joining = true;
        try {
            return with(
                    guest,
                    run,
                    joined -> Outcome.of(joined.boundInstCount(Long.MAX_VALUE).join()));
        } finally {
            CompletableFuture.runAsync(() -> joining = false, helper).join(); // after all that it has to complete
            room.wakes.set(0);
        }
    }

    @Override
    public String drive(int guest, int run, Driving driving) {
        Room room = rooms[guest][run];
        return with(guest, run, driven -> {
            room.driven = driven.start(executor(driving));
            return "done";
        });
    }

    private Executor executor(Driving driving) {
        AtomicInteger tasks = new AtomicInteger();
        return switch (driving) {
            case DIRECT -> Runnable::run;
            case QUEUED -> queue::add;
            case ELSEWHERE -> elsewhere::add;
            case REJECTING ->
                task -> {
                    throw new RejectedExecutionException();
                };
            case REJECTING_LATER ->
                task -> {
                    if (tasks.incrementAndGet() > 1) {
                        throw new RejectedExecutionException();
                    }
                    task.run();
                };
        };
    }

    @Override
    public String closeRun(int guest, int run) {
        disturbed = true;
        return with(guest, run, held -> done(held::close));
    }

    @Override
    public String cancel(int guest, int run) {
        CompletableFuture<RunResult> driven = rooms[guest][run].driven;
        if (driven == null) {
            return "none";
        }
        driven.cancel(true);
        return "done";
    }

    @Override
    public String bound(int guest, int run, long bound) {
        return with(guest, run, held -> done(() -> held.boundInstCount(bound)));
    }

    String bound(int guest, Deed.Bound deed) {
        return bound(guest, deed.run(), deed.bound(joining));
    }

    @Override
    public String policy(int guest, int run, BoundPolicy policy) {
        return with(guest, run, held -> done(() -> held.onBoundExpired(policy)));
    }

    @Override
    public String total(int guest, int run, long total) {
        return with(guest, run, held -> done(() -> held.totalBound(total)));
    }

    // ---- futures and tasks ----

    private @Nullable RealFuture picked(int pick) {
        synchronized (futures) {
            int index = futures.size() - 1 - pick;
            return index < 0 ? null : futures.get(index);
        }
    }

    @Override
    public String complete(int pick, Outlook outlook) {
        RealFuture future = picked(pick);
        return future == null ? "none" : "" + future.complete(outlook);
    }

    @Override
    public String wake(int pick) {
        RealFuture future = picked(pick);
        return future == null || !future.isPolled() ? "none" : "" + future.wake();
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

    /** Whether there is something to {@link #settle}. */
    boolean isUnsettled() {
        return !elsewhere.isEmpty();
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
        return World.view(guest -> seen(instances.get(guest)), rooms, futures)
                + "\nbodies " + bodiesEntered + " left " + bodiesLeft
                + " slots " + region.used() + " tasks " + queue.size();
    }

    private static String seen(Instance instance) {
        return instance.state() == InstanceState.CLOSED
                ? "CLOSED"
                : instance.state()
                        + " count " + instance.instructionCount().orElse(-1)
                        + " pages " + instance.memory().pages()
                        + " cell " + instance.memory().readLong(CELL);
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        region.close();
    }
}
