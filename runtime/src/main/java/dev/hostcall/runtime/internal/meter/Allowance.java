package dev.hostcall.runtime.internal.meter;

import dev.hostcall.runtime.BoundPolicy;

/** What a run may spend, as the embedder said last. Written by any thread; a poll reads it as it begins. */
public final class Allowance {
    /** For runs that nobody limits; not to be changed. */
    public static final Allowance UNLIMITED = new Allowance();

    public static final long NO_LIMIT = Long.MAX_VALUE;

    private volatile long bound = NO_LIMIT;
    private volatile long total = NO_LIMIT;
    private volatile long cpuNanos = NO_LIMIT;
    private volatile BoundPolicy policy = BoundPolicy.YIELD;

    public long bound() {
        return bound;
    }

    public void bound(long instructions) {
        bound = instructions;
    }

    public long total() {
        return total;
    }

    public void total(long instructions) {
        total = instructions;
    }

    public long cpuNanos() {
        return cpuNanos;
    }

    public void cpuNanos(long nanos) {
        cpuNanos = nanos;
    }

    public BoundPolicy policy() {
        return policy;
    }

    public void policy(BoundPolicy next) {
        policy = next;
    }
}
