package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenFile.Advice;
import dev.hostcall.wasi.internal.descriptor.OpenFile.Whence;
import java.io.IOException;

/** What can be done to files only, as it needs a position or a size. */
@HostcallModule(Preview1.MODULE)
final class FileCalls {
    private final DescriptorTable table;
    private final WriteLimit written;

    FileCalls(DescriptorTable table, WriteLimit written) {
        this.table = table;
        this.written = written;
    }

    @Hostcall
    int fdSeek(Memory memory, int fd, long delta, int whence, int position) {
        return Outcome.of(() -> seek(table, memory, fd, delta, Pointers.constant(Whence.class, whence), position));
    }

    static void seek(DescriptorTable table, Memory memory, int fd, long delta, Whence whence, int position)
            throws IOException {
        boolean stays = delta == 0 && whence == Whence.CUR;
        OpenFile file = stays ? tellable(table, fd) : table.get(fd).file(Errno.SPIPE, Right.FD_SEEK);
        memory.writeLong(Pointers.address(position), file.seek(delta, whence));
    }

    /** Who may move the position may also ask for it. */
    private static OpenFile tellable(DescriptorTable table, int fd) throws ErrnoException {
        Opened opened = table.get(fd);
        Right needed = Right.FD_SEEK.isIn(opened.rights()) ? Right.FD_SEEK : Right.FD_TELL;
        return opened.file(Errno.SPIPE, needed);
    }

    @Hostcall
    int fdTell(Memory memory, int fd, int position) {
        return Outcome.of(() ->
                memory.writeLong(Pointers.address(position), tellable(table, fd).seek(0, Whence.CUR)));
    }

    @Hostcall
    int fdPread(Memory memory, int fd, int iovecs, int count, long offset, int done) {
        return Outcome.of(() -> {
            OpenFile file = table.get(fd).file(Errno.SPIPE, Right.FD_READ, Right.FD_SEEK);
            requireOffset(offset);
            int read = Iovecs.at(memory, iovecs, count)
                    .moveInPlace((buffer, before) -> file.readAt(buffer, offset + before));
            memory.writeInt(Pointers.address(done), read);
        });
    }

    @Hostcall
    int fdPwrite(Memory memory, int fd, int iovecs, int count, long offset, int done) {
        return Outcome.of(() -> {
            OpenFile file = table.get(fd).file(Errno.SPIPE, Right.FD_WRITE, Right.FD_SEEK);
            requireOffset(offset);
            int wrote = Iovecs.at(memory, iovecs, count)
                    .moveInPlace(written.limited((buffer, before) -> file.writeAt(buffer, offset + before)));
            memory.writeInt(Pointers.address(done), wrote);
        });
    }

    @Hostcall
    int fdFilestatSetSize(int fd, long size) {
        return Outcome.of(() -> {
            OpenFile file = table.get(fd).file(Errno.INVAL, Right.FD_FILESTAT_SET_SIZE);
            requireOffset(size);
            file.setSize(size);
        });
    }

    @Hostcall
    int fdAllocate(int fd, long offset, long length) {
        return Outcome.of(() -> {
            OpenFile file = table.get(fd).file(Errno.SPIPE, Right.FD_ALLOCATE);
            requireOffset(offset);
            if (length <= 0) {
                throw new ErrnoException(Errno.INVAL);
            } else if (offset > Long.MAX_VALUE - length) {
                throw new ErrnoException(Errno.FBIG);
            }
            file.allocate(offset, length);
        });
    }

    @Hostcall
    int fdAdvise(int fd, long offset, long length, int advice) {
        return Outcome.of(() -> {
            OpenFile file = table.get(fd).file(Errno.SPIPE, Right.FD_ADVISE);
            requireOffset(offset);
            requireOffset(length);
            file.advise(offset, length, Pointers.constant(Advice.class, advice));
        });
    }

    /** An offset or size is unsigned; the greater half of them is beyond any file. */
    private static void requireOffset(long offset) throws ErrnoException {
        if (offset < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
    }
}
