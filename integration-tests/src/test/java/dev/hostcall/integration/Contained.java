package dev.hostcall.integration;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.nio.file.Path;

/** A program that knows the runtime alone: loads a guest, and prints its answer or why there is none. */
public final class Contained {
    private Contained() {}

    /** The argument is the guest object. */
    public static void main(String[] arguments) {
        try (GuestModule module = GuestModule.load(Path.of(arguments[0]));
                Region region = Region.create(1, Limits.compact());
                Instance instance = region.newInstance(module)) {
            System.out.println("answer: " + instance.run("answer").returned().i32());
        } catch (Throwable e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
