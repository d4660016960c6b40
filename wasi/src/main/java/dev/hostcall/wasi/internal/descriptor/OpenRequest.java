package dev.hostcall.wasi.internal.descriptor;

import java.util.Set;

/**
 * What {@code path_open} asks for.
 *
 * @param path relative to the directory that is asked
 * @param links what happens to a symbolic link at its end
 * @param how what is to be made of the file
 * @param access what the descriptor will be used for
 * @param flags as in {@code fdflags}
 */
public record OpenRequest(String path, Directory.Links links, Set<How> how, Access access, Set<FdFlag> flags) {

    /** Copies the sets. */
    public OpenRequest {
        how = Set.copyOf(how);
        flags = Set.copyOf(flags);
    }

    /** {@code oflags}, in the order of their bits. */
    public enum How {
        CREATE,
        DIRECTORY,
        EXCLUSIVE,
        TRUNCATE
    }

    /** Reading or writing the contents; a directory is opened to be read, or for nothing. */
    public enum Access {
        NOTHING,
        READ,
        WRITE,
        READ_WRITE
    }
}
