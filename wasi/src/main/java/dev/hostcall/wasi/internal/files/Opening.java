package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenRequest;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** What {@code path_open} does. */
final class Opening {
    private final Tree tree;
    private final OpenRequest request;
    private final boolean creates;
    private final boolean exclusive;
    private final boolean changes;

    Opening(Tree tree, OpenRequest request) {
        this.tree = tree;
        this.request = request;
        this.creates = asks(How.CREATE);
        this.exclusive = creates && asks(How.EXCLUSIVE);
        this.changes = asks(How.TRUNCATE) || writes();
    }

    private boolean asks(How how) {
        return request.how().contains(how);
    }

    private boolean writes() {
        return request.access() == Access.WRITE || request.access() == Access.READ_WRITE;
    }

    Descriptor from(Folder folder) throws IOException {
        if (creates && asks(How.DIRECTORY)) {
            throw new ErrnoException(Errno.INVAL);
        }
        Links links = exclusive ? Links.KEEP : OpenDirectory.ending(request.path(), request.links());
        try (Walk walk = Walk.along(folder, request.path(), links)) {
            if (walk.endsAtFolder()) {
                requireForDirectory();
                return directory(walk.folder().reopen());
            } else if (walk.asksForDirectory() || asks(How.DIRECTORY)) {
                requireForDirectory();
                return directory(walk.folder().openFolder(walk.name()));
            }
            return open(walk.folder(), walk.name());
        }
    }

    private Descriptor open(Folder folder, String name) throws IOException {
        if (changes) {
            tree.requireWritable();
        }
        try {
            return openFile(folder, name);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ISDIR) {
                throw e;
            }
        }
        requireForDirectory();
        return directory(folder.openFolder(name));
    }

    private Directory directory(Folder opened) {
        return new OpenDirectory(opened, tree);
    }

    private void requireForDirectory() throws ErrnoException {
        if (exclusive) {
            throw new ErrnoException(Errno.EXIST);
        } else if (creates || changes) {
            throw new ErrnoException(Errno.ISDIR);
        }
    }

    private OpenFile openFile(Folder folder, String name) throws IOException {
        Set<StandardOpenOption> options = options();
        if (creates && tree.isReadOnly()) {
            folder.stat(name); // what is there may be opened, if it is only read
            if (exclusive) {
                throw new ErrnoException(Errno.EXIST);
            }
            options.remove(StandardOpenOption.CREATE);
        }
        return tree.quota().open(folder, name, options);
    }

    private Set<StandardOpenOption> options() {
        Set<StandardOpenOption> options = OpenFlags.options(request.flags());
        if (request.access() != Access.WRITE) {
            options.add(StandardOpenOption.READ);
        }
        if (writes()) {
            options.add(StandardOpenOption.WRITE);
        }
        if (creates) {
            options.add(exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if (asks(How.TRUNCATE)) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }
}
