package dev.hostcall.tour;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Shows Java methods as the host functions of WebAssembly guests; a read of two minutes. */
public final class Tour {
    private static final int MANY = 10_000;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final KeyValueStore store = new KeyValueStore();
    private final GuestModule module;

    private Tour(GuestModule module) {
        this.module = module;
    }

    /** Takes the tour; ends with exit code 0 if everything happened as it says. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Tour(compile("guest.wat")).walk();
    }

    /** From text to native code. Explicit bounds checks, as there will be very many small guests. */
    private static GuestModule compile(String resource) throws IOException {
        try (InputStream text = Objects.requireNonNull(Tour.class.getResourceAsStream(resource), resource)) {
            byte[] wasm = Wat.toWasm(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
            return GuestModule.load(WasmCompiler.compile(wasm, options), "tour");
        }
    }

    private void walk() throws InterruptedException {
        try (Region region = Region.create(MANY, Limits.compact())) {
            hostcallsOfBothKinds(region);
            theOtherDirection(region);
            aGuestThatAsks(region);
            aGuestWithABound(region);
            aGuestThatTraps(region);
            aGuestThatIsKilled(region);
            thousandsWaiting(region);
        }
        out.println("That was the tour.");
    }

    private void hostcallsOfBothKinds(Region region) {
        try (Instance guest = newGuest(region)) {
            out.println("A guest imports "
                    + module.imports().stream()
                            .map(GuestModule.Import::qualifiedName)
                            .toList() + ".");
            int size = guest.run("fill").returned().i32();
            out.println("It has put " + size + " pairs into a Java map, by synchronous hostcalls.");
            int length = guest.runAsync("greet").join().returned().i32();
            out.println("It has fetched \"" + guest.memory().readString(256, length)
                    + "\" by an asynchronous hostcall, which took 50 ms.");
        }
    }

    private void theOtherDirection(Region region) {
        try (Instance guest = newGuest(region)) {
            Words words = WordsGuest.of(guest);
            out.println("Java calls a guest through an interface, which splits \"both ways, all types\" into "
                    + words.split("both ways, all types") + ".");
        }
    }

    private void aGuestThatAsks(Region region) {
        try (Instance guest = newGuest(region)) {
            RunResult.Yielded question = guest.run("clear").yielded();
            out.println("A guest asks \"" + question.value(String.class).orElseThrow() + "\" and is " + guest.state()
                    + ".");
            int left = guest.resume(false).returned().i32();
            out.println("It was told no, and went on in the middle of the hostcall: " + left + " pairs are left.");
        }
    }

    private void aGuestWithABound(Region region) {
        try (Instance guest = newGuest(region)) {
            RunAsync run = guest.runAsync("sum", 100_000L).boundInstCount(250_000);
            int pauses = 0;
            while (!run.poll(() -> {}).isReady()) {
                pauses++; // here the thread could do something else
            }
            out.println("A guest ran " + guest.instructionCount().orElseThrow()
                    + " instructions, at most 250000 at a time: it was interrupted " + pauses + " times.");
        }
    }

    private void aGuestThatTraps(Region region) {
        try (Instance guest = newGuest(region)) {
            guest.run("stray");
            throw new IllegalStateException("a stray write went unnoticed");
        } catch (GuestTrapException e) {
            out.println(e.getMessage() + ", in " + e.backtrace() + ". Nothing else was harmed.");
        }
    }

    private void aGuestThatIsKilled(Region region) {
        ExecutorService killer = Executors.newSingleThreadExecutor();
        try (Instance guest = newGuest(region)) {
            killer.execute(guest.killSwitch()::kill);
            guest.run("spin");
            throw new IllegalStateException("an endless loop has ended");
        } catch (GuestTerminatedException e) {
            out.println("A guest in an endless loop was killed from another thread: " + e.getMessage() + ".");
        } finally {
            killer.shutdown();
        }
    }

    private void thousandsWaiting(Region region) throws InterruptedException {
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        List<Instance> guests =
                Stream.generate(() -> newGuest(region)).limit(MANY).toList();
        AtomicInteger finished = new AtomicInteger();
        long begin = System.nanoTime();
        CompletableFuture<?>[] runs = guests.stream()
                .map(guest -> guest.runAsync("greet").start(oneThread))
                .map(run -> run.thenRun(() -> progress(finished.incrementAndGet())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(runs).join();
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        out.println("\n" + MANY + " guests have waited for 50 ms each, all on one thread, in " + milliseconds + " ms.");
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

    private Instance newGuest(Region region) {
        return region.newInstance(module, KeyValueStoreHostcalls.of(store));
    }
}
