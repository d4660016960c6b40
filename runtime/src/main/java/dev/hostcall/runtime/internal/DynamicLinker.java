package dev.hostcall.runtime.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's dynamic linker. Not JNA's {@code NativeLibrary}, which keeps one handle for all who load a
 * path: the first to close it would unmap the code under the others.
 */
final class DynamicLinker {
    private static final int RTLD_NOW = 2;
    private static final AtomicLong LOADS = new AtomicLong();

    static {
        Native.register(DynamicLinker.class, NativeLibrary.getProcess());
    }

    private DynamicLinker() {}

    /**
     * Loads an object. Each load is to be closed.
     *
     * @return its handle
     * @throws GuestObject.Unusable if the linker refuses it
     */
    static Pointer open(Path path) throws GuestObject.Unusable {
        String name = uniqueName(path.toAbsolutePath());
        Pointer handle = dlopen(name, RTLD_NOW);
        if (handle == null) {
            String why = String.valueOf(dlerror()).replace(name, path.toString());
            throw new GuestObject.Unusable("the dynamic linker refuses it: " + why);
        }
        return handle;
    }

    /**
     * A name of the same file that no load had before. The linker looks for a name among what is loaded before it looks
     * at the file: under its old name, a file that was replaced would be what it was before.
     */
    private static String uniqueName(Path path) {
        StringBuilder detour = new StringBuilder();
        for (long rest = LOADS.incrementAndGet(); rest != 0; rest >>>= 1) {
            detour.append((rest & 1) == 0 ? "/" : "/.");
        }
        return path.getParent() + detour.toString() + "/" + path.getFileName();
    }

    /** The address of a symbol that the object is known to have. */
    static Pointer symbol(Pointer handle, String name) {
        Pointer address = dlsym(handle, name);
        if (address == null) {
            throw new IllegalStateException("no symbol " + name + " in a guest object that was checked for it");
        }
        return address;
    }

    static void close(Pointer handle) {
        dlclose(handle);
    }

    private static native @Nullable Pointer dlopen(String path, int flags);

    private static native @Nullable Pointer dlsym(Pointer handle, String name);

    private static native int dlclose(Pointer handle);

    private static native @Nullable String dlerror();
}
