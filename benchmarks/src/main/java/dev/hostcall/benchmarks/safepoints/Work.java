package dev.hostcall.benchmarks.safepoints;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.text.Wat;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Computes in one way, on threads that nothing but the end of the process stops, while safepoints are asked for. */
@HostcallModule("bench")
public final class Work {
    private static final int GUESTS = 2_000;
    private static final int BOUND = 30_000;
    private static final int PAUSE_MILLIS = 5;
    private static final int WARM_UP_MILLIS = 3_000;

    /** What there is to see of the work. */
    private volatile long latest;

    private Work() {}

    @Hostcall
    void called(long value) {
        latest = value;
    }

    /** Ways to compute. */
    enum Way {
        JAVA("a loop in Java") {
            @Override
            void begin(Work work) {
                start(() -> work.latest = loop());
            }
        },
        GUEST("a guest that computes") {
            @Override
            void begin(Work work) {
                Instance guest = work.guests(1)[0];
                start(() -> guest.run("compute"));
            }
        },
        CALLS("a guest that calls after each 30,000 instructions") {
            @Override
            void begin(Work work) {
                Instance guest = work.guests(1)[0];
                start(() -> guest.run("call"));
            }
        },
        MANY("2,000 guests that compute, polled for 30,000 instructions each") {
            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // they do not end
            void begin(Work work) {
                Executor executor = work.threads();
                for (Instance guest : work.guests(GUESTS)) {
                    guest.runAsync("compute").boundInstCount(BOUND).start(executor);
                }
            }
        };

        private final String title;

        Way(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        abstract void begin(Work work);
    }

    private static void start(Runnable computation) {
        Thread thread = new Thread(computation);
        thread.setDaemon(true);
        thread.start();
    }

    private ExecutorService threads() {
        return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
    }

    private Instance[] guests(int number) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module =
                GuestModule.load(WasmCompiler.compile(Wat.toWasm(CGuest.resource(Work.class, "busy.wat")), options));
        Region region = Region.create(number, Limits.compact());
        Instance[] guests = new Instance[number];
        for (int i = 0; i < number; i++) {
            guests[i] = region.newInstance(module, WorkHostcalls.of(this));
        }
        return guests;
    }

    /** As the guest does, for ever. */
    private static long loop() {
        long x = 1;
        for (long i = 1; i != 0; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /** Takes the way, and for how many milliseconds safepoints are asked for once all is compiled; the JVM is to log them. */
    public static void main(String[] arguments) throws InterruptedException {
        Way.valueOf(arguments[0]).begin(new Work());
        askForSafepoints(WARM_UP_MILLIS);
        System.out.println(Delays.FROM_HERE_ON);
        askForSafepoints(Long.parseLong(arguments[1]));
    }

    private static void askForSafepoints(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
            Thread.getAllStackTraces();
        }
    }
}
