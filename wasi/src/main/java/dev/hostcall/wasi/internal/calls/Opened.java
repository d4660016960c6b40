package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.Listener;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.streams.Connection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entry of the table: a descriptor, and what the guest may do to it. */
final class Opened {
    private final Descriptor descriptor;
    private final Optional<String> preopenedAs;
    private long rights;
    private long inherited;
    private Set<FdFlag> flags;

    /** What the directory contained when it was last read from the beginning. */
    private List<DirectoryEntry> entries = List.of();

    private Opened(
            Descriptor descriptor, Optional<String> preopenedAs, long rights, long inherited, Set<FdFlag> flags) {
        this.descriptor = descriptor;
        this.preopenedAs = preopenedAs;
        this.rights = rights;
        this.inherited = inherited;
        this.flags = flags;
    }

    /** With some of the rights that its kind allows. */
    static Opened with(long rights, long inherited, Set<FdFlag> flags, Descriptor descriptor) {
        return new Opened(descriptor, Optional.empty(), rights & Right.of(descriptor), inherited, flags);
    }

    /** With all rights that its kind allows, and none for what might be opened through it. */
    static Opened given(Descriptor descriptor, Set<FdFlag> flags) {
        return with(Right.of(descriptor), 0, flags, descriptor);
    }

    /** A directory that the guest has from its beginning, under a name. */
    static Opened preopened(String name, Directory directory, long allowed) {
        return new Opened(
                directory, Optional.of(name), Right.of(directory) & allowed, Right.inTree() & allowed, Set.of());
    }

    Descriptor descriptor() {
        return descriptor;
    }

    Optional<String> preopenedAs() {
        return preopenedAs;
    }

    long rights() {
        return rights;
    }

    long inherited() {
        return inherited;
    }

    Set<FdFlag> flags() {
        return flags;
    }

    void require(Right... needed) throws ErrnoException {
        for (Right right : needed) {
            if (!right.isIn(rights)) {
                throw new ErrnoException(Errno.NOTCAPABLE);
            }
        }
    }

    /** Gives rights away for good. */
    void keepOnly(long newRights, long newInherited) throws ErrnoException {
        if ((newRights & ~rights) != 0 || (newInherited & ~inherited) != 0) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        rights = newRights;
        inherited = newInherited;
    }

    void setFlags(Set<FdFlag> newFlags) throws IOException {
        if (descriptor instanceof OpenFile file) {
            file.setFlags(newFlags);
        } else if (!Set.of(FdFlag.APPEND, FdFlag.NONBLOCK).containsAll(newFlags)) {
            throw new ErrnoException(Errno.NOTSUP);
        }
        flags = newFlags;
    }

    /** As a file with these rights, or fails: as a directory does, or with what is due to streams. */
    OpenFile file(Errno ofStreams, Right... needed) throws ErrnoException {
        if (descriptor instanceof OpenFile file) {
            require(needed);
            return file;
        }
        throw new ErrnoException(descriptor instanceof Directory ? Errno.ISDIR : ofStreams);
    }

    /** As a connected socket with these rights. */
    Connection connection(Right... needed) throws ErrnoException {
        if (descriptor instanceof Connection connection) {
            require(needed);
            return connection;
        }
        throw new ErrnoException(descriptor instanceof Listener ? Errno.NOTCONN : Errno.NOTSOCK);
    }

    /** As a socket that accepts connections, with these rights. */
    Listener listener(Right... needed) throws ErrnoException {
        if (descriptor instanceof Listener listener) {
            require(needed);
            return listener;
        }
        throw new ErrnoException(descriptor instanceof Connection ? Errno.INVAL : Errno.NOTSOCK);
    }

    Directory directory(Right... needed) throws ErrnoException {
        if (descriptor instanceof Directory directory) {
            require(needed);
            return directory;
        }
        throw new ErrnoException(Errno.NOTDIR);
    }

    /** The entries that are read one after the other: as they were when reading began. */
    List<DirectoryEntry> entriesFrom(long cookie) throws IOException {
        Directory directory = directory(Right.FD_READDIR);
        if (cookie == 0) {
            entries = directory.entries();
        }
        if (cookie < 0 || cookie > entries.size()) {
            return List.of();
        }
        return entries.subList((int) cookie, entries.size());
    }
}
