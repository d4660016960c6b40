package dev.hostcall.runtime;

/** What happens when a guest has executed as many instructions as {@link RunAsync#boundInstCount} allows for a poll. */
public enum BoundPolicy {
    /** The poll ends as pending, and its waker is called: others get their turn, then the next poll goes on. */
    YIELD,
    /** The same poll goes on with a new bound: only the run's other limits end it. */
    CONTINUE,
    /** The guest is ended with {@link TerminationReason#BOUND_EXPIRED}. */
    TERMINATE
}
