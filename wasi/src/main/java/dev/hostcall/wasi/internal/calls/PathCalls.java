package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.OpenRequest;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What is done by a path, relative to an open directory. */
@HostcallModule(Preview1.MODULE)
final class PathCalls {
    private static final long READING = Right.set(Right.FD_READ, Right.FD_READDIR);
    private static final long WRITING = Right.set(Right.FD_WRITE, Right.FD_ALLOCATE, Right.FD_FILESTAT_SET_SIZE);

    /**
     * Whoever asks for these must get them. Others are left out if the directory does not hand them on: Rust's library asks to
     * set times whenever it opens a file.
     */
    private static final long ESSENTIAL = Right.set(Right.FD_READ, Right.FD_WRITE);

    private final DescriptorTable table;
    private final Clocks clocks;

    PathCalls(DescriptorTable table, Clocks clocks) {
        this.table = table;
        this.clocks = clocks;
    }

    @Hostcall
    int pathOpen(
            Memory memory,
            int fd,
            int lookup,
            int path,
            int length,
            int how,
            long rights,
            long inherited,
            int flags,
            int openedFd) {
        return Outcome.of(() -> {
            Set<How> hows = Pointers.set(How.class, how);
            Opened base = table.get(fd);
            Directory directory = base.directory(required(hows));
            if ((rights & ESSENTIAL & ~base.inherited()) != 0) {
                throw new ErrnoException(Errno.NOTCAPABLE);
            }
            long granted = rights & base.inherited();
            OpenRequest request = new OpenRequest(
                    Pointers.path(memory, path, length),
                    links(lookup),
                    hows,
                    access(granted),
                    Pointers.set(FdFlag.class, flags));
            memory.slice(Pointers.address(openedFd), Integer.BYTES);
            table.requireRoom();
            Opened opened =
                    Opened.with(granted, inherited & base.inherited(), request.flags(), directory.open(request));
            memory.writeInt(Pointers.address(openedFd), table.add(opened));
        });
    }

    private static Right[] required(Set<How> hows) {
        long rights = Right.PATH_OPEN.bit();
        if (hows.contains(How.CREATE)) {
            rights |= Right.PATH_CREATE_FILE.bit();
        }
        if (hows.contains(How.TRUNCATE)) {
            rights |= Right.PATH_FILESTAT_SET_SIZE.bit();
        }
        long needed = rights;
        return Arrays.stream(Right.values()).filter(right -> right.isIn(needed)).toArray(Right[]::new);
    }

    private static Access access(long rights) {
        boolean reads = (rights & READING) != 0;
        boolean writes = (rights & WRITING) != 0;
        if (reads && writes) {
            return Access.READ_WRITE;
        } else if (writes) {
            return Access.WRITE;
        }
        return reads ? Access.READ : Access.NOTHING;
    }

    private static Links links(int lookup) throws ErrnoException {
        return Pointers.set(Lookup.class, lookup).isEmpty() ? Links.KEEP : Links.FOLLOW;
    }

    private Directory directory(int fd, Right right) throws ErrnoException {
        return table.get(fd).directory(right);
    }

    @Hostcall
    int pathCreateDirectory(Memory memory, int fd, int path, int length) {
        return Outcome.of(
                () -> directory(fd, Right.PATH_CREATE_DIRECTORY).createDirectory(Pointers.path(memory, path, length)));
    }

    @Hostcall
    int pathRemoveDirectory(Memory memory, int fd, int path, int length) {
        return Outcome.of(
                () -> directory(fd, Right.PATH_REMOVE_DIRECTORY).removeDirectory(Pointers.path(memory, path, length)));
    }

    @Hostcall
    int pathUnlinkFile(Memory memory, int fd, int path, int length) {
        return Outcome.of(() -> directory(fd, Right.PATH_UNLINK_FILE).unlinkFile(Pointers.path(memory, path, length)));
    }

    @Hostcall
    int pathRename(Memory memory, int fd, int path, int length, int newFd, int newPath, int newLength) {
        return Outcome.of(() -> directory(fd, Right.PATH_RENAME_SOURCE)
                .rename(
                        Pointers.path(memory, path, length),
                        directory(newFd, Right.PATH_RENAME_TARGET),
                        Pointers.path(memory, newPath, newLength)));
    }

    @Hostcall
    int pathLink(Memory memory, int fd, int lookup, int path, int length, int newFd, int newPath, int newLength) {
        return Outcome.of(() -> directory(fd, Right.PATH_LINK_SOURCE)
                .link(
                        Pointers.path(memory, path, length),
                        links(lookup),
                        directory(newFd, Right.PATH_LINK_TARGET),
                        Pointers.path(memory, newPath, newLength)));
    }

    @Hostcall
    int pathSymlink(Memory memory, int contents, int contentsLength, int fd, int path, int length) {
        return Outcome.of(() -> directory(fd, Right.PATH_SYMLINK)
                .symlink(Pointers.path(memory, contents, contentsLength), Pointers.path(memory, path, length)));
    }

    /** Writes as much as fits, as Linux does. */
    @Hostcall
    int pathReadlink(Memory memory, int fd, int path, int length, int buffer, int room, int used) {
        return Outcome.of(() -> {
            byte[] contents = directory(fd, Right.PATH_READLINK)
                    .readLink(Pointers.path(memory, path, length))
                    .getBytes(StandardCharsets.UTF_8);
            int fitting = Math.min(contents.length, Pointers.length(room));
            memory.writeBytes(Pointers.address(buffer), contents, 0, fitting);
            memory.writeInt(Pointers.address(used), fitting);
        });
    }

    @Hostcall
    int pathFilestatGet(Memory memory, int fd, int lookup, int path, int length, int stat) {
        return Outcome.of(() -> Structs.writeFilestat(memory, stat, stat(table, memory, fd, lookup, path, length)));
    }

    static FileStat stat(DescriptorTable table, Memory memory, int fd, int lookup, int path, int length)
            throws IOException {
        return table.get(fd)
                .directory(Right.PATH_FILESTAT_GET)
                .stat(Pointers.path(memory, path, length), links(lookup));
    }

    @Hostcall
    int pathFilestatSetTimes(
            Memory memory, int fd, int lookup, int path, int length, long accessed, long modified, int flags) {
        return Outcome.of(() -> directory(fd, Right.PATH_FILESTAT_SET_TIMES)
                .setTimes(
                        Pointers.path(memory, path, length),
                        links(lookup),
                        Times.of(accessed, modified, flags, clocks)));
    }

    /** {@code lookupflags}, in the order of their bits. */
    private enum Lookup {
        SYMLINK_FOLLOW
    }
}
