package dev.hostcall.runtime;

import java.util.Optional;

/**
 * Told what an instance does, by the thread that runs it, while it does it: the instance is
 * {@link InstanceState#RUNNING} and refuses other operations. Must not block. What a listener throws is logged and
 * otherwise ignored.
 *
 * <p>A synchronous run is one poll. Calls into other instances belong to the caller's polls; their hostcalls are told to
 * the listener of the instance that makes them.
 */
public interface RunListener {
    /** Listens to nothing. */
    RunListener NONE = new RunListener() {};

    /** A poll begins. */
    default void pollBegan(Instance instance) {}

    /** A poll ends. */
    default void pollEnded(Instance instance, PollOutcome outcome) {}

    /** A hostcall's method is about to be called. */
    default void hostcallBegan(Instance instance, String hostcall) {}

    /**
     * A hostcall's method has returned or thrown. If it returned a future that is pending, the guest waits for it only
     * now.
     *
     * @param hostcall {@code module.name}
     * @param thrown what it threw
     */
    default void hostcallEnded(Instance instance, String hostcall, Optional<Throwable> thrown) {}

    /** The bound of a poll was spent; the {@link BoundPolicy} decides what comes next. */
    default void boundExpired(Instance instance) {}

    /**
     * A run has ended.
     *
     * @param failure what it failed with; empty if the function returned
     */
    default void ended(Instance instance, Optional<HostcallException> failure) {}

    /** How a poll ended. */
    enum PollOutcome {
        /** The function returned. */
        RETURNED,
        /** A hostcall yielded to the embedder. */
        YIELDED,
        /** The guest waits for a future. */
        BLOCKED,
        /** The bound of this poll was spent. */
        BOUND_EXPIRED,
        /** The guest trapped. */
        TRAPPED,
        /** The guest threw an exception that it did not catch. */
        THREW,
        /** The guest was ended. */
        TERMINATED
    }
}
