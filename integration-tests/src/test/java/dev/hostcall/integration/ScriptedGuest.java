package dev.hostcall.integration;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.util.concurrent.CompletableFuture;

/** One instance of the scripted guest, in a region of its own. */
final class ScriptedGuest implements AutoCloseable {
    private static final CompilerOptions EXPLICIT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
    private static final String TEXT = WatGuest.text(ScriptedGuest.class, "scripted-guest.wat");
    private static final String TEXT_WITH_START = TEXT.replace("(;start;)", "(start $start)");

    static final GuestModule METERED = WatGuest.of(TEXT, "scripted", EXPLICIT);
    static final GuestModule GUARDED = WatGuest.of(TEXT, "scripted", CompilerOptions.defaults());
    static final GuestModule UNMETERED = WatGuest.of(TEXT, "scripted", EXPLICIT.withMetering(Metering.OFF));
    static final GuestModule STARTING = WatGuest.of(TEXT_WITH_START, "scripted", EXPLICIT);

    final Script script = new Script();
    final Region region;
    final Instance instance;

    private ScriptedGuest(GuestModule module, Limits limits) {
        region = Region.create(1, limits);
        instance = region.newInstance(module, ScriptHostcalls.of(script));
    }

    static ScriptedGuest metered() {
        return new ScriptedGuest(METERED, Limits.compact());
    }

    static ScriptedGuest unmetered() {
        return new ScriptedGuest(UNMETERED, Limits.compact());
    }

    static ScriptedGuest starting() {
        return new ScriptedGuest(STARTING, Limits.compact());
    }

    /** What WebAssembly cannot say; see the guest's source. */
    static ScriptedGuest wild() {
        return new ScriptedGuest(Wild.MODULE, Limits.compact());
    }

    static ScriptedGuest of(GuestModule module, Limits limits) {
        return new ScriptedGuest(module, limits);
    }

    /** Runs a function that takes and returns one i64. */
    long run(String function, long argument) {
        return instance.run(function, argument).returned().i64();
    }

    /** As {@link #run}, asynchronously, on this thread. */
    long join(String function, long argument) {
        return instance.runAsync(function, argument).join().returned().i64();
    }

    RunAsync runAsync(String function, long argument) {
        return instance.runAsync(function, argument);
    }

    static long value(RunResult result) {
        return result.returned().i64();
    }

    /** Proves that nothing was left behind: reset, it runs, synchronously and asynchronously, and closes. */
    void worksAfterReset() {
        script.plain = argument -> argument + 1;
        script.body = (vmctx, argument) -> argument + 2;
        script.tail = argument -> CompletableFuture.completedFuture(argument + 3);
        instance.reset();
        if (instance.module().hasStart()) {
            instance.start();
        }
        long sum = run("plain", 10) + run("body", 10) + join("tail", 10);
        if (sum != 11 + 12 + 13) {
            throw new AssertionError("after a reset the sum is " + sum);
        }
    }

    @Override
    public void close() {
        instance.close();
        region.close();
    }

    private static final class Wild {
        static final GuestModule MODULE = CGuest.load(ScriptedGuest.class, "wild-guest.c");
    }
}
