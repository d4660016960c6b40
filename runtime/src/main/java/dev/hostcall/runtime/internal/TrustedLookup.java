package dev.hostcall.runtime.internal;

import java.lang.invoke.MethodHandles;

/**
 * The JDK's lookup that may see everything, read through JNI, which native access permits. Used for one purpose: making
 * virtual threads with a scheduler of our own, for which the JDK has no public way yet.
 */
final class TrustedLookup {
    static {
        NativeEngine.load();
    }

    private TrustedLookup() {}

    static native MethodHandles.Lookup get();
}
