package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.OpenFile.Synced;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What can be done to any descriptor, and to directories but by a path. */
@HostcallModule(Preview1.MODULE)
final class FdCalls {
    private final DescriptorTable table;
    private final Clocks clocks;

    FdCalls(DescriptorTable table, Clocks clocks) {
        this.table = table;
        this.clocks = clocks;
    }

    @Hostcall
    int fdClose(int fd) {
        return Outcome.of(() -> table.close(fd));
    }

    @Hostcall
    int fdRenumber(int from, int to) {
        return Outcome.of(() -> table.renumber(from, to));
    }

    @Hostcall
    int fdFdstatGet(Memory memory, int fd, int stat) {
        return Outcome.of(() -> Structs.writeFdstat(memory, stat, table.get(fd)));
    }

    @Hostcall
    int fdFdstatSetFlags(int fd, int flags) {
        return Outcome.of(() -> table.get(fd, Right.FD_FDSTAT_SET_FLAGS).setFlags(Pointers.set(FdFlag.class, flags)));
    }

    @Hostcall
    int fdFdstatSetRights(int fd, long rights, long inherited) {
        return Outcome.of(() -> table.get(fd).keepOnly(rights, inherited));
    }

    @Hostcall
    int fdFilestatGet(Memory memory, int fd, int stat) {
        return Outcome.of(() -> Structs.writeFilestat(
                memory, stat, table.get(fd, Right.FD_FILESTAT_GET).descriptor().stat()));
    }

    @Hostcall
    int fdFilestatSetTimes(int fd, long accessed, long modified, int flags) {
        return Outcome.of(() -> {
            Opened opened = table.get(fd);
            FileTimes times = Times.of(accessed, modified, flags, clocks);
            if (opened.descriptor() instanceof Directory directory) {
                opened.require(Right.FD_FILESTAT_SET_TIMES);
                directory.setTimes(times);
            } else {
                opened.file(Errno.NOTSUP, Right.FD_FILESTAT_SET_TIMES).setTimes(times);
            }
        });
    }

    @Hostcall
    int fdSync(int fd) {
        return Outcome.of(() -> sync(table.get(fd), Right.FD_SYNC, Synced.DATA_AND_ATTRIBUTES));
    }

    @Hostcall
    int fdDatasync(int fd) {
        return Outcome.of(() -> sync(table.get(fd), Right.FD_DATASYNC, Synced.DATA));
    }

    private static void sync(Opened opened, Right right, Synced what) throws IOException {
        if (opened.descriptor() instanceof Directory directory) {
            opened.require(right);
            directory.sync();
        } else {
            opened.file(Errno.INVAL, right).sync(what);
        }
    }

    @Hostcall
    int fdPrestatGet(Memory memory, int fd, int prestat) {
        return Outcome.of(() -> Structs.writePrestat(memory, prestat, preopenedName(fd).length));
    }

    @Hostcall
    int fdPrestatDirName(Memory memory, int fd, int path, int length) {
        return Outcome.of(() -> {
            byte[] name = preopenedName(fd);
            if (Integer.compareUnsigned(length, name.length) < 0) {
                throw new ErrnoException(Errno.NAMETOOLONG);
            }
            memory.writeBytes(Pointers.address(path), name);
        });
    }

    private byte[] preopenedName(int fd) throws ErrnoException {
        return table.get(fd)
                .preopenedAs()
                .orElseThrow(() -> new ErrnoException(Errno.BADF))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Fills the buffer, with a part of the last entry if need be: if it is not full, there are no more. */
    @Hostcall
    int fdReaddir(Memory memory, int fd, int buffer, int length, long cookie, int used) {
        return Outcome.of(() -> {
            int room = Pointers.length(length);
            int done = 0;
            long next = cookie;
            for (DirectoryEntry entry : table.get(fd).entriesFrom(cookie)) {
                if (done == room) {
                    break;
                }
                next++;
                byte[] dirent = Structs.dirent(entry, next);
                byte[] fitting = Arrays.copyOf(dirent, Math.min(dirent.length, room - done));
                memory.writeBytes(Pointers.address(buffer) + done, fitting);
                done += fitting.length;
            }
            memory.writeInt(Pointers.address(used), done);
        });
    }
}
