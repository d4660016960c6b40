package dev.hostcall.runtime.internal.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;

/**
 * Enters guests by a downcall of the foreign function API that is marked as critical: in less time than a JNI call takes, as the JVM is
 * not told that the thread leaves Java. So it holds up safepoints until the guest stops, and is for guests that stop soon.
 *
 * <p>It is there from JDK 22 on, where native access has been enabled for this code, as loading the engine needs it. Preparing it takes as
 * long as a million entries, so that a thread of its own does it once it has been missed often.
 */
public final class CriticalCall {
    /** How often it has to be missed before it is prepared; 0 for at once, and less for never. */
    private static final int PREPARED_AFTER = Integer.getInteger("hostcall.critical.after", 10_000);

    private static final boolean POSSIBLE = findOut();

    private static volatile boolean ready;

    /** Counted by all threads without synchronization: it does not matter whether the number is exact. */
    private static int missed;

    static {
        if (POSSIBLE && PREPARED_AFTER == 0) {
            prepare();
        }
    }

    private CriticalCall() {}

    /** Whether it can be had in this process, now or later. */
    public static boolean isPossible() {
        return POSSIBLE;
    }

    /** Whether guests can be entered so by now. */
    public static boolean isReady() {
        return ready;
    }

    /** Tells that a guest was entered by JNI which has stopped soon. */
    public static void missed() {
        int times = missed + 1;
        missed = times;
        if (times == PREPARED_AFTER) {
            HelperThread.start("hostcall-critical-call", CriticalCall::prepare);
        }
    }

    /** As {@link ContextSwitch#resume}, once it is ready. */
    public static long resume(long controlBlock, long entry) {
        try {
            return (long) Downcall.RESUME.invokeExact(controlBlock, entry);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a downcall threw", e);
        }
    }

    private static boolean findOut() {
        NativeEngine.load();
        if (PREPARED_AFTER < 0 || Runtime.version().feature() < 22) {
            return false;
        }
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(CriticalCall.class.getModule());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static void prepare() {
        try {
            Downcall.RESUME.type();
            ready = true;
        } catch (LinkageError e) {
            // a JDK built otherwise: JNI does the same, slower
        }
    }

    /** Apart, so that it is made when it is wanted; a constant, so that what calls it is compiled with what it does. */
    private static final class Downcall {
        static final MethodHandle RESUME = find();

        private Downcall() {}

        private static MethodHandle find() {
            try {
                return find(NativeEngine.function("hostcall_resume"));
            } catch (ReflectiveOperationException | IOException | UnusableObjectException e) {
                throw new IllegalStateException("this JDK has no critical downcalls", e);
            }
        }

        /** {@code Linker.nativeLinker().downcallHandle(function, (long, long) -> long, critical(false))}, which JDK 17 has not. */
        private static MethodHandle find(Pointer function) throws ReflectiveOperationException {
            Class<?> linkers = foreign("Linker");
            Class<?> options = foreign("Linker$Option");
            Class<?> layouts = foreign("MemoryLayout");
            Class<?> segments = foreign("MemorySegment");
            Class<?> descriptors = foreign("FunctionDescriptor");
            Object number = foreign("ValueLayout").getField("JAVA_LONG").get(null);
            Object descriptor = descriptors
                    .getMethod("of", layouts, layouts.arrayType())
                    .invoke(null, number, arrayOf(layouts, number, number));
            Object critical = options.getMethod("critical", boolean.class).invoke(null, false);
            Object address = segments.getMethod("ofAddress", long.class).invoke(null, Pointer.nativeValue(function));
            Object linker = linkers.getMethod("nativeLinker").invoke(null);
            return (MethodHandle) linkers.getMethod("downcallHandle", segments, descriptors, options.arrayType())
                    .invoke(linker, address, descriptor, arrayOf(options, critical));
        }

        private static Class<?> foreign(String name) throws ClassNotFoundException {
            return Class.forName("java.lang.foreign." + name);
        }

        private static Object arrayOf(Class<?> type, Object... elements) {
            Object array = Array.newInstance(type, elements.length);
            for (int i = 0; i < elements.length; i++) {
                Array.set(array, i, elements[i]);
            }
            return array;
        }
    }
}
