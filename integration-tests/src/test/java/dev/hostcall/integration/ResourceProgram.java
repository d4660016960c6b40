package dev.hostcall.integration;

import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;

/** Prints what a guest says that is a resource of the class path, or why there is none. Knows the runtime only. */
final class ResourceProgram {
    private ResourceProgram() {}

    public static void main(String[] arguments) {
        try (GuestModule module = GuestModule.fromResource(ResourceProgram.class, "/" + arguments[0])) {
            System.out.println(answerOf(module));
        } catch (GuestLoadException e) {
            System.out.println(e.getMessage());
        }
    }

    static int answerOf(GuestModule module) {
        try (Region region = Region.create(1, Limits.defaults());
                var instance = region.newInstance(module)) {
            return instance.run("f").returned().i32();
        }
    }
}
