package dev.hostcall.integration;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.ValueType;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** An application in a class loader of its own, which uses all that might keep that alive. */
public final class Redeployed {
    private Redeployed() {}

    /** Uses everything once, and closes what can be closed. */
    public static long use(String scripted, String image) throws Throwable {
        Script script = new Script();
        CompletableFuture<Long> future = new CompletableFuture<>();
        script.body = (vmctx, argument) -> vmctx.blockOn(future);
        script.tail = argument -> future;
        long sum;
        try (GuestModule module = GuestModule.load(Path.of(scripted));
                Region region = Region.create(2, Limits.compact());
                Instance one = region.newInstance(module, ScriptHostcalls.of(script));
                Instance two = region.newInstance(module, ScriptHostcalls.of(script))) {
            RunAsync body = one.runAsync("body", 1L);
            RunAsync tail = two.runAsync("tail", 2L);
            body.poll(() -> {});
            tail.poll(() -> {});
            future.complete(20L);
            sum = body.join().returned().i64() + tail.join().returned().i64();
        }
        try (GuestModule module = GuestModule.load(Path.of(image));
                Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            sum += instance.run("answer").returned().i32();
        }
        return sum + GuestTable.of(ValueType.EXTERNREF, 2, 3).size();
    }

    /** Closes nothing: what is forgotten is released too. */
    public static long forget(String scripted, String image) {
        GuestModule module = GuestModule.load(Path.of(scripted));
        Instance instance = Region.create(1, Limits.defaults()).newInstance(GuestModule.load(Path.of(image)));
        return (long) instance.run("answer").returned().i32() + module.imports().size();
    }
}
