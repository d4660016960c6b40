package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A directory of a file system that Java knows by its interface only. */
abstract class NioFolder implements Folder {
    private final FileSystem fileSystem;

    NioFolder(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** The attributes of what has a name, or of the folder itself for {@code .}. */
    abstract BasicFileAttributeView attributes(Path name);

    /** Opens what has a name, and is no link as far as could be seen. */
    abstract SeekableByteChannel channel(Path name, Set<StandardOpenOption> options) throws IOException;

    /** Opens the folder to be listed. */
    abstract DirectoryStream<Path> list() throws IOException;

    /** The attributes of an open file, if they can still be had once the folder is closed. */
    abstract Optional<BasicFileAttributeView> lastingAttributes(Path name);

    /** What a guest calls by one name may be a path to this file system, with separators of its own. */
    final Path path(String name) throws ErrnoException {
        Path path;
        try {
            path = fileSystem.getPath(name);
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (path.getRoot() != null
                || path.getNameCount() != 1
                || !path.toString().equals(name)) {
            throw new ErrnoException(Errno.INVAL);
        }
        return path;
    }

    private Path itself() {
        return fileSystem.getPath(".");
    }

    final Path contents(String text) throws ErrnoException {
        try {
            return fileSystem.getPath(text);
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.INVAL);
        }
    }

    final void requireDirectory(String name) throws IOException {
        if (stat(name).type() != FileType.DIRECTORY) {
            throw new ErrnoException(Errno.NOTDIR);
        }
    }

    final void requireNoDirectory(String name) throws IOException {
        if (stat(name).type() == FileType.DIRECTORY) {
            throw new ErrnoException(Errno.ISDIR);
        }
    }

    @Override
    public Folder enter(String name) throws IOException {
        return openFolder(name);
    }

    @Override
    public OpenFile openFile(String name, Set<StandardOpenOption> options) throws IOException {
        Path path = path(name);
        if (!options.contains(StandardOpenOption.CREATE_NEW)) {
            requireFile(name, options);
        }
        Set<StandardOpenOption> wanted = EnumSet.copyOf(options);
        wanted.remove(StandardOpenOption.APPEND); // which could not be changed later
        make(path, wanted);
        if (!options.contains(StandardOpenOption.WRITE)) {
            change(path, wanted);
        }
        SeekableByteChannel channel = channel(path, wanted);
        try {
            return new ChannelFile(channel, options, stat(name), lastingAttributes(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void requireFile(String name, Set<StandardOpenOption> options) throws IOException {
        FileType type;
        try {
            type = stat(name).type();
        } catch (IOException e) {
            if (options.contains(StandardOpenOption.CREATE) && Errno.of(e) == Errno.NOENT) {
                return;
            }
            throw e;
        }
        switch (type) {
            case REGULAR_FILE -> {}
            case DIRECTORY -> throw new ErrnoException(Errno.ISDIR);
            case SYMBOLIC_LINK -> throw new ErrnoException(Errno.LOOP);
            default -> throw new ErrnoException(Errno.ACCES);
        }
    }

    /** Makes a file before it is opened: an archive does not show one whose channel has not been closed. */
    private void make(Path path, Set<StandardOpenOption> wanted) throws IOException {
        Set<StandardOpenOption> making = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.CREATE_NEW);
        making.retainAll(wanted);
        if (!making.isEmpty()) {
            wanted.removeAll(making);
            making.add(StandardOpenOption.WRITE);
            channel(path, making).close();
        }
    }

    /** Channels that are only read do not cut a file. */
    private void change(Path path, Set<StandardOpenOption> wanted) throws IOException {
        Set<StandardOpenOption> changes = EnumSet.copyOf(wanted);
        if (changes.remove(StandardOpenOption.READ) && !changes.isEmpty()) {
            changes.add(StandardOpenOption.WRITE);
            channel(path, changes).close();
        }
        wanted.retainAll(EnumSet.of(StandardOpenOption.READ));
    }

    @Override
    public FileStat stat() throws IOException {
        return NioAttributes.stat(attributes(itself()).readAttributes());
    }

    @Override
    public FileStat stat(String name) throws IOException {
        return NioAttributes.stat(attributes(path(name)).readAttributes());
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        NioAttributes.set(attributes(itself()), times);
    }

    @Override
    public void setTimes(String name, FileTimes times) throws IOException {
        NioAttributes.set(attributes(path(name)), times);
    }

    @Override
    public List<DirectoryEntry> entries() throws IOException {
        long own = stat().inode();
        List<DirectoryEntry> entries = new ArrayList<>();
        entries.add(new DirectoryEntry(".", FileType.DIRECTORY, own));
        entries.add(new DirectoryEntry("..", FileType.DIRECTORY, own));
        try (DirectoryStream<Path> stream = list()) {
            for (Path path : stream) {
                String name = String.valueOf(path.getFileName());
                FileStat found = stat(name);
                entries.add(new DirectoryEntry(name, found.type(), found.inode()));
            }
        }
        return entries;
    }

    /** There is nothing to be waited for that Java could wait for. */
    @Override
    public void sync() {}
}
