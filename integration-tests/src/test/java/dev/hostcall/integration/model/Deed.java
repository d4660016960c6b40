package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;

/** What a hostcall does. Each results in a number, or throws. */
sealed interface Deed {
    /** What needs no {@code Vmctx}. */
    sealed interface Free extends Deed {}

    record Give(long value) implements Free {}

    record Throw(int number) implements Free {}

    record Kill(int guest) implements Free {}

    record Close(int guest, int run) implements Free {}

    record Complete(int pick, Outlook outlook) implements Free {}

    /** Runs a guest, maybe the one that is calling, which is refused. */
    record Run(int guest, Program program) implements Free {}

    /** Does to its own guest what is refused while it runs. */
    record Meddle() implements Free {
        /** So many things. */
        static final int REFUSALS = 5;
    }

    /** Changes the bound of an asynchronous run of its own guest, maybe the one under way. */
    record Bound(int run, long bound) implements Free {
        /** What is set: while a run is joined, how often it waits is a matter of timing, and so is what is left of a bound. */
        long bound(boolean joining) {
            return joining && bound >= 0 ? Long.MAX_VALUE : bound;
        }
    }

    record Wait(Outlook outlook) implements Deed {}

    /** With {@code tryBlockOn}. */
    record TryWait(Outlook outlook) implements Deed {}

    /**
     * Waits for something that is polled.
     *
     * @param yielding its first poll yields to the embedder
     */
    record Poll(boolean yielding) implements Deed {}

    /** Waits for another guest's run. */
    record Await(int guest, Program program, long bound) implements Deed {}

    /** Yields a value or none, and expects a {@link Long} or nothing. */
    record Yield(boolean value, boolean expecting) implements Deed {}

    /** Calls back into the guest. */
    record Call(Program program) implements Deed {}

    /** As {@link Call}, by a reference from the guest's table. */
    record CallReference(Program program) implements Deed {}

    /** Charges the guest. */
    record Consume(long instructions) implements Deed {}

    record Terminate(int details) implements Deed {}
}
