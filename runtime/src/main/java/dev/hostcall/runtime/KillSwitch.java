package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.run.Fuse;

/**
 * Kills one run of an instance from any thread: the run that was under way when {@link Instance#killSwitch} was called, or
 * else the next one to begin. A run lasts from its first entry into the guest until it returns, traps or is terminated, across
 * all yields and waits. A switch that is used too late has no effect; it never touches another run.
 *
 * <p>Guest code stops within one internal slice (a million instructions). A running hostcall is not interrupted; its guest is
 * terminated when it returns. A blocked guest is woken at once. Whoever drives the run gets a
 * {@link GuestTerminatedException}, after the {@code finally} blocks of suspended hostcalls have run. Guests that are not
 * metered can only be stopped where they call the host.
 */
public final class KillSwitch {
    private final Fuse fuse;

    KillSwitch(Fuse fuse) {
        this.fuse = fuse;
    }

    /**
     * Kills the run. A run that has not begun is terminated as it begins. Killing twice has no further effect.
     *
     * @return what that did; {@link Outcome#WILL_END} is a promise, even if the run is about to return
     */
    public Outcome kill() {
        return fuse.kill();
    }

    /** What a kill did. */
    public enum Outcome {
        /** The run ends without returning: at its next slice or hostcall, as it is polled or resumed, or as it begins. */
        WILL_END,
        /** The run was killed, by this call or before, and has ended since. */
        ENDED,
        /** The run had ended otherwise, or can never begin, as its instance was reset or closed: nothing was done. */
        TOO_LATE
    }
}
