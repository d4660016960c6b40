package dev.hostcall.runtime;

/**
 * Ends an instance's guest from any thread, in any state. Guest code stops within one internal slice (a million
 * instructions); a hostcall that runs is not interrupted, its guest ends when it returns; a guest that is blocked is
 * woken at once. Whoever drives the run gets a {@link GuestTerminatedException}, after the {@code finally} blocks of
 * suspended hostcalls have run. Guests that are not metered can only be stopped where they call the host.
 */
public final class KillSwitch {
    private final Runs runs;

    KillSwitch(Runs runs) {
        this.runs = runs;
    }

    /**
     * Ends the guest, or, if none runs, the next run before it begins. Resetting the instance takes it back. Killing
     * twice, or after the end, does no harm.
     */
    public void kill() {
        runs.kill();
    }
}
