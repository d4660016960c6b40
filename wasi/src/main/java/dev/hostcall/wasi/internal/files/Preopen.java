package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Directory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/** Opens the directories that the embedder gives to a guest. */
public final class Preopen {
    private Preopen() {}

    /**
     * Opens a directory, through symbolic links as may be: the embedder names it.
     *
     * @throws IOException if it cannot be opened
     * @throws IllegalArgumentException if nothing keeps a guest inside of it while others change the tree, and the embedder
     *     has not called it trusted
     */
    public static Directory open(Path host, Access access, Trust trust, Quota quota) throws IOException {
        return new OpenDirectory(folder(host, trust), new Tree(access, quota));
    }

    @SuppressWarnings("StreamResourceLeak") // a secure one is held
    private static Folder folder(Path host, Trust trust) throws IOException {
        if (host.getFileSystem().equals(FileSystems.getDefault())) {
            return NativeFolder.open(host);
        } else if (!Files.isDirectory(host)) {
            throw new NotDirectoryException(host.toString());
        } else if (trust == Trust.TRUSTED) {
            return new PathFolder(host.toRealPath());
        }
        DirectoryStream<Path> stream = Files.newDirectoryStream(host);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureFolder(secure, host.getFileSystem());
        }
        stream.close();
        throw new IllegalArgumentException(
                ("%s is on a file system of %s, whose directories cannot be held while they are"
                                + " used: others could lead a guest out of it. If nobody else changes the tree, call it trusted")
                        .formatted(
                                host, host.getFileSystem().provider().getClass().getName()));
    }

    /** What a guest may do in a tree. */
    public enum Access {
        READ_ONLY,
        READ_WRITE
    }

    /** Who else changes a tree while a guest uses it. */
    public enum Trust {
        /** Anybody. */
        HOSTILE,
        /** Nobody, or none who would mean harm. */
        TRUSTED
    }
}
