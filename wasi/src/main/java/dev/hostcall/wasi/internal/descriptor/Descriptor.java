package dev.hostcall.wasi.internal.descriptor;

import java.io.IOException;

/**
 * What a guest has open under a number. Rights, limits and the guest's memory are not its business: they are seen to
 * before it is called. All methods may throw {@link ErrnoException}; of other {@link IOException}s, {@link Errno#of} says
 * what the guest is told. One thread at a time calls a descriptor, but for {@link #close}.
 */
public sealed interface Descriptor permits ByteStream, Directory, Listener, OpenFile {

    /** What it is; never changes. */
    FileType type();

    /** Its attributes. */
    FileStat stat() throws IOException;

    /** Gives back what it holds; a second time, does nothing. */
    void close() throws IOException;
}
