package dev.hostcall.runtime.internal.engine;

import java.nio.ByteBuffer;

/**
 * The operating system's calls on descriptors, as {@code files.c} and {@code contents.c} make them: on single names, which
 * are refused if they could lead elsewhere ({@code EINVAL}), and without following symbolic links. Each returns a value of
 * at least 0, or an error number, negated. Buffers are direct.
 */
public final class FileCalls {
    /** Bits of {@link #openFile}'s options. */
    public static final int READ = 1;

    public static final int WRITE = 2;
    public static final int CREATE = 4;
    public static final int CREATE_NEW = 8;
    public static final int TRUNCATE = 16;
    public static final int APPEND = 32;
    public static final int SYNC = 64;
    public static final int DSYNC = 128;

    /** How many numbers {@link #status} stores: device, inode, mode, links, size, and the times of access, modification, change. */
    public static final int STATUS_FIELDS = 8;

    /** How many numbers {@link #setTimes} takes: seconds and nanoseconds of access, then of modification. */
    public static final int TIME_FIELDS = 4;

    /** In place of nanoseconds: a time that stays. */
    public static final long OMIT = (1 << 30) - 2;

    static {
        NativeEngine.load();
    }

    private FileCalls() {}

    public static native long openRoot(byte[] path);

    public static native long enterDirectory(int directory, byte[] name);

    public static native long openDirectory(int directory, byte[] name);

    public static native long reopenDirectory(int directory);

    public static native long openFile(int directory, byte[] name, int options);

    public static native long close(int file);

    public static native long status(int file, long[] into);

    public static native long statusOf(int directory, byte[] name, long[] into);

    public static native long setTimes(int file, long[] times);

    public static native long setTimesOf(int directory, byte[] name, long[] times);

    public static native long list(int directory, long cookie, byte[] into);

    public static native long makeDirectory(int directory, byte[] name);

    public static native long removeFile(int directory, byte[] name);

    public static native long removeDirectory(int directory, byte[] name);

    public static native long rename(int from, byte[] fromName, int to, byte[] toName);

    public static native long link(int from, byte[] fromName, int to, byte[] toName);

    public static native long makeSymbolicLink(byte[] target, int directory, byte[] name);

    public static native long readLink(int directory, byte[] name, byte[] into);

    public static native long read(int file, ByteBuffer into, int start, int size);

    public static native long write(int file, ByteBuffer from, int start, int size);

    public static native long readAt(int file, ByteBuffer into, int start, int size, long offset);

    public static native long writeAt(int file, ByteBuffer from, int start, int size, long offset);

    public static native long seek(int file, long distance, int from);

    public static native long resize(int file, long size);

    public static native long allocate(int file, long offset, long size);

    public static native long advise(int file, long offset, long size, int advice);

    public static native long sync(int file);

    public static native long syncData(int file);

    public static native long setAppending(int file, int appending);
}
