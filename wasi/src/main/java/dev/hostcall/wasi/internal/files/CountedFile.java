package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file whose growth counts against a quota. */
final class CountedFile implements OpenFile {
    private final OpenFile file;
    private final Quota quota;
    private final Quota.FileId id;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean appending;

    CountedFile(OpenFile file, Quota quota, Quota.FileId id, Set<StandardOpenOption> options) {
        this.file = file;
        this.quota = quota;
        this.id = id;
        this.appending = options.contains(StandardOpenOption.APPEND);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return write(from, appending ? 0 : file.seek(0, Whence.CUR), () -> file.write(from));
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) throws IOException {
        return write(from, offset, () -> file.writeAt(from, offset));
    }

    private int write(ByteBuffer from, long offset, Writing writing) throws IOException {
        long size = size();
        long start = appending ? size : offset;
        long growth = growth(size, start, from.remaining());
        quota.charge(growth);
        int written = 0;
        try {
            written = writing.write();
            return written;
        } finally {
            quota.credit(growth - (written == 0 ? 0 : growth(size, start, written)));
        }
    }

    /** Sums that are too large are refused by the file itself. */
    private static long growth(long size, long start, long length) {
        long end = start > Long.MAX_VALUE - length ? Long.MAX_VALUE : start + length;
        return Math.max(end - size, 0);
    }

    @Override
    public void setSize(long newSize) throws IOException {
        grow(newSize - size(), () -> file.setSize(newSize));
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        grow(growth(size(), offset, length), () -> file.allocate(offset, length));
    }

    private void grow(long bytes, Quota.Change change) throws IOException {
        quota.charge(bytes);
        try {
            change.make();
        } catch (IOException e) {
            quota.credit(bytes);
            throw e;
        }
    }

    private long size() throws IOException {
        return file.stat().size();
    }

    @Override
    public void setFlags(Set<FdFlag> flags) throws IOException {
        file.setFlags(flags);
        appending = flags.contains(FdFlag.APPEND);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                quota.release(id, size());
            } finally {
                file.close();
            }
        }
    }

    @Override
    public FileType type() {
        return file.type();
    }

    @Override
    public FileStat stat() throws IOException {
        return file.stat();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return file.read(into);
    }

    @Override
    public int readAt(ByteBuffer into, long offset) throws IOException {
        return file.readAt(into, offset);
    }

    @Override
    public long seek(long delta, Whence whence) throws IOException {
        return file.seek(delta, whence);
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws IOException {
        file.advise(offset, length, advice);
    }

    @Override
    public void sync(Synced what) throws IOException {
        file.sync(what);
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        file.setTimes(times);
    }

    private interface Writing {
        int write() throws IOException;
    }
}
