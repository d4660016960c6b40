package dev.hostcall.integration.races;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A guest whose memory and table grow while others look. Made for each meeting, from pools of instances of both bounds modes in turn. */
class Growing {
    private static final String GUEST = """
            (module
              (memory 1 8)
              (table $table (export "table") 1 8 externref)
              (func (export "grow") (result i32) (local $old i32)
                (local.set $old (memory.grow (i32.const 1)))
                (i32.store (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4)) (i32.const 7))
                (local.get $old))
              (func (export "last") (result i32)
                (i32.load (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4))))
              (func (export "growTable") (result i32) (table.grow $table (table.get $table (i32.const 0)) (i32.const 1)))
              (func (export "lastIsNull") (result i32)
                (ref.is_null (table.get $table (i32.sub (table.size $table) (i32.const 1))))))
            """;

    /** What makes instances of one bounds mode, and keeps those that are free. */
    static final class Pool {
        static final Pool GUARDED = new Pool(
                Region.create(
                        10_000, Limits.defaults().withMemorySize(1 << 20).withAddressSpace((4L << 30) + (1 << 20))),
                BoundsMode.GUARD);
        static final Pool EXPLICIT = new Pool(Region.create(10_000, Limits.compact()), BoundsMode.EXPLICIT);

        private final ConcurrentLinkedQueue<Instance> free = new ConcurrentLinkedQueue<>();
        private final Region region;
        private final BoundsMode bounds;

        private Pool(Region region, BoundsMode bounds) {
            this.region = region;
            this.bounds = bounds;
        }

        private Instance take() {
            Instance pooled = free.poll();
            return pooled != null
                    ? pooled
                    : region.newInstance(WatGuest.of(
                            GUEST, "growing", CompilerOptions.defaults().withBounds(bounds)));
        }
    }

    private static final AtomicInteger MEETINGS = new AtomicInteger();

    private final Pool pool;
    final Instance instance;
    final Memory memory;

    Growing() {
        this(MEETINGS.incrementAndGet() % 2 == 0 ? Pool.GUARDED : Pool.EXPLICIT);
    }

    Growing(Pool pool) {
        this.pool = pool;
        this.instance = pool.take();
        this.memory = instance.memory();
    }

    /** The bounds mode of this meeting. */
    BoundsMode bounds() {
        return pool.bounds;
    }

    /** Grows it, and touches the last byte of what it is then said to be. */
    int growAndTouch() {
        int old = (int) memory.grow(1);
        memory.writeByte(memory.size() - 1, (byte) 1);
        return old;
    }

    /** What a function of the guest's returns. */
    int run(String function) {
        return instance.run(function).returned().i32();
    }

    /** Serves the next meeting. */
    void recycle() {
        instance.reset();
        pool.free.add(instance);
    }
}
