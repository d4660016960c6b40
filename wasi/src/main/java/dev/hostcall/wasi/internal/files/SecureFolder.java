package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileType;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A directory that Java holds open, and can therefore not be led out of. It neither makes directories and links nor renames. */
final class SecureFolder extends NioFolder {
    private final SecureDirectoryStream<Path> stream;
    private final FileSystem fileSystem;

    SecureFolder(SecureDirectoryStream<Path> stream, FileSystem fileSystem) {
        super(fileSystem);
        this.stream = stream;
        this.fileSystem = fileSystem;
    }

    @Override
    public Folder openFolder(String name) throws IOException {
        requireDirectory(name);
        return open(path(name));
    }

    @Override
    public Folder reopen() throws IOException {
        return open(fileSystem.getPath("."));
    }

    private SecureFolder open(Path path) throws IOException {
        return new SecureFolder(stream.newDirectoryStream(path, LinkOption.NOFOLLOW_LINKS), fileSystem);
    }

    @Override
    BasicFileAttributeView attributes(Path name) {
        return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    SeekableByteChannel channel(Path name, Set<StandardOpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return stream.newByteChannel(name, all);
    }

    @Override
    DirectoryStream<Path> list() throws IOException {
        return stream.newDirectoryStream(fileSystem.getPath("."), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    Optional<BasicFileAttributeView> lastingAttributes(Path name) {
        return Optional.empty();
    }

    /** Such a directory does not tell what a link contains. */
    @Override
    public Optional<String> linkAt(String name) throws IOException {
        boolean isLink;
        try {
            isLink = stat(name).type() == FileType.SYMBOLIC_LINK;
        } catch (IOException e) {
            return Optional.empty();
        }
        if (isLink) {
            throw unsupported();
        }
        return Optional.empty();
    }

    @Override
    public void removeFile(String name) throws IOException {
        requireNoDirectory(name);
        stream.deleteFile(path(name));
    }

    @Override
    public void removeDirectory(String name) throws IOException {
        requireDirectory(name);
        stream.deleteDirectory(path(name));
    }

    /** Java can, but says too little of what becomes of links and of what has the new name; file systems differ. */
    @Override
    public void rename(String name, Folder target, String newName) throws IOException {
        throw unsupported();
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        throw unsupported();
    }

    @Override
    public void link(String name, Folder target, String newName) throws IOException {
        throw unsupported();
    }

    @Override
    public void makeLink(String contents, String name) throws IOException {
        throw unsupported();
    }

    private static ErrnoException unsupported() {
        return new ErrnoException(Errno.NOTSUP);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
