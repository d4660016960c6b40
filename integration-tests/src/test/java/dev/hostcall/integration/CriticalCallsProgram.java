package dev.hostcall.integration;

import dev.hostcall.Hostcall;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.KillSwitch;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TrapCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Does everything that guests stop for, often enough to be compiled, while another thread stops all threads again and again, and prints
 * what came of it: the same however guests are entered.
 */
public final class CriticalCallsProgram {
    private static final int ROUNDS = 4_000;
    private static final int GUESTS = 200;

    /** In the order of the branches of {@code trap} below. */
    private static final List<TrapCode> TRAPS = List.of(
            TrapCode.UNREACHABLE,
            TrapCode.INTEGER_DIVIDE_BY_ZERO,
            TrapCode.MEMORY_OUT_OF_BOUNDS,
            TrapCode.STACK_OVERFLOW,
            TrapCode.UNINITIALIZED_ELEMENT);

    private static final String GUEST = """
            (module
              (import "env" "add" (func $add (param i64 i64) (result i64)))
              (import "env" "later" (func $later (param i64) (result i64)))
              (memory (export "memory") 1 40)
              (table 1 funcref)
              (type $nothing (func))
              (func (export "calls") (param $times i64) (result i64)
                (local $sum i64)
                (loop $next
                  (local.set $sum (call $add (local.get $sum) (local.get $times)))
                  (local.set $times (i64.sub (local.get $times) (i64.const 1)))
                  (br_if $next (i64.ne (local.get $times) (i64.const 0))))
                (local.get $sum))
              (func (export "waits") (param $times i64) (result i64)
                (local $sum i64)
                (loop $next
                  (local.set $sum (i64.add (local.get $sum) (call $later (local.get $times))))
                  (local.set $times (i64.sub (local.get $times) (i64.const 1)))
                  (br_if $next (i64.ne (local.get $times) (i64.const 0))))
                (local.get $sum))
              (func (export "compute") (param $times i64) (result i64)
                (local $x i64)
                (local.set $x (i64.const 88172645463325252))
                (loop $next
                  (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
                  (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
                  (local.set $times (i64.sub (local.get $times) (i64.const 1)))
                  (br_if $next (i64.ne (local.get $times) (i64.const 0))))
                (local.get $x))
              (func (export "spin") (loop $again (br $again)))
              (func (export "grow") (result i32) (memory.grow (i32.const 1)))
              (func (export "fill") (param $size i32) (memory.fill (i32.const 0) (i32.const 7) (local.get $size)))
              (func $deeper (param i32) (result i32) (i32.add (call $deeper (local.get 0)) (i32.const 1)))
              (func (export "trap") (param $how i32)
                (block $null (block $deep (block $memory (block $divide (block $unreachable
                  (br_table $unreachable $divide $memory $deep $null (local.get $how)))
                  unreachable)
                  (drop (i32.div_s (i32.const 1) (i32.const 0))) unreachable)
                  (drop (i32.load (i32.const -8))) unreachable)
                  (drop (call $deeper (i32.const 1))) unreachable)
                (call_indirect (type $nothing) (i32.const 0))))
            """;

    private final ExecutorService timer = Executors.newSingleThreadExecutor();

    private CriticalCallsProgram() {}

    @Hostcall
    long add(long left, long right) {
        return left + right;
    }

    @Hostcall
    CompletableFuture<Long> later(long value) {
        return CompletableFuture.supplyAsync(() -> value, timer);
    }

    public static void main(String[] arguments) throws Exception {
        Thread disturber = new Thread(CriticalCallsProgram::disturb);
        disturber.setDaemon(true);
        disturber.start();
        CriticalCallsProgram host = new CriticalCallsProgram();
        GuestModule module = WatGuest.of(GUEST, "busy", CompilerOptions.defaults());
        try (Region region = Region.create(GUESTS, Limits.defaults());
                Instance guest = region.newInstance(module, CriticalCallsProgramHostcalls.of(host))) {
            host.stops(guest);
            System.out.println("waiting: " + host.waits(region, module));
        } finally {
            host.timer.shutdown();
        }
        System.out.println("entered by critical calls: " + areCallsCritical());
    }

    private static boolean areCallsCritical() throws ReflectiveOperationException {
        Class<?> calls = Class.forName("dev.hostcall.runtime.internal.engine.CriticalCall");
        return (boolean) calls.getMethod("isReady").invoke(null);
    }

    /** Every thread is stopped, by a collection or by whoever wants its stack. */
    private static void disturb() {
        while (true) {
            System.gc();
            for (int i = 0; i < 20; i++) {
                Thread.getAllStackTraces();
            }
        }
    }

    private void stops(Instance guest) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            sum += guest.run("calls", 50L).returned().i64();
        }
        System.out.println(
                "called: " + sum + ", counted: " + guest.instructionCount().orElseThrow());
        Map<TrapCode, Integer> traps = new EnumMap<>(TrapCode.class);
        for (int i = 0; i < ROUNDS; i++) {
            TrapCode expected = TRAPS.get(i % TRAPS.size());
            try {
                guest.run("trap", i % TRAPS.size());
                throw new AssertionError("nothing trapped");
            } catch (GuestTrapException e) {
                if (e.code() != expected) {
                    throw new AssertionError("expected " + expected, e);
                }
                traps.merge(e.code(), 1, Integer::sum);
                guest.recover();
            }
        }
        System.out.println("trapped: " + traps);
        while (guest.run("grow").returned().i32() >= 0) {
            guest.run("fill", (int) guest.memory().size());
        }
        System.out.println("grown: " + guest.memory().size());
        System.out.println(
                "computed: " + guest.run("compute", 50_000_000L).returned().i64());
        int killed = 0;
        for (int i = 0; i < 20; i++) {
            KillSwitch kill = guest.killSwitch();
            Thread killer = new Thread(kill::kill);
            RunAsync spinning = guest.runAsync("spin");
            killer.start();
            try {
                spinning.join();
            } catch (GuestTerminatedException e) {
                killed++;
            }
            killer.join();
            guest.reset();
        }
        System.out.println("killed: " + killed + ", counted after a reset: "
                + guest.run("calls", 1L).returned().i64());
    }

    /** Guests that wait, each driven by a thread of its own, which is virtual where there are such. */
    private long waits(Region region, GuestModule module) throws Exception {
        ExecutorService drivers = drivers();
        List<Instance> guests = new ArrayList<>();
        List<CompletableFuture<Long>> results = new ArrayList<>();
        for (int i = 1; i < GUESTS; i++) {
            Instance guest = region.newInstance(module, CriticalCallsProgramHostcalls.of(this));
            guests.add(guest);
            results.add(CompletableFuture.supplyAsync(
                    () -> guest.runAsync("waits", 60L).join().returned().i64()
                            + started(guest, drivers)
                            + guest.run("calls", 400L).returned().i64(),
                    drivers));
        }
        long sum = 0;
        for (CompletableFuture<Long> result : results) {
            sum += result.get(60, TimeUnit.SECONDS);
        }
        guests.forEach(Instance::close);
        drivers.shutdown();
        return sum;
    }

    private static long started(Instance guest, Executor driver) {
        return guest.runAsync("waits", 60L)
                .boundInstCount(25)
                .start(driver)
                .join()
                .returned()
                .i64();
    }

    private static ExecutorService drivers() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Executors.newCachedThreadPool();
        }
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
