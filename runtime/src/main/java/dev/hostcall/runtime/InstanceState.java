package dev.hostcall.runtime;

/**
 * Where an instance is in its life.
 *
 * <pre>
 *  NOT_STARTED -> RUNNING               start, startAsync's first poll
 *  READY -> RUNNING                     run, runAsync's first poll
 *  RUNNING -> READY                     the function returned
 *  RUNNING -> YIELDED                   a hostcall yielded
 *  RUNNING -> BLOCKED                   the guest waits for a future
 *  RUNNING -> BOUND_EXPIRED             the bound of this poll is spent
 *  YIELDED -> RUNNING                   resume, resumeAsync's first poll
 *  BLOCKED, BOUND_EXPIRED -> RUNNING    polled again
 *  RUNNING -> FAULTED                   the guest trapped
 *  RUNNING -> TERMINATED                killed, abandoned, over a limit; a hostcall threw or ended it
 *  FAULTED, TERMINATED -> READY or NOT_STARTED        recover; memory and data stay as they are
 *  any but RUNNING, CLOSED -> READY or NOT_STARTED    reset; what was suspended is abandoned first
 *  any but RUNNING -> CLOSED            close; what was suspended is abandoned first
 * </pre>
 */
public enum InstanceState {
    /** Has a start function that has not run. */
    NOT_STARTED,
    /** A function can be run. */
    READY,
    /** Guest code or one of its hostcalls runs. */
    RUNNING,
    /** A hostcall yielded to the embedder. */
    YIELDED,
    /** Waits for a future. */
    BLOCKED,
    /** Its bound ran out; the next poll goes on. */
    BOUND_EXPIRED,
    /** It trapped. */
    FAULTED,
    /** It was ended from outside. */
    TERMINATED,
    /** Its memory is given back. */
    CLOSED
}
