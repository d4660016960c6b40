package app;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;

/** Runs the guest that its jar holds. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try (GuestModule module = GuestModule.fromResource(Main.class, "/plugins/twice.wasm");
                Region region = Region.create(1, Limits.defaults());
                var instance = region.newInstance(module)) {
            System.out.println("twice 21 is " + instance.run("twice", 21).returned().i32());
        }
    }
}
