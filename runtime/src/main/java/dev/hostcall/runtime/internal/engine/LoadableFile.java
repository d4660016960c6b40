package dev.hostcall.runtime.internal.engine;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Code as a file that the dynamic linker can map, for as long as it takes to load it. It is in memory, so that no mount
 * has to be executable and nobody can change the file under the mapping; where the operating system makes no executable
 * files in memory ({@code vm.memfd_noexec}), it is a temporary file.
 */
final class LoadableFile implements AutoCloseable {
    private static final int CLOSE_ON_EXEC = 1;
    private static final int EXECUTABLE = 16;
    private static final int INVALID_ARGUMENT = 22;
    private static final int MAX_NAME = 200;

    /** By number: the function {@code memfd_create} is younger than what else is needed of glibc. */
    private static final Function SYSTEM_CALL = Jna.function("syscall", Jna.CHECKED);

    private static final Function CLOSE = Jna.function("close", Jna.PLAIN);

    private final Path path;
    private final int descriptor; // or -1
    private final Optional<Path> directory;

    private LoadableFile(Path path, int descriptor, Optional<Path> directory) {
        this.path = path;
        this.descriptor = descriptor;
        this.directory = directory;
    }

    /**
     * Makes one.
     *
     * @param name what it is called in {@code /proc/self/maps}
     * @throws IOException if it can neither be made in memory nor in a directory; the message says why
     */
    static LoadableFile of(String name, byte[] contents) throws IOException {
        int descriptor;
        try {
            descriptor = openMemory(name);
        } catch (LastErrorException e) {
            return temporary(contents, e.getErrorCode());
        }
        LoadableFile file = new LoadableFile(Path.of("/proc/self/fd/" + descriptor), descriptor, Optional.empty());
        try {
            Files.write(file.path, contents);
            return file;
        } catch (IOException | Error | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Kernels before 6.3 do not know that a file in memory could be anything but executable. */
    private static int openMemory(String name) {
        byte[] text = Arrays.copyOf(name.replace('\0', ' ').getBytes(StandardCharsets.UTF_8), MAX_NAME);
        text[MAX_NAME - 1] = 0;
        try {
            return memfdCreate(text, CLOSE_ON_EXEC | EXECUTABLE);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != INVALID_ARGUMENT) {
                throw e;
            }
            return memfdCreate(text, CLOSE_ON_EXEC);
        }
    }

    private static int memfdCreate(byte[] name, long flags) {
        long number = Machine.current().orElseThrow().memfdCreate();
        return (int) SYSTEM_CALL.invokeLong(new Object[] {number, name, flags});
    }

    private static LoadableFile temporary(byte[] contents, int error) throws IOException {
        Path place = ExecutableDirectory.find()
                .orElseThrow(() -> new IOException("the operating system refuses executable files in memory (error "
                        + error + "), and of the directories " + ExecutableDirectory.describe()
                        + "; set -Djava.io.tmpdir to one that code can be loaded from"));
        Path directory = Files.createTempDirectory(place, "hostcall");
        LoadableFile file = new LoadableFile(directory.resolve("object.so"), -1, Optional.of(directory));
        try {
            Files.write(file.path, contents);
            return file;
        } catch (IOException | Error | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** Removes it; what was mapped stays mapped. */
    @Override
    public void close() throws IOException {
        if (directory.isPresent()) {
            Files.deleteIfExists(path);
            Files.delete(directory.get());
        } else {
            CLOSE.invokeInt(new Object[] {descriptor});
        }
    }
}
