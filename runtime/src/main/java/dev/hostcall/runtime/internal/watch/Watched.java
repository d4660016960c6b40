package dev.hostcall.runtime.internal.watch;

/** An instance, as somebody watches it. */
public interface Watched {
    /** The name of its module. */
    String guest();

    /** Who listens now; {@link Watcher#NONE} if nobody does. Read by any thread. */
    Watcher watcher();
}
