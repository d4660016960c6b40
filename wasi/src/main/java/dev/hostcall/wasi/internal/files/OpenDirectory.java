package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenRequest;
import java.io.IOException;
import java.util.List;

/** A directory that a guest has open, and the tree below it; the guest gets nowhere else from here. */
final class OpenDirectory implements Directory {
    private final Folder folder;
    private final Tree tree;

    OpenDirectory(Folder folder, Tree tree) {
        this.folder = folder;
        this.tree = tree;
    }

    @Override
    public FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    public FileStat stat() throws IOException {
        return folder.stat();
    }

    @Override
    public List<DirectoryEntry> entries() throws IOException {
        return folder.entries();
    }

    @Override
    public void setTimes(FileTimes times) throws IOException {
        tree.requireWritable();
        folder.setTimes(times);
    }

    @Override
    public void sync() throws IOException {
        folder.sync();
    }

    @Override
    public Descriptor open(OpenRequest request) throws IOException {
        return new Opening(tree, request).from(folder);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        tree.requireWritable();
        try (Walk walk = Walk.along(folder, path, Links.KEEP)) {
            requireName(walk, Errno.EXIST);
            tree.quota().addName(() -> walk.folder().makeDirectory(walk.name()));
        }
    }

    @Override
    public void unlinkFile(String path) throws IOException {
        tree.requireWritable();
        try (Walk walk = Walk.along(folder, path, Links.KEEP)) {
            requireName(walk, Errno.ISDIR);
            if (walk.asksForDirectory()) {
                requireDirectory(walk.folder().stat(walk.name()));
            }
            tree.quota()
                    .removeName(walk.folder(), walk.name(), () -> walk.folder().removeFile(walk.name()));
        }
    }

    @Override
    public void removeDirectory(String path) throws IOException {
        tree.requireWritable();
        try (Walk walk = Walk.along(folder, path, Links.KEEP)) {
            requireName(walk, Errno.INVAL);
            tree.quota()
                    .removeName(walk.folder(), walk.name(), () -> walk.folder().removeDirectory(walk.name()));
        }
    }

    @Override
    public void rename(String path, Directory target, String newPath) throws IOException {
        tree.requireWritable();
        OpenDirectory to = requireOurs(target);
        to.tree.requireWritable();
        try (Walk from = Walk.along(folder, path, Links.KEEP);
                Walk into = Walk.along(to.folder, newPath, Links.KEEP)) {
            requireName(from, Errno.BUSY);
            requireName(into, Errno.BUSY);
            FileStat source = from.folder().stat(from.name());
            if (from.asksForDirectory() || into.asksForDirectory()) {
                requireDirectory(source);
            }
            to.tree
                    .quota()
                    .replaceName(
                            into.folder(),
                            into.name(),
                            source,
                            () -> from.folder().rename(from.name(), into.folder(), into.name()));
        }
    }

    /** Not even by a new name in another tree may a file that is only to be read become one to be written. */
    @Override
    public void link(String path, Links links, Directory target, String newPath) throws IOException {
        OpenDirectory to = requireOurs(target);
        to.tree.requireWritable();
        if (tree.isReadOnly()) {
            throw new ErrnoException(Errno.XDEV);
        }
        try (Walk from = Walk.along(folder, path, ending(path, links));
                Walk into = Walk.along(to.folder, newPath, Links.KEEP)) {
            requireName(from, Errno.PERM);
            if (from.asksForDirectory()) {
                requireDirectory(from.folder().stat(from.name()));
            }
            requireNewName(into);
            to.tree.quota().addName(() -> from.folder().link(from.name(), into.folder(), into.name()));
        }
    }

    /** What leads outside by itself is not made; what would lead outside by {@code ..} is found out when it is followed. */
    @Override
    public void symlink(String contents, String path) throws IOException {
        tree.requireWritable();
        if (contents.startsWith("/")) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        try (Walk walk = Walk.along(folder, path, Links.KEEP)) {
            requireNewName(walk);
            tree.quota().addName(() -> walk.folder().makeLink(contents, walk.name()));
        }
    }

    @Override
    public String readLink(String path) throws IOException {
        try (Walk walk = Walk.along(folder, path, ending(path, Links.KEEP))) {
            requireName(walk, Errno.INVAL);
            if (walk.asksForDirectory()) {
                requireDirectory(walk.folder().stat(walk.name()));
                throw new ErrnoException(Errno.INVAL);
            }
            return linkAt(walk.folder(), walk.name());
        }
    }

    private static String linkAt(Folder folder, String name) throws IOException {
        var contents = folder.linkAt(name);
        if (contents.isEmpty()) {
            folder.stat(name); // is there anything at all?
            throw new ErrnoException(Errno.INVAL);
        }
        return contents.get();
    }

    @Override
    public FileStat stat(String path, Links links) throws IOException {
        try (Walk walk = Walk.along(folder, path, ending(path, links))) {
            return stat(walk);
        }
    }

    @Override
    public void setTimes(String path, Links links, FileTimes times) throws IOException {
        tree.requireWritable();
        try (Walk walk = Walk.along(folder, path, ending(path, links))) {
            if (walk.asksForDirectory()) {
                stat(walk);
            }
            if (walk.endsAtFolder()) {
                walk.folder().setTimes(times);
            } else {
                walk.folder().setTimes(walk.name(), times);
            }
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private static FileStat stat(Walk walk) throws IOException {
        FileStat found =
                walk.endsAtFolder() ? walk.folder().stat() : walk.folder().stat(walk.name());
        if (walk.asksForDirectory()) {
            requireDirectory(found);
        }
        return found;
    }

    /** A slash behind the name of a symbolic link means the directory that it leads to. */
    static Links ending(String path, Links links) {
        return path.endsWith("/") ? Links.FOLLOW : links;
    }

    private static OpenDirectory requireOurs(Directory other) throws ErrnoException {
        if (other instanceof OpenDirectory ours) {
            return ours;
        }
        throw new ErrnoException(Errno.XDEV);
    }

    private static void requireName(Walk walk, Errno otherwise) throws ErrnoException {
        if (walk.endsAtFolder()) {
            throw new ErrnoException(otherwise);
        }
    }

    /** Only directories get names with a slash behind them. */
    private static void requireNewName(Walk walk) throws IOException {
        requireName(walk, Errno.EXIST);
        if (walk.asksForDirectory()) {
            requireDirectory(walk.folder().stat(walk.name()));
            throw new ErrnoException(Errno.EXIST);
        }
    }

    private static void requireDirectory(FileStat found) throws ErrnoException {
        if (found.type() != FileType.DIRECTORY) {
            throw new ErrnoException(Errno.NOTDIR);
        }
    }
}
