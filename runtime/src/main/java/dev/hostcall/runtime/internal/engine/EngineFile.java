package dev.hostcall.runtime.internal.engine;

import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the engine library comes from: the jar, or a directory that {@code hostcall.engine.path} names. A process loads a
 * given build of it once and never unloads it: its code may be executing when the class loader that loaded it is collected, and the
 * next class loader finds it by the name it calls itself.
 */
final class EngineFile {
    private static final String FILE = "libhostcall.so";
    private static final String DIRECTORY = "hostcall.engine.path";

    /** What {@code build.sh} has the library call itself, with a digest of its sources. */
    private static final String SONAME_PREFIX = "libhostcall-";

    private EngineFile() {}

    /** The operating system and the processor, as JNA calls them; JNA cannot be asked before it is loaded. */
    static String platform() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Optional<String> linux = name.equals("linux") ? Machine.current().map(Machine::linux) : Optional.empty();
        return linux.orElseGet(() -> name + "-" + System.getProperty("os.arch", ""));
    }

    /** Loads it, if this process has not loaded this build of it yet; the name that the linker knows it by. */
    static String load(String platform) throws IOException, UnusableObjectException {
        byte[] contents = read(platform);
        String soname = soname(contents);
        if (!DynamicLinker.isLoaded(soname)) {
            DynamicLinker.open(FILE, contents);
        }
        return soname;
    }

    private static byte[] read(String platform) throws IOException {
        String directory = System.getProperty(DIRECTORY);
        if (directory != null) {
            return Files.readAllBytes(Path.of(directory, FILE));
        }
        String resource = "/" + platform + "/" + FILE;
        try (InputStream found = EngineFile.class.getResourceAsStream(resource)) {
            if (found == null) {
                throw new NoSuchFileException("the runtime's jar has no " + resource + "; set -D" + DIRECTORY
                        + " to a directory with " + FILE);
            }
            return found.readAllBytes();
        }
    }

    /** The name stands in the file's table of strings; it is not worth a reader of that. */
    private static String soname(byte[] contents) throws IOException {
        byte[] prefix = SONAME_PREFIX.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.wrap(contents);
        for (int at = 0; at + prefix.length < contents.length; at++) {
            if (contents[at] == prefix[0] && file.slice(at, prefix.length).equals(ByteBuffer.wrap(prefix))) {
                int end = at;
                while (contents[end] != 0) {
                    end++;
                }
                return new String(contents, at, end - at, StandardCharsets.US_ASCII);
            }
        }
        throw new IOException(FILE + " does not say which build it is; it is not Hostcall's");
    }
}
