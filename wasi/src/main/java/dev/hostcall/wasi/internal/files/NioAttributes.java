package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Attributes of files as Java and as guests know them. */
final class NioAttributes {
    private NioAttributes() {}

    static FileStat stat(BasicFileAttributes found) {
        return new FileStat(
                0,
                Objects.hashCode(found.fileKey()),
                type(found),
                1,
                found.size(),
                nanos(found.lastAccessTime()),
                nanos(found.lastModifiedTime()),
                nanos(found.lastModifiedTime()));
    }

    private static FileType type(BasicFileAttributes found) {
        if (found.isDirectory()) {
            return FileType.DIRECTORY;
        } else if (found.isSymbolicLink()) {
            return FileType.SYMBOLIC_LINK;
        }
        return found.isRegularFile() ? FileType.REGULAR_FILE : FileType.UNKNOWN;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    static void set(BasicFileAttributeView attributes, FileTimes times) throws IOException {
        attributes.setTimes(
                Times.of(times.modified()).orElse(null),
                Times.of(times.accessed()).orElse(null),
                null);
    }
}
