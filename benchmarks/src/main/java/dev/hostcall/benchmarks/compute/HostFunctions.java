package dev.hostcall.benchmarks.compute;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;

/** What {@code micro.wat} imports, the same for all engines. */
@HostcallModule("env")
public final class HostFunctions {
    /** Adds. */
    @Hostcall
    public static long add(long left, long right) {
        return left + right;
    }

    /** The length of a string that was copied out of the guest's memory. */
    @Hostcall
    public static int str(String text) {
        return text.length();
    }
}
