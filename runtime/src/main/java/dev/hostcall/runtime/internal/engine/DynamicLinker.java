package dev.hostcall.runtime.internal.engine;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's dynamic linker. Not JNA's {@code NativeLibrary}, which keeps one handle for all who load a
 * path: the first to close it would unmap the code under the others.
 */
public final class DynamicLinker {
    private static final int RTLD_NOW = 2;
    private static final int RTLD_NOLOAD = 4;

    /** Begins anywhere: in another class loader there may be another linker of ours, in the same process. */
    private static final AtomicLong LOADS = new AtomicLong(new SecureRandom().nextLong());

    private static final Function DLOPEN = Jna.function("dlopen", Jna.PLAIN);
    private static final Function DLSYM = Jna.function("dlsym", Jna.PLAIN);
    private static final Function DLCLOSE = Jna.function("dlclose", Jna.PLAIN);
    private static final Function DLERROR = Jna.function("dlerror", Jna.PLAIN);

    private DynamicLinker() {}

    /**
     * Loads an object. Each load is to be closed.
     *
     * @param name what the object is called in {@code /proc/self/maps}, and in messages
     * @return its handle
     * @throws UnusableObjectException if the linker refuses it
     * @throws IOException if there is no place to load it from
     */
    public static Pointer open(String name, byte[] object) throws UnusableObjectException, IOException {
        try (LoadableFile file = LoadableFile.of(name, object)) {
            String path = uniqueName(file.path());
            Pointer handle = dlopen(text(path), RTLD_NOW);
            if (handle == null) {
                Pointer error = DLERROR.invokePointer(new Object[0]);
                String why = error == null ? "it does not say why" : Utf8.read(error);
                throw new UnusableObjectException("the dynamic linker refuses it: " + why.replace(path, name));
            }
            return handle;
        }
    }

    /** Whether an object that calls itself so is loaded. */
    static boolean isLoaded(String soname) {
        Pointer handle = dlopen(text(soname), RTLD_NOW | RTLD_NOLOAD);
        if (handle != null) {
            DLCLOSE.invokeInt(new Object[] {handle});
        }
        return handle != null;
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A name of the same file that no load had before. The linker looks for a name among what is loaded before it looks
     * at the file: under the name of an earlier one it would find that.
     */
    private static String uniqueName(Path path) {
        StringBuilder detour = new StringBuilder();
        for (long rest = LOADS.incrementAndGet(); rest != 0; rest >>>= 1) {
            detour.append((rest & 1) == 0 ? "/" : "/.");
        }
        return path.getParent() + detour.toString() + "/" + path.getFileName();
    }

    /** The address of a symbol that the object is known to have. */
    public static Pointer symbol(Pointer handle, String name) {
        Pointer address = DLSYM.invokePointer(new Object[] {handle, text(name)});
        if (address == null) {
            throw new IllegalStateException("no symbol " + name + " in a guest object that was checked for it");
        }
        return address;
    }

    public static void close(Pointer handle) {
        DLCLOSE.invokeInt(new Object[] {handle});
    }

    private static @Nullable Pointer dlopen(byte[] path, int flags) {
        return DLOPEN.invokePointer(new Object[] {path, flags});
    }
}
