package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.link.Linker;
import dev.hostcall.runtime.internal.link.Relinker;
import dev.hostcall.runtime.internal.link.ResolvedImports;
import dev.hostcall.runtime.internal.memory.RegionCore;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.internal.run.GuestResources;
import dev.hostcall.runtime.internal.run.HostcallChecks;
import dev.hostcall.runtime.internal.run.InstanceCore;
import java.util.Objects;

/**
 * Memory for a number of instances, reserved once: address space at first, real memory as instances touch it. When an
 * instance gives its slot back, the slot is emptied and used again. Thread-safe.
 *
 * <pre>{@code
 * Limits limits = Limits.defaults().withStackSize(256 << 10);
 * try (Region region = Region.create(1_000, limits)) {
 *     try (Instance instance = region.newInstance(plugin, OrdersHostcalls.of(orders))) {
 *         log.add(instance.state() + ", " + region.used() + " of " + region.capacity());
 *     } // its slot is free again
 *     log.add(region.used() + " of " + region.capacity());
 * }
 * }</pre>
 */
public final class Region implements AutoCloseable {
    private final RegionCore core;

    private Region(RegionCore core) {
        this.core = core;
    }

    /**
     * Reserves address space.
     *
     * @param capacity the most instances alive at once, at least 1
     * @param limits what each of them may use
     * @throws LimitsExceededException if the operating system has not so much address space
     */
    public static Region create(int capacity, Limits limits) {
        Objects.requireNonNull(limits, "limits");
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + "; it must be at least 1");
        }
        return new Region(RegionCore.create(capacity, limits));
    }

    /**
     * Makes an instance.
     *
     * @param module the code to run
     * @param imports what answers its imports: {@link Hostcalls}, {@link Instance#exportsAs exports of other instances},
     *     {@link HostImports}; what it does not import is no error
     * @throws LinkException if imports are missing, mistyped or given twice; all of them are named
     * @throws LimitsExceededException if the guest needs more than this region's limits
     * @throws RegionFullException if all slots are taken
     * @throws GuestTrapException if the guest traps while its memory is prepared
     * @throws InvalidStateException if the region or the module is closed
     */
    public Instance newInstance(GuestModule module, ImportSource... imports) {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(imports, "imports");
        ModuleCore code = module.core();
        ResolvedImports links =
                Relinker.link(code, imports, HostcallChecks::add).orElseGet(() -> link(code, imports));
        return new Instance(InstanceCore.create(core, code, links, InstanceVmctx::frame));
    }

    private static ResolvedImports link(ModuleCore module, ImportSource[] imports) {
        Linker linker = new Linker(module);
        for (ImportSource source : imports) {
            offer(linker, source);
        }
        GuestResources.of(module).ifPresent(linker::offerBesides);
        ResolvedImports links = linker.link();
        Relinker.remember(module, imports, links);
        HostcallChecks.add(module, links.functions());
        return links;
    }

    private static void offer(Linker linker, ImportSource source) {
        if (source instanceof Hostcalls hostcalls) {
            linker.offer(hostcalls);
        } else if (source instanceof InstanceExports exports) {
            linker.offer(exports.instance(), exports.module());
        } else if (source instanceof HostImports others) {
            linker.offer(others.offers());
        }
    }

    /** The most instances alive at once. */
    public int capacity() {
        return core.capacity();
    }

    /** The instances alive now. */
    public int used() {
        return core.used();
    }

    /** What each instance may use. */
    public Limits limits() {
        return core.limits();
    }

    /**
     * Gives all memory back. Closing a closed region does nothing.
     *
     * @throws InvalidStateException if instances are alive; the region stays open, and so do they
     */
    @Override
    public void close() {
        core.close();
    }
}
