package dev.hostcall.runtime;

/** What a run may spend, as the embedder said last. Written by any thread; a poll reads it as it begins. */
final class Allowance {
    /** For runs that nobody limits; not to be changed. */
    static final Allowance UNLIMITED = new Allowance();

    static final long NO_LIMIT = Long.MAX_VALUE;

    private volatile long bound = NO_LIMIT;
    private volatile long total = NO_LIMIT;
    private volatile long cpuNanos = NO_LIMIT;
    private volatile BoundPolicy policy = BoundPolicy.YIELD;

    long bound() {
        return bound;
    }

    void bound(long instructions) {
        bound = instructions;
    }

    long total() {
        return total;
    }

    void total(long instructions) {
        total = instructions;
    }

    long cpuNanos() {
        return cpuNanos;
    }

    void cpuNanos(long nanos) {
        cpuNanos = nanos;
    }

    BoundPolicy policy() {
        return policy;
    }

    void policy(BoundPolicy next) {
        policy = next;
    }
}
