package dev.hostcall.runtime.internal.coroutine;

/**
 * A body that can stop in the middle and go on later, keeping its Java frames. Whoever resumes it and the body itself
 * take turns: each side sees all that the other wrote before handing over. Not to be resumed by two threads at once.
 */
public abstract class Coroutine {

    /** A coroutine of the best kind this JVM offers; the body does not begin before the first {@link #resume}. */
    public static Coroutine of(Runnable body) {
        return VirtualThreadCoroutine.isAvailable() ? new VirtualThreadCoroutine(body) : new ThreadCoroutine(body);
    }

    /** Lets the body run until it suspends or ends. The body must not throw. */
    public abstract Progress resume();

    /**
     * Called by the body: hands over to whoever resumed it, and returns at the next {@link #resume}.
     *
     * @throws IllegalStateException if the body cannot be suspended here, as it holds a monitor (JDK 21 to 23)
     */
    public abstract void suspend();

    /** How far a body came. */
    public enum Progress {
        /** It can be resumed. */
        SUSPENDED,
        /** It has returned. */
        ENDED
    }
}
