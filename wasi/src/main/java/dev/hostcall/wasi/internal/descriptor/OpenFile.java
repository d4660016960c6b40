package dev.hostcall.wasi.internal.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** A regular file, or a device that has a position like one. None of its methods waits for others. */
public non-sealed interface OpenFile extends Descriptor {

    /**
     * Reads at the position and moves it.
     *
     * @return how many bytes, 0 at the end of the file
     */
    int read(ByteBuffer into) throws IOException;

    /** Writes at the position, or at the end if it was opened to append, and moves the position; how many bytes. */
    int write(ByteBuffer from) throws IOException;

    /** As {@link #read}, elsewhere; the position stays. */
    int readAt(ByteBuffer into, long offset) throws IOException;

    /** As {@link #write}, elsewhere; the position stays. */
    int writeAt(ByteBuffer from, long offset) throws IOException;

    /**
     * Moves the position.
     *
     * @return the position from the beginning of the file
     * @throws ErrnoException {@link Errno#INVAL} if that would be negative
     */
    long seek(long delta, Whence whence) throws IOException;

    /** Cuts or extends it. */
    void setSize(long size) throws IOException;

    /** Reserves space, and extends it if it is shorter than {@code offset + length}; both are at least 0, {@code length} at least 1. */
    void allocate(long offset, long length) throws IOException;

    /** Says how a range will be used; a length of 0 means to the end. */
    void advise(long offset, long length, Advice advice) throws IOException;

    /** Waits until what was written is on the disk. */
    void sync(Synced what) throws IOException;

    /** Sets when it was read and written. */
    void setTimes(FileTimes times) throws IOException;

    /** Changes the flags that it was opened with, if it can: {@link Errno#NOTSUP} if not. */
    void setFlags(Set<FdFlag> flags) throws IOException;

    /** From where a position counts, in the order of their numbers. */
    enum Whence {
        SET,
        CUR,
        END
    }

    /** How a range will be used, in the order of their numbers. */
    enum Advice {
        NORMAL,
        SEQUENTIAL,
        RANDOM,
        WILLNEED,
        DONTNEED,
        NOREUSE
    }

    /** What has to be on the disk. */
    enum Synced {
        DATA,
        DATA_AND_ATTRIBUTES
    }
}
