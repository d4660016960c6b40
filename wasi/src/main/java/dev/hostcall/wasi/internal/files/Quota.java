package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much a guest may add to the trees that it is given: bytes of files, holes included, and {@value #NAME} for each name,
 * so that empty files and directories are not for nothing. What it takes away it may add again. A file without a name counts
 * as long as the guest has it open. Belongs to one guest; what others do to its files is not counted.
 */
public final class Quota {
    /** What a name costs, whatever has it. */
    static final long NAME = 4096;

    private final long limit;
    private final Map<FileId, Held> open = new HashMap<>();
    private long used; // below 0 if more was taken away than added

    /** Of a number of bytes. */
    public Quota(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the disk quota is " + limit + " bytes; it must be at least 0");
        }
        this.limit = limit;
    }

    /** Of as much as there is. */
    public static Quota unlimited() {
        return new Quota(Long.MAX_VALUE);
    }

    private boolean isUnlimited() {
        return limit == Long.MAX_VALUE;
    }

    synchronized void charge(long bytes) throws ErrnoException {
        if (bytes > limit - used) {
            throw new ErrnoException(Errno.DQUOT);
        }
        used += bytes;
    }

    synchronized void credit(long bytes) {
        used -= bytes;
    }

    /** Makes a change that gives something a name. */
    void addName(Change change) throws IOException {
        if (isUnlimited()) {
            change.make();
            return;
        }
        charge(NAME);
        try {
            change.make();
        } catch (IOException e) {
            credit(NAME);
            throw e;
        }
    }

    /** Makes a change that takes a name from what has it. */
    void removeName(Folder folder, String name, Change change) throws IOException {
        if (isUnlimited()) {
            change.make();
            return;
        }
        FileStat removed = folder.stat(name);
        change.make();
        credit(NAME);
        lostName(removed);
    }

    /** Makes a change that takes a name from what has it, if anything has, to give it to what had another. */
    void replaceName(Folder folder, String name, FileStat source, Change change) throws IOException {
        Optional<FileStat> replaced = isUnlimited() ? Optional.empty() : find(folder, name);
        change.make();
        if (replaced.isPresent() && !FileId.of(replaced.get()).equals(FileId.of(source))) {
            credit(NAME);
            lostName(replaced.get());
        }
    }

    private synchronized void lostName(FileStat file) {
        if (file.type() != FileType.REGULAR_FILE || file.links() > 1) {
            return;
        }
        Held held = open.get(FileId.of(file));
        if (held == null) {
            credit(file.size());
        } else {
            held.nameless = true;
        }
    }

    /** Opens a file, whose size counts from then on. */
    OpenFile open(Folder folder, String name, Set<StandardOpenOption> options) throws IOException {
        if (isUnlimited()) {
            return folder.openFile(name, options);
        }
        Optional<FileStat> before = find(folder, name);
        if (before.isPresent()) {
            OpenFile file = hold(folder.openFile(name, options), options);
            if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                credit(before.get().size());
            }
            return file;
        }
        charge(NAME);
        try {
            return hold(folder.openFile(name, options), options);
        } catch (IOException e) {
            credit(NAME);
            throw e;
        }
    }

    private OpenFile hold(OpenFile file, Set<StandardOpenOption> options) throws IOException {
        FileId id;
        try {
            id = FileId.of(file.stat());
        } catch (IOException e) {
            file.close();
            throw e;
        }
        hold(id);
        return new CountedFile(file, this, id, options);
    }

    private synchronized void hold(FileId id) {
        open.computeIfAbsent(id, unknown -> new Held()).times++;
    }

    /** Takes note that a file, as large as that, is closed. */
    synchronized void release(FileId id, long size) {
        Held held = open.get(id);
        if (held != null && --held.times == 0) {
            open.remove(id);
            if (held.nameless) {
                credit(size);
            }
        }
    }

    private static Optional<FileStat> find(Folder folder, String name) throws IOException {
        try {
            return Optional.of(folder.stat(name));
        } catch (IOException e) {
            if (Errno.of(e) == Errno.NOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Something that is done to a file system. */
    interface Change {
        void make() throws IOException;
    }

    /** Which file it is, whatever its names. */
    record FileId(long device, long inode) {
        static FileId of(FileStat file) {
            return new FileId(file.device(), file.inode());
        }
    }

    private static final class Held {
        private int times;
        private boolean nameless;
    }
}
