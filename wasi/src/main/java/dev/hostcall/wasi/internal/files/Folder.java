package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that is open, on whatever file system. Names are of single files in it, and never {@code .} or {@code ..}. No
 * method follows a symbolic link. Failures are as for descriptors.
 */
interface Folder extends Closeable {
    /** Opens a directory in this one only to go on from there. */
    Folder enter(String name) throws IOException;

    /** Opens a directory in this one. */
    Folder openFolder(String name) throws IOException;

    /** Opens this directory once more. */
    Folder reopen() throws IOException;

    /** Opens a regular file; a directory is refused with {@code ISDIR}, a symbolic link with {@code LOOP}. */
    OpenFile openFile(String name, Set<StandardOpenOption> options) throws IOException;

    /** Its own attributes. */
    FileStat stat() throws IOException;

    /** Sets its own times. */
    void setTimes(FileTimes times) throws IOException;

    /** What it contains, {@code .} and {@code ..} included. */
    List<DirectoryEntry> entries() throws IOException;

    /** Waits until what was changed in it is on the disk. */
    void sync() throws IOException;

    /** The attributes of what has a name. */
    FileStat stat(String name) throws IOException;

    /** Sets the times of what has a name. */
    void setTimes(String name, FileTimes times) throws IOException;

    /** What a symbolic link contains; empty if the name is of something else, or of nothing. */
    Optional<String> linkAt(String name) throws IOException;

    /** Makes a directory. */
    void makeDirectory(String name) throws IOException;

    /** Removes what is not a directory. */
    void removeFile(String name) throws IOException;

    /** Removes an empty directory. */
    void removeDirectory(String name) throws IOException;

    /** Gives what has a name another one, and takes that from what has it; {@code XDEV} if the other folder is too unlike. */
    void rename(String name, Folder target, String newName) throws IOException;

    /** Gives what has a name one more; {@code XDEV} if the other folder is too unlike. */
    void link(String name, Folder target, String newName) throws IOException;

    /** Makes a symbolic link. */
    void makeLink(String contents, String name) throws IOException;
}
