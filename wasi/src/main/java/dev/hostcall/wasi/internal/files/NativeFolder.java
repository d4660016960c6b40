package dev.hostcall.wasi.internal.files;

import dev.hostcall.runtime.spi.files.NativeDirectory;
import dev.hostcall.runtime.spi.files.NativeEntry;
import dev.hostcall.runtime.spi.files.NativeStatus;
import dev.hostcall.runtime.spi.files.NativeType;
import dev.hostcall.runtime.spi.files.Outcome;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A directory of the default file system's, held by its descriptor. */
final class NativeFolder implements Folder {
    private static final int EINVAL = 22;
    private static final int ENOENT = 2;

    private final NativeDirectory directory;

    private NativeFolder(NativeDirectory directory) {
        this.directory = directory;
    }

    /** Opens what the embedder names. */
    static Folder open(Path path) throws IOException {
        return of(NativeDirectory.open(path));
    }

    private static Folder of(Outcome<NativeDirectory> opened) throws ErrnoException {
        return new NativeFolder(LinuxErrors.value(opened));
    }

    @Override
    public Folder enter(String name) throws IOException {
        return of(directory.enter(bytes(name)));
    }

    @Override
    public Folder openFolder(String name) throws IOException {
        return of(directory.openDirectory(bytes(name)));
    }

    @Override
    public Folder reopen() throws IOException {
        return of(directory.reopen());
    }

    @Override
    public OpenFile openFile(String name, Set<StandardOpenOption> options) throws IOException {
        return new NativeOpenFile(LinuxErrors.value(directory.openFile(bytes(name), options)), options);
    }

    @Override
    public FileStat stat() throws IOException {
        return stat(directory.status());
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        LinuxErrors.check(directory.setTimes(Times.of(times.accessed()), Times.of(times.modified())));
    }

    /** A name that is not UTF-8 is left out: the guest has no way to say it. */
    @Override
    public List<DirectoryEntry> entries() throws IOException {
        long own = stat().inode();
        List<DirectoryEntry> entries = new ArrayList<>();
        List<NativeEntry> some = LinuxErrors.value(directory.list(0));
        while (!some.isEmpty()) {
            for (NativeEntry entry : some) {
                Optional<String> name = text(entry.name());
                if (name.isPresent()) {
                    entries.add(entry(name.get(), entry, own));
                }
            }
            some = LinuxErrors.value(directory.list(some.get(some.size() - 1).next()));
        }
        return entries;
    }

    /** The number of the directory above is not for those who cannot go there. */
    private DirectoryEntry entry(String name, NativeEntry entry, long own) throws IOException {
        if (name.equals("..")) {
            return new DirectoryEntry(name, FileType.DIRECTORY, own);
        }
        FileType type = entry.type() == NativeType.UNKNOWN && !name.equals(".")
                ? stat(name).type()
                : type(entry.type());
        return new DirectoryEntry(name, type, entry.inode());
    }

    @Override
    public void sync() throws IOException {
        LinuxErrors.check(directory.sync());
    }

    @Override
    public FileStat stat(String name) throws IOException {
        return stat(directory.statusOf(bytes(name)));
    }

    @Override
    public void setTimes(String name, FileTimes times) throws IOException {
        LinuxErrors.check(directory.setTimesOf(bytes(name), Times.of(times.accessed()), Times.of(times.modified())));
    }

    @Override
    public Optional<String> linkAt(String name) throws IOException {
        Outcome<byte[]> contents = directory.readLink(bytes(name));
        if (contents.error() == EINVAL || contents.error() == ENOENT) {
            return Optional.empty();
        }
        Optional<String> text = text(LinuxErrors.value(contents));
        if (text.isEmpty()) {
            throw new ErrnoException(Errno.ILSEQ);
        }
        return text;
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        LinuxErrors.check(directory.makeDirectory(bytes(name)));
    }

    @Override
    public void removeFile(String name) throws IOException {
        LinuxErrors.check(directory.removeFile(bytes(name)));
    }

    @Override
    public void removeDirectory(String name) throws IOException {
        LinuxErrors.check(directory.removeDirectory(bytes(name)));
    }

    @Override
    public void rename(String name, Folder target, String newName) throws IOException {
        LinuxErrors.check(directory.rename(bytes(name), directory(target), bytes(newName)));
    }

    @Override
    public void link(String name, Folder target, String newName) throws IOException {
        LinuxErrors.check(directory.link(bytes(name), directory(target), bytes(newName)));
    }

    private static NativeDirectory directory(Folder folder) throws ErrnoException {
        if (folder instanceof NativeFolder alike) {
            return alike.directory;
        }
        throw new ErrnoException(Errno.XDEV);
    }

    @Override
    public void makeLink(String contents, String name) throws IOException {
        LinuxErrors.check(directory.makeSymbolicLink(bytes(contents), bytes(name)));
    }

    @Override
    public void close() {
        directory.close();
    }

    static FileStat stat(Outcome<NativeStatus> outcome) throws ErrnoException {
        NativeStatus status = LinuxErrors.value(outcome);
        return new FileStat(
                status.device(),
                status.inode(),
                type(status.type()),
                status.links(),
                status.size(),
                status.accessed(),
                status.modified(),
                status.changed());
    }

    private static FileType type(NativeType type) {
        return switch (type) {
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case DIRECTORY -> FileType.DIRECTORY;
            case REGULAR_FILE -> FileType.REGULAR_FILE;
            case SOCKET -> FileType.SOCKET_STREAM;
            case SYMBOLIC_LINK -> FileType.SYMBOLIC_LINK;
            case FIFO, UNKNOWN -> FileType.UNKNOWN;
        };
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(byte[] name) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
