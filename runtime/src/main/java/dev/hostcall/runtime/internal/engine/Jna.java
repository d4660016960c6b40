package dev.hostcall.runtime.internal.engine;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JNA's own library, which JNA unpacks into a directory before it can call anything. Where the usual directory is not
 * executable, another one is found for it; where the user has said where to find it, that holds.
 */
final class Jna {
    private static final String DIRECTORY = "jna.tmpdir";
    private static final int RTLD_NOW = 2;

    /** Calls a function as it is. */
    static final int PLAIN = Function.C_CONVENTION;

    /** Has a failure thrown with the error number: a {@code LastErrorException}. */
    static final int CHECKED = Function.C_CONVENTION | Function.THROW_LAST_ERROR;

    private Jna() {}

    /**
     * Initializes JNA, if it is not yet.
     *
     * @return what went wrong, or nothing
     */
    static String initialize() {
        Optional<Path> directory = Optional.empty();
        try {
            directory = privateDirectory();
            directory.ifPresent(path -> System.setProperty(DIRECTORY, path.toString()));
            if (Native.POINTER_SIZE != Long.BYTES) {
                return "this JVM has 32-bit pointers";
            }
            return "";
        } catch (NoClassDefFoundError e) {
            return "JNA is not on the class path or module path (" + e.getMessage() + " is missing)";
        } catch (IOException | LinkageError e) {
            return "JNA's native library cannot be loaded (" + e.getMessage() + "); set -D" + DIRECTORY
                    + " to a directory that is writable and not mounted noexec";
        } finally {
            if (directory.isPresent()) {
                System.clearProperty(DIRECTORY);
                delete(directory.get());
            }
        }
    }

    /** A function of the process. */
    static Function function(String name, int flags) {
        return function(null, name, flags);
    }

    /**
     * A function of a library that stays loaded. It is not mapped to a method of a class: JNA would hold the class for
     * good. JNA's own record of the library is closed at once: as long as it is open, a thread of JNA's waits for its
     * end, and keeps the class loader that it stands in.
     *
     * @param library what the linker knows it by, or {@code null} for the process
     */
    static synchronized Function function(@Nullable String library, String name, int flags) {
        // Records are shared between those who ask for the same options: ours is nobody else's.
        Map<String, ?> options = Map.of(
                Library.OPTION_ALLOW_OBJECTS, true, Library.OPTION_OPEN_FLAGS, RTLD_NOW, "owner", Jna.class.getName());
        try (NativeLibrary record = NativeLibrary.getInstance(library, options)) {
            return record.getFunction(name, flags);
        }
    }

    private static Optional<Path> privateDirectory() throws IOException {
        boolean chosen = Stream.of(DIRECTORY, "jna.nounpack", "jna.boot.library.path")
                .anyMatch(property -> System.getProperty(property) != null);
        if (chosen || usualDirectoriesServe()) {
            return Optional.empty();
        }
        Optional<Path> place = ExecutableDirectory.find();
        return place.isPresent()
                ? Optional.of(Files.createTempDirectory(place.get(), "hostcall-jna"))
                : Optional.empty();
    }

    /** JNA takes a cache directory, and where that cannot be made the temporary directory. */
    private static boolean usualDirectoriesServe() {
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = cache == null || cache.isBlank() ? System.getProperty("user.home") + "/.cache" : cache;
        return Stream.of(home, System.getProperty("java.io.tmpdir"))
                .allMatch(name -> ExecutableDirectory.absolute(name)
                        .filter(ExecutableDirectory::serves)
                        .isPresent());
    }

    private static void delete(Path directory) {
        try (Stream<Path> left = Files.list(directory)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            // nothing but an empty directory of ours would stay
        }
    }
}
