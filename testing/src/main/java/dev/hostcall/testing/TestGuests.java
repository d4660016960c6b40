package dev.hostcall.testing;

import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RegionFullException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The guests of one test, made as it asks for them. */
final class TestGuests {
    private static final int CAPACITY = 16;

    /** For runs that are about to end when their test does, and for those that were killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Set<InstanceState> UNDER_WAY =
            Set.of(InstanceState.RUNNING, InstanceState.BLOCKED, InstanceState.BOUND_EXPIRED, InstanceState.YIELDED);

    private final Given given;
    private final Map<GuestSource, Instance> instances = new LinkedHashMap<>();
    private @Nullable Region region;

    TestGuests(Given given) {
        this.given = given;
    }

    synchronized Region region() {
        if (region == null) {
            region = Region.create(CAPACITY, given.limits());
        }
        return region;
    }

    GuestModule module(GuestSource source) {
        return CompiledGuests.of(source, given.options());
    }

    synchronized Instance instance(GuestSource source) {
        Instance known = instances.get(source);
        if (known != null) {
            return known;
        }
        GuestModule module = module(source);
        try {
            Instance made = region().newInstance(module, given.imports().toArray(ImportSource[]::new));
            instances.put(source, made);
            initialize(made);
            return made;
        } catch (LinkException
                | LimitsExceededException
                | RegionFullException
                | InvalidStateException
                | GuestTrapException
                | GuestTerminatedException
                | GuestException e) {
            throw new ParameterResolutionException(source + ": " + e.getMessage(), e);
        }
    }

    private static void initialize(Instance instance) {
        if (instance.state() == InstanceState.NOT_STARTED) {
            instance.startAsync().join();
        }
        if (instance.module().export("_initialize").isPresent()) {
            instance.runAsync("_initialize").join();
        }
    }

    Object typed(GuestSource source, Method of) {
        Instance instance = instance(source);
        try {
            return GuestInterfaces.implement(of, instance, given.executor());
        } catch (LinkException e) {
            throw new ParameterResolutionException(source + ": " + e.getMessage(), e);
        }
    }

    /**
     * Closes everything.
     *
     * @throws AssertionError naming all that the test has left behind
     */
    synchronized void end() {
        List<Throwable> causes = new ArrayList<>();
        List<String> leaks = new ArrayList<>();
        instances.forEach((source, instance) -> end(source, instance, leaks, causes));
        if (region != null) {
            int taken = region.used();
            if (taken == 0) {
                region.close();
            } else if (taken > stillOpen()) {
                leaks.add(taken + (taken == 1 ? " slot" : " slots")
                        + " of its region: close the instances that it makes there");
            }
        }
        if (!leaks.isEmpty()) {
            AssertionError failure = new AssertionError("the test has left behind: " + String.join("; ", leaks));
            causes.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private long stillOpen() {
        return instances.values().stream()
                .filter(instance -> instance.state() != InstanceState.CLOSED)
                .count();
    }

    private static void end(GuestSource source, Instance instance, List<String> leaks, List<Throwable> causes) {
        InstanceState state = settled(instance);
        if (UNDER_WAY.contains(state)) {
            leaks.add(
                    "a run of %s that is still under way (%s): join it, close it or kill it".formatted(source, state));
        }
        try {
            if (state == InstanceState.RUNNING) {
                instance.killSwitch().kill();
                settled(instance);
            }
            instance.close();
        } catch (InvalidStateException e) { // it is in a hostcall that does not return
            leaks.add("its thread, which does not stop: " + e.getMessage());
        } catch (RuntimeException e) { // it is closed, but the host's objects that it had are not
            leaks.add("what could not be closed with %s: %s".formatted(source, e.getMessage()));
            causes.add(e);
        }
    }

    /** Its state, once nothing can be about to end; or after a while. */
    private static InstanceState settled(Instance instance) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        InstanceState state = instance.state();
        while (UNDER_WAY.contains(state) && state != InstanceState.YIELDED && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
            state = instance.state();
        }
        return state;
    }
}
