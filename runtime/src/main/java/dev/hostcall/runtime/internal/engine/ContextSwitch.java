package dev.hostcall.runtime.internal.engine;

/** Enters guests. A JNI method: JNA takes seven times as long to call one. */
public final class ContextSwitch {
    static {
        NativeEngine.load();
    }

    private ContextSwitch() {}

    /** Makes sure that the engine is loaded, so that a failure shows here and not in the middle of a run. */
    public static void ensureLoaded() {
        NativeEngine.load();
    }

    /**
     * Runs a guest on this thread until it stops.
     *
     * @param controlBlock the address of its control block
     * @param entry the address of a function to start on top of what is suspended there, or 0 to go on
     * @return the message it stopped with: the reason in the low half (see {@link ControlBlock}), a detail in the high
     */
    public static native long resume(long controlBlock, long entry);
}
