package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Optional;
import java.util.Set;

/** A file of a file system that Java knows by its interface only. */
final class ChannelFile implements OpenFile {
    private final SeekableByteChannel channel;
    private final FileStat opened;
    private final Set<StandardOpenOption> options;

    /** By name: what they are of may be another file by now. */
    private final Optional<BasicFileAttributeView> attributes;

    private boolean appending;

    ChannelFile(
            SeekableByteChannel channel,
            Set<StandardOpenOption> options,
            FileStat opened,
            Optional<BasicFileAttributeView> attributes) {
        this.channel = channel;
        this.options = options;
        this.opened = opened;
        this.attributes = attributes;
        this.appending = options.contains(StandardOpenOption.APPEND);
    }

    @Override
    public FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    public FileStat stat() throws IOException {
        FileStat known = present().orElse(opened);
        return new FileStat(
                known.device(),
                known.inode(),
                known.type(),
                known.links(),
                channel.size(),
                known.accessed(),
                known.modified(),
                known.changed());
    }

    private Optional<FileStat> present() {
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        try {
            FileStat found = NioAttributes.stat(attributes.get().readAttributes());
            return Optional.of(found).filter(it -> it.inode() == opened.inode());
        } catch (IOException e) {
            return Optional.empty(); // it has no such name any more
        }
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        if (present().isEmpty()) {
            throw new ErrnoException(Errno.NOTSUP);
        }
        NioAttributes.set(attributes.orElseThrow(), times);
    }

    private void requireOpenFor(StandardOpenOption option) throws ErrnoException {
        if (!options.contains(option)) {
            throw new ErrnoException(Errno.BADF);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        requireOpenFor(StandardOpenOption.READ);
        return Math.max(channel.read(into), 0);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        requireOpenFor(StandardOpenOption.WRITE);
        if (appending) {
            channel.position(channel.size());
        }
        return channel.write(from);
    }

    @Override
    public int readAt(ByteBuffer into, long offset) throws IOException {
        long before = channel.position();
        try {
            channel.position(atLeastZero(offset));
            return read(into);
        } finally {
            channel.position(before);
        }
    }

    @Override
    public int writeAt(ByteBuffer from, long offset) throws IOException {
        long before = channel.position();
        try {
            channel.position(atLeastZero(offset));
            return write(from);
        } finally {
            channel.position(before);
        }
    }

    @Override
    public long seek(long delta, Whence whence) throws IOException {
        long start = switch (whence) {
            case SET -> 0;
            case CUR -> channel.position();
            case END -> channel.size();
        };
        return channel.position(atLeastZero(start + delta)).position();
    }

    /** A sum that is too large has become negative, too. */
    private static long atLeastZero(long offset) throws ErrnoException {
        if (offset < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return offset;
    }

    @Override
    public void setSize(long size) throws IOException {
        requireOpenFor(StandardOpenOption.WRITE);
        if (atLeastZero(size) > channel.size()) {
            extend(size);
        } else {
            channel.truncate(size);
        }
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        requireOpenFor(StandardOpenOption.WRITE);
        long end = atLeastZero(offset + length);
        if (end > channel.size()) {
            extend(end);
        }
    }

    private void extend(long size) throws IOException {
        long before = channel.position();
        try {
            channel.position(size - 1);
            channel.write(ByteBuffer.allocate(1));
        } finally {
            channel.position(before);
        }
    }

    @Override
    public void advise(long offset, long length, Advice advice) {}

    @Override
    public void sync(Synced what) throws IOException {
        if (channel instanceof FileChannel file) {
            file.force(what == Synced.DATA_AND_ATTRIBUTES);
        }
    }

    @Override
    public void setFlags(Set<FdFlag> flags) throws IOException {
        OpenFlags.requirePossible(flags, options);
        appending = flags.contains(FdFlag.APPEND);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
