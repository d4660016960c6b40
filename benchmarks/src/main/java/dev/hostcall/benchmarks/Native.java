package dev.hostcall.benchmarks;

import com.sun.jna.Callback;
import dev.hostcall.guests.CGuest;
import java.nio.file.Path;

/** The functions of {@code native.c}, compiled when first used. */
final class Native {
    private static final Path LIBRARY = CGuest.compile(CGuest.resource(Native.class, "native.c"), "native.c");

    static {
        System.load(LIBRARY.toString());
    }

    private Native() {}

    /** Where the compiled library lies. */
    static Path library() {
        return LIBRARY;
    }

    /** JNI: nothing but the crossing. */
    static native long cross(long left, long right);

    /** What JNA calls. */
    interface Add extends Callback {
        /** Called by native code. */
        long invoke(long left, long right);
    }

    /** The loops, called through JNA, once for very many calls of what is measured. */
    static final class Loops {
        static {
            com.sun.jna.Native.register(Loops.class, LIBRARY.toString());
        }

        private Loops() {}

        /** Nanoseconds that this many switch pairs take; -1 if this process has not loaded the engine. */
        static native long switch_pairs(long count);

        /** Calls back this many times. */
        static native long call_loop(Add function, long count);
    }
}
