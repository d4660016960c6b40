package dev.hostcall.wasi.internal.files;

import dev.hostcall.runtime.spi.files.NativeFile;
import dev.hostcall.runtime.spi.files.NativeFile.Origin;
import dev.hostcall.runtime.spi.files.NativeFile.Writes;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file of the default file system's. Its position is the operating system's. */
final class NativeOpenFile implements OpenFile {
    private final NativeFile file;
    private final Set<StandardOpenOption> options;

    NativeOpenFile(NativeFile file, Set<StandardOpenOption> options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    public FileStat stat() throws IOException {
        return NativeFolder.stat(file.status());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return (int) LinuxErrors.value(file.read(into));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) LinuxErrors.value(file.write(from));
    }

    @Override
    public int readAt(ByteBuffer into, long offset) throws IOException {
        return (int) LinuxErrors.value(file.readAt(into, offset));
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) throws IOException {
        return (int) LinuxErrors.value(file.writeAt(from, offset));
    }

    @Override
    public long seek(long delta, Whence whence) throws IOException {
        Origin origin = switch (whence) {
            case SET -> Origin.BEGINNING;
            case CUR -> Origin.POSITION;
            case END -> Origin.END;
        };
        return LinuxErrors.value(file.seek(delta, origin));
    }

    @Override
    public void setSize(long size) throws IOException {
        LinuxErrors.check(file.resize(size));
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        LinuxErrors.check(file.allocate(offset, length));
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws IOException {
        NativeFile.Advice known = switch (advice) {
            case NORMAL -> NativeFile.Advice.NORMAL;
            case SEQUENTIAL -> NativeFile.Advice.SEQUENTIAL;
            case RANDOM -> NativeFile.Advice.RANDOM;
            case WILLNEED -> NativeFile.Advice.SOON;
            case DONTNEED -> NativeFile.Advice.NOT_SOON;
            case NOREUSE -> NativeFile.Advice.ONCE;
        };
        LinuxErrors.check(file.advise(offset, length, known));
    }

    @Override
    public void sync(Synced what) throws IOException {
        LinuxErrors.check(what == Synced.DATA ? file.syncData() : file.sync());
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        LinuxErrors.check(file.setTimes(Times.of(times.accessed()), Times.of(times.modified())));
    }

    @Override
    public void setFlags(Set<FdFlag> flags) throws IOException {
        OpenFlags.requirePossible(flags, options);
        LinuxErrors.check(file.setWrites(flags.contains(FdFlag.APPEND) ? Writes.AT_END : Writes.AT_POSITION));
    }

    @Override
    public void close() {
        file.close();
    }
}
