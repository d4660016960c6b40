package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Optional;
import java.util.Set;

/** A directory that is known by its path. Whoever else changes the tree can lead out of it: it has to be trusted. */
final class PathFolder extends NioFolder {
    private final Path path;

    PathFolder(Path path) {
        super(path.getFileSystem());
        this.path = path;
    }

    private Path at(String name) throws ErrnoException {
        return path.resolve(path(name));
    }

    @Override
    public Folder openFolder(String name) throws IOException {
        requireDirectory(name);
        return new PathFolder(at(name));
    }

    @Override
    public Folder reopen() {
        return new PathFolder(path);
    }

    @Override
    BasicFileAttributeView attributes(Path name) {
        return Files.getFileAttributeView(path.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    SeekableByteChannel channel(Path name, Set<StandardOpenOption> options) throws IOException {
        return Files.newByteChannel(path.resolve(name), options);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // whoever asks closes it
    DirectoryStream<Path> list() throws IOException {
        return Files.newDirectoryStream(path);
    }

    @Override
    Optional<BasicFileAttributeView> lastingAttributes(Path name) {
        return Optional.of(attributes(name));
    }

    @Override
    public Optional<String> linkAt(String name) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(at(name)).toString());
        } catch (NotLinkException | NoSuchFileException e) {
            return Optional.empty();
        } catch (UnsupportedOperationException e) {
            return Optional.empty(); // there are no links at all
        }
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        Files.createDirectory(at(name));
    }

    @Override
    public void removeFile(String name) throws IOException {
        requireNoDirectory(name);
        Files.delete(at(name));
    }

    @Override
    public void removeDirectory(String name) throws IOException {
        requireDirectory(name);
        Files.delete(at(name));
    }

    @Override
    public void rename(String name, Folder target, String newName) throws IOException {
        PathFolder to = alike(target);
        requireReplaceable(stat(name), to, newName);
        Files.move(at(name), to.at(newName), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Java replaces whatever there is. */
    private static void requireReplaceable(FileStat source, PathFolder target, String name) throws IOException {
        FileStat present;
        try {
            present = target.stat(name);
        } catch (NoSuchFileException e) {
            return;
        }
        boolean onto = present.type() == FileType.DIRECTORY;
        if (onto != (source.type() == FileType.DIRECTORY)) {
            throw new ErrnoException(onto ? Errno.ISDIR : Errno.NOTDIR);
        }
    }

    @Override
    public void link(String name, Folder target, String newName) throws IOException {
        if (stat(name).type() != FileType.REGULAR_FILE) { // of others, it might be what they lead to that is linked
            throw new ErrnoException(Errno.PERM);
        }
        Files.createLink(alike(target).at(newName), at(name));
    }

    @Override
    public void makeLink(String contents, String name) throws IOException {
        Files.createSymbolicLink(at(name), contents(contents));
    }

    private PathFolder alike(Folder target) throws ErrnoException {
        if (target instanceof PathFolder other && other.path.getFileSystem().equals(path.getFileSystem())) {
            return other;
        }
        throw new ErrnoException(Errno.XDEV);
    }

    @Override
    public void close() {}
}
