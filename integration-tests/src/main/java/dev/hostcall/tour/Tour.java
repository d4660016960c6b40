package dev.hostcall.tour;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows, in a minute's reading, Java methods as the host functions of native guests. */
public final class Tour {
    private static final int MANY = 10_000;

    private final PrintStream out;
    private final KeyValueStore store = new KeyValueStore();
    private final GuestModule module = CGuest.load(Tour.class, "tour-guest.c");

    private Tour(PrintStream out) {
        this.out = out;
    }

    /** Takes the tour; ends with exit code 0 if everything happened as it says. */
    public static void main(String[] arguments) throws InterruptedException {
        new Tour(new PrintStream(System.out, true, StandardCharsets.UTF_8)).walk();
    }

    private void walk() throws InterruptedException {
        try (Region region = Region.create(MANY, Limits.compact())) {
            callsOfBothKinds(region);
            thousandsWaiting(region);
            aGuestThatFaults(region);
            aGuestThatIsAbandoned(region);
        }
        out.println("That was the tour.");
    }

    private void callsOfBothKinds(Region region) {
        try (Instance guest = newGuest(region)) {
            out.println("A guest imports " + module.imports() + ".");
            int size = guest.run("fill").returned().i32();
            out.println("It has put " + size + " pairs into a Java map, by synchronous hostcalls.");
            int length = guest.runAsync("greet").join().returned().i32();
            out.println("It has fetched \"" + guest.memory().readString(256, length)
                    + "\" by an asynchronous hostcall, which took 50 ms.");
        }
    }

    private void thousandsWaiting(Region region) throws InterruptedException {
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        List<Instance> guests = new ArrayList<>();
        AtomicInteger finished = new AtomicInteger();
        for (int i = 0; i < MANY; i++) {
            guests.add(newGuest(region));
        }
        long begin = System.nanoTime();
        CompletableFuture<?>[] runs = guests.stream()
                .map(guest -> guest.runAsync("greet").start(oneThread))
                .map(run -> run.thenRun(() -> progress(finished.incrementAndGet())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(runs).join();
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        out.println("\n" + MANY + " guests have waited 50 ms each, all on one thread, in " + milliseconds + " ms.");
        guests.forEach(Instance::close);
        oneThread.shutdown();
        oneThread.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void progress(int finished) {
        if (finished % (MANY / 10) == 0) {
            out.print("\r" + finished + " of " + MANY + " waiting guests have their answer ");
            out.flush();
        }
    }

    private void aGuestThatFaults(Region region) {
        try (Instance guest = newGuest(region)) {
            guest.run("stray");
            throw new IllegalStateException("a wild write went unnoticed");
        } catch (GuestTrapException e) {
            out.println("A guest wrote to a wild address: " + e.getMessage() + ". Nothing else came to harm.");
        }
    }

    private void aGuestThatIsAbandoned(Region region) {
        try (Instance guest = newGuest(region)) {
            RunAsync run = guest.runAsync("wait_forever");
            run.poll(() -> {});
            out.println("A guest waits for a future that never completes: it is " + guest.state() + ".");
            run.close();
            out.println("Its run was closed: it is " + guest.state() + ". Reset, it works again: "
                    + reset(guest).run("fill").returned().i32() + " pairs.");
        }
    }

    private static Instance reset(Instance guest) {
        guest.reset();
        return guest;
    }

    private Instance newGuest(Region region) {
        return region.newInstance(module, KeyValueStoreHostcalls.of(store));
    }
}
