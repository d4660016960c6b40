package dev.hostcall.runtime.internal.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The JDK's lookup that may see everything, read through JNI, which native access permits. Used for one purpose: making
 * virtual threads with a scheduler of our own, for which the JDK has no public way yet.
 */
public final class TrustedLookup {
    static {
        NativeEngine.load();
    }

    private TrustedLookup() {}

    /** Makes a virtual thread of a scheduler, a name, flags and what it runs; empty if this JDK has no such constructor. */
    public static Optional<MethodHandle> virtualThreadConstructor() {
        MethodType parameters =
                MethodType.methodType(void.class, Executor.class, String.class, int.class, Runnable.class);
        try {
            MethodHandles.Lookup lookup = get();
            MethodHandle constructor = lookup.findConstructor(lookup.findClass("java.lang.VirtualThread"), parameters);
            return Optional.of(constructor.asType(parameters.changeReturnType(Thread.class)));
        } catch (ReflectiveOperationException e) {
            return Optional.empty(); // a JDK built otherwise: helper threads do the same, slower
        }
    }

    private static native MethodHandles.Lookup get();
}
