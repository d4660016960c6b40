package dev.hostcall.wasi.internal.descriptor;

import java.io.IOException;
import java.util.List;

/**
 * An open directory. Paths are relative to it and are as the guest gave them: UTF-8, not empty and without NUL, but
 * perhaps absolute, with {@code ..}, or with slashes at the end. Whatever they lead to lies in the tree of the preopened
 * directory, or the method throws {@link Errno#NOTCAPABLE}.
 */
public non-sealed interface Directory extends Descriptor {

    /** What it contains now, {@code .} and {@code ..} included. */
    List<DirectoryEntry> entries() throws IOException;

    /** Sets when it was read and written. */
    void setTimes(FileTimes times) throws IOException;

    /** Waits until what was changed in it is on the disk. */
    void sync() throws IOException;

    /** Opens a file or a directory. */
    Descriptor open(OpenRequest request) throws IOException;

    /** Makes a directory. */
    void createDirectory(String path) throws IOException;

    /** Removes what is not a directory. */
    void unlinkFile(String path) throws IOException;

    /** Removes an empty directory. */
    void removeDirectory(String path) throws IOException;

    /** Renames; {@code target} may belong to another preopened directory, in which case {@link Errno#XDEV} or success follow. */
    void rename(String path, Directory target, String newPath) throws IOException;

    /** Makes a hard link to what {@code path} leads to. */
    void link(String path, Links links, Directory target, String newPath) throws IOException;

    /** Makes a symbolic link with these contents; {@link Errno#NOTCAPABLE} if they are absolute. */
    void symlink(String contents, String path) throws IOException;

    /** The contents of a symbolic link. */
    String readLink(String path) throws IOException;

    /** The attributes of what a path leads to. */
    FileStat stat(String path, Links links) throws IOException;

    /** Sets when what a path leads to was read and written. */
    void setTimes(String path, Links links, FileTimes times) throws IOException;

    /** What happens to a symbolic link at the end of a path. */
    enum Links {
        FOLLOW,
        KEEP
    }
}
