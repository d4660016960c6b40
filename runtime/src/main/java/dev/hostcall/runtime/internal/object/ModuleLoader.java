package dev.hostcall.runtime.internal.object;

import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.internal.engine.UnusableObjectException;
import dev.hostcall.runtime.internal.front.Front;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Loads guest objects, and says of those that cannot be loaded why. */
public final class ModuleLoader {
    private ModuleLoader() {}

    /**
     * Loads a file.
     *
     * @param name stands in messages and backtraces
     * @throws GuestLoadException if it cannot be loaded
     */
    public static ModuleCore load(Path object, String name) {
        String file = object.toString();
        try {
            return load(name, file, Files.readAllBytes(object));
        } catch (IOException | OutOfMemoryError e) {
            throw Front.guestLoad(file, unreadable(object, e), e);
        }
    }

    /**
     * Loads what a stream has left.
     *
     * @param name stands in messages and backtraces
     * @throws GuestLoadException if it cannot be loaded
     */
    public static ModuleCore load(InputStream object, String name) {
        try {
            return load(name, name, object.readAllBytes());
        } catch (IOException e) {
            throw Front.guestLoad(name, "it cannot be read: " + e, e);
        }
    }

    private static String unreadable(Path object, Throwable e) {
        if (Files.isDirectory(object)) {
            return "it is a directory; a guest object is a file, such as WasmCompiler.compile makes";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof OutOfMemoryError) {
            return "it is larger than what this JVM can read into one array";
        }
        return "it cannot be read: " + e;
    }

    /**
     * Loads what was read already.
     *
     * @param name stands in messages of what runs, and in backtraces
     * @param file stands in the message of a failure
     * @throws GuestLoadException if it cannot be loaded
     */
    static ModuleCore load(String name, String file, byte[] contents) {
        GuestObject loaded;
        try {
            loaded = GuestObject.load(name, contents);
        } catch (IOException e) {
            throw Front.guestLoad(file, "it cannot be loaded: " + e.getMessage(), e);
        } catch (ElfObject.Malformed | UnusableObjectException e) {
            throw Front.guestLoad(file, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
        try {
            return new ModuleCore(name, loaded);
        } catch (IllegalArgumentException e) {
            loaded.unload();
            throw damaged(file, e);
        }
    }

    private static GuestLoadException damaged(String file, IllegalArgumentException e) {
        return Front.guestLoad(file, "its descriptor is damaged: " + e.getMessage(), e);
    }
}
