package dev.hostcall.integration.model;

import dev.hostcall.runtime.BoundPolicy;

/** What an asynchronous run may spend. */
record Terms(long bound, BoundPolicy policy, long total, boolean overdue) {
    static final Terms NONE = new Terms(Long.MAX_VALUE, BoundPolicy.YIELD, Long.MAX_VALUE, false);

    Terms withBound(long next) {
        return new Terms(next, policy, total, overdue);
    }

    Terms withPolicy(BoundPolicy next) {
        return new Terms(bound, next, total, overdue);
    }

    Terms withTotal(long next) {
        return new Terms(bound, policy, next, overdue);
    }
}
