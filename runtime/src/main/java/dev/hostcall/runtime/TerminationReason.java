package dev.hostcall.runtime;

/** Why a guest was ended from outside of its own code. */
public enum TerminationReason {
    /** A hostcall called {@link Vmctx#terminate}. */
    PROVIDED("a hostcall ended it"),
    /** A hostcall waits for a future, and the guest was not started asynchronously. */
    BLOCK_ON_NEEDS_ASYNC("block-on needs async: a hostcall waits for a future; start the guest with runAsync, not run"),
    /** A hostcall threw, or its future completed exceptionally; the cause tells what. */
    HOSTCALL_THREW("a hostcall threw"),
    /** An exported function returned what is no value of the type that its interface declares; the cause tells what. */
    NO_VALUE("an exported function returned no value of its type"),
    /** {@link KillSwitch#kill} was called. */
    KILLED("it was killed"),
    /** Its {@link RunAsync}, its future or its instance was closed, cancelled or reset before it ended. */
    ABANDONED("its run was abandoned"),
    /** It spent the bound of one poll, and {@link BoundPolicy#TERMINATE} says that this ends it. */
    BOUND_EXPIRED("the bound of its poll was spent"),
    /** It spent {@link RunAsync#totalBound}. */
    TOTAL_BOUND_EXPIRED("its total bound was spent"),
    /** It spent {@link RunAsync#cpuLimit}. */
    CPU_LIMIT_EXPIRED("its CPU time was spent"),
    /** {@link RunAsync#deadline} has passed. */
    DEADLINE_EXPIRED("its deadline has passed");

    private final String text;

    TerminationReason(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
