package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Listener;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.util.Arrays;

/** {@code rights}, in the order of their bits. A set of them is the number that guests see. */
enum Right {
    FD_DATASYNC,
    FD_READ,
    FD_SEEK,
    FD_FDSTAT_SET_FLAGS,
    FD_SYNC,
    FD_TELL,
    FD_WRITE,
    FD_ADVISE,
    FD_ALLOCATE,
    PATH_CREATE_DIRECTORY,
    PATH_CREATE_FILE,
    PATH_LINK_SOURCE,
    PATH_LINK_TARGET,
    PATH_OPEN,
    FD_READDIR,
    PATH_READLINK,
    PATH_RENAME_SOURCE,
    PATH_RENAME_TARGET,
    PATH_FILESTAT_GET,
    PATH_FILESTAT_SET_SIZE,
    PATH_FILESTAT_SET_TIMES,
    FD_FILESTAT_GET,
    FD_FILESTAT_SET_SIZE,
    FD_FILESTAT_SET_TIMES,
    PATH_SYMLINK,
    PATH_REMOVE_DIRECTORY,
    PATH_UNLINK_FILE,
    POLL_FD_READWRITE,
    SOCK_SHUTDOWN,
    SOCK_ACCEPT;

    private static final long DIRECTORIES = set(
            FD_DATASYNC,
            FD_FDSTAT_SET_FLAGS,
            FD_SYNC,
            PATH_CREATE_DIRECTORY,
            PATH_CREATE_FILE,
            PATH_LINK_SOURCE,
            PATH_LINK_TARGET,
            PATH_OPEN,
            FD_READDIR,
            PATH_READLINK,
            PATH_RENAME_SOURCE,
            PATH_RENAME_TARGET,
            PATH_FILESTAT_GET,
            PATH_FILESTAT_SET_SIZE,
            PATH_FILESTAT_SET_TIMES,
            FD_FILESTAT_GET,
            FD_FILESTAT_SET_TIMES,
            PATH_SYMLINK,
            PATH_REMOVE_DIRECTORY,
            PATH_UNLINK_FILE);

    private static final long FILES = set(
            FD_DATASYNC,
            FD_READ,
            FD_SEEK,
            FD_FDSTAT_SET_FLAGS,
            FD_SYNC,
            FD_TELL,
            FD_WRITE,
            FD_ADVISE,
            FD_ALLOCATE,
            FD_FILESTAT_GET,
            FD_FILESTAT_SET_SIZE,
            FD_FILESTAT_SET_TIMES,
            POLL_FD_READWRITE);

    private static final long STREAMS =
            set(FD_READ, FD_WRITE, FD_FDSTAT_SET_FLAGS, FD_FILESTAT_GET, POLL_FD_READWRITE, SOCK_SHUTDOWN);

    private static final long LISTENERS =
            set(FD_READ, FD_FDSTAT_SET_FLAGS, FD_FILESTAT_GET, POLL_FD_READWRITE, SOCK_ACCEPT);

    /** What changes a file, or the tree that it lies in. */
    private static final long CHANGES = set(
            FD_WRITE,
            FD_ALLOCATE,
            PATH_CREATE_DIRECTORY,
            PATH_CREATE_FILE,
            PATH_LINK_SOURCE,
            PATH_LINK_TARGET,
            PATH_RENAME_SOURCE,
            PATH_RENAME_TARGET,
            PATH_FILESTAT_SET_SIZE,
            PATH_FILESTAT_SET_TIMES,
            FD_FILESTAT_SET_SIZE,
            FD_FILESTAT_SET_TIMES,
            PATH_SYMLINK,
            PATH_REMOVE_DIRECTORY,
            PATH_UNLINK_FILE);

    /** What may be done to descriptors of a kind. */
    static long of(Descriptor descriptor) {
        if (descriptor instanceof Directory) {
            return DIRECTORIES;
        } else if (descriptor instanceof OpenFile) {
            return FILES;
        } else if (descriptor instanceof Listener) {
            return LISTENERS;
        }
        return STREAMS;
    }

    /** What may be done to what is opened in a preopened directory. */
    static long inTree() {
        return DIRECTORIES | FILES;
    }

    /** All of these that change nothing. */
    static long withoutChanges(long rights) {
        return rights & ~CHANGES;
    }

    static long set(Right... rights) {
        return Arrays.stream(rights).mapToLong(Right::bit).reduce(0, (a, b) -> a | b);
    }

    @SuppressWarnings("EnumOrdinal") // the order is that of the bits
    long bit() {
        return 1L << ordinal();
    }

    boolean isIn(long rights) {
        return (rights & bit()) != 0;
    }
}
