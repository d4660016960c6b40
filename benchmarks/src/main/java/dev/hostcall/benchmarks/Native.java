package dev.hostcall.benchmarks;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
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

    /** The engine's function that enters a guest, for {@link Loops#switch_pairs}. */
    static Function resume() {
        return NativeLibrary.getInstance("hostcall").getFunction("hostcall_resume");
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

        /** Nanoseconds that so many switch pairs take. */
        static native long switch_pairs(Pointer resume, long count);

        /** Calls back so many times. */
        static native long call_loop(Add function, long count);
    }
}
