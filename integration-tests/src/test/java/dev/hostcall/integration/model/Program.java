package dev.hostcall.integration.model;

import java.util.List;

/** A script for a guest, of 15 steps at most, and what its hostcalls do. */
record Program(List<Step> steps) {
    /** As the guest reads it. */
    long script() {
        long script = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
            script = script << 4 | steps.get(i).code();
        }
        return script;
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}
