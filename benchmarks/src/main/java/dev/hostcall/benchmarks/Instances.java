package dev.hostcall.benchmarks;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Making an instance and closing it, in a slot that was used before. */
public class Instances extends PerCall {
    private final HostHostcalls hostcalls = HostHostcalls.of(host);
    private final GuestModule compactModule = WasmGuest.compact();
    private final GuestModule withImage = WasmGuest.withImage();
    private Region compact;

    /** For JMH. */
    @Setup
    public void openMore() {
        compact = Region.create(1, Limits.compact());
    }

    /** For JMH. */
    @TearDown
    public void closeMore() {
        compact.close();
    }

    /** A small module, with guard pages. */
    @Benchmark
    public void newInstance() {
        region.newInstance(module, hostcalls).close();
    }

    /** A module with initial memory contents of 1 MiB, with guard pages. */
    @Benchmark
    public void newInstanceWithImage() {
        region.newInstance(withImage, hostcalls).close();
    }

    /** A small module, without guard pages. */
    @Benchmark
    public void newInstanceCompact() {
        compact.newInstance(compactModule, hostcalls).close();
    }

    /** A small module with guard pages, which also runs once: its first pages are touched. */
    @Benchmark
    public Object newInstanceAndRun() {
        try (var instance = region.newInstance(module, hostcalls)) {
            return instance.run("add_one", 41);
        }
    }
}
