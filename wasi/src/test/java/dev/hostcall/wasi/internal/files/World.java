package dev.hostcall.wasi.internal.files;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenRequest;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import dev.hostcall.wasi.internal.files.Preopen.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** A directory that is given to a guest, on one file system or another. */
final class World implements AutoCloseable {
    private final FileSystem fileSystem;
    private final Path path;
    private final Directory directory;

    private World(FileSystem fileSystem, Path path, Trust trust, Quota quota) throws IOException {
        this.fileSystem = fileSystem;
        this.path = path;
        this.directory = Preopen.open(path, Preopen.Access.READ_WRITE, trust, quota);
    }

    static World of(Kind kind, Path temporary) throws IOException {
        return of(kind, temporary, Quota.unlimited());
    }

    static World of(Kind kind, Path temporary, Quota quota) throws IOException {
        if (kind == Kind.NATIVE) {
            return new World(temporary.getFileSystem(), temporary, Trust.HOSTILE, quota);
        }
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        Path path = Files.createDirectory(memory.getPath("/given"));
        return new World(memory, path, kind == Kind.IN_MEMORY ? Trust.TRUSTED : Trust.HOSTILE, quota);
    }

    Path path() {
        return path;
    }

    Path path(String name) {
        return path.resolve(name);
    }

    Directory directory() {
        return directory;
    }

    void link(String name, String contents) throws IOException {
        Files.createSymbolicLink(path(name), fileSystem.getPath(contents));
    }

    static OpenRequest request(String name, Access access, How... how) {
        Set<How> all = EnumSet.noneOf(How.class);
        all.addAll(Set.of(how));
        return new OpenRequest(name, Links.FOLLOW, all, access, Set.of());
    }

    static OpenFile file(Directory directory, String name, Access access, How... how) throws IOException {
        return (OpenFile) directory.open(request(name, access, how));
    }

    static OpenFile appending(Directory directory, String name) throws IOException {
        return (OpenFile) directory.open(
                new OpenRequest(name, Links.FOLLOW, Set.of(How.CREATE), Access.READ_WRITE, Set.of(FdFlag.APPEND)));
    }

    static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** What a file contains from its position on, up to 100 bytes. */
    static String read(OpenFile file) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(100);
        file.read(into);
        return StandardCharsets.UTF_8.decode(into.flip()).toString();
    }

    /** Why something fails, or SUCCESS. */
    static Errno failure(Attempt attempt) {
        try {
            attempt.run();
            return Errno.SUCCESS;
        } catch (IOException e) {
            return Errno.of(e);
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
        if (!fileSystem.equals(Path.of("").getFileSystem())) {
            fileSystem.close();
        }
    }

    enum Kind {
        NATIVE,
        IN_MEMORY,
        IN_MEMORY_HELD
    }

    interface Attempt {
        void run() throws IOException;
    }
}
