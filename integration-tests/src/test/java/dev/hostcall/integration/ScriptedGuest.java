package dev.hostcall.integration;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.tour.CGuest;

/** One instance of the scripted guest, in a region of its own. */
final class ScriptedGuest implements AutoCloseable {
    static final GuestModule METERED = CGuest.load(ScriptedGuest.class, "scripted-guest.c", "-DGUEST_METERED=1");
    static final GuestModule UNMETERED = CGuest.load(ScriptedGuest.class, "scripted-guest.c", "-DGUEST_METERED=0");
    static final GuestModule STARTING =
            CGuest.load(ScriptedGuest.class, "scripted-guest.c", "-DGUEST_METERED=1", "-DWITH_START");

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
        script.tail = argument -> java.util.concurrent.CompletableFuture.completedFuture(argument + 3);
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
}
