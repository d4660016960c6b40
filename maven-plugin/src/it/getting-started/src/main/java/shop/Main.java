package shop;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/** Asks a guest what one of everything costs. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("one of everything costs " + total() + " cents");
    }

    static int total() {
        try (GuestModule cart = GuestModule.fromResource(Main.class, "/cart.wasm");
                Region region = Region.create(100, Limits.defaults());
                Instance instance = region.newInstance(cart, PricesHostcalls.of(new Prices()))) {
            CompletableFuture<RunResult> total = instance.runAsync("total")
                    .boundInstCount(100_000) // instructions at a time; others have their turn then
                    .start(ForkJoinPool.commonPool());
            return total.join().returned().i32();
        }
    }
}
