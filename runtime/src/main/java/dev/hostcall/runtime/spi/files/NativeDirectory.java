package dev.hostcall.runtime.spi.files;

import dev.hostcall.runtime.internal.engine.FileCalls;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that is open. Names are of single files in it, as bytes: what is empty, {@code .}, {@code ..} or has a slash
 * or a NUL is refused with {@code EINVAL}. No method follows a symbolic link. Errors, threads and closing are as for
 * {@link NativeFile}.
 */
public final class NativeDirectory {
    private static final int LIST_BYTES = 8192;
    private static final int LINK_BYTES = 4096;
    private static final Map<StandardOpenOption, Integer> OPTIONS = Map.of(
            StandardOpenOption.READ, FileCalls.READ,
            StandardOpenOption.WRITE, FileCalls.WRITE,
            StandardOpenOption.CREATE, FileCalls.CREATE,
            StandardOpenOption.CREATE_NEW, FileCalls.CREATE_NEW,
            StandardOpenOption.TRUNCATE_EXISTING, FileCalls.TRUNCATE,
            StandardOpenOption.APPEND, FileCalls.APPEND,
            StandardOpenOption.SYNC, FileCalls.SYNC,
            StandardOpenOption.DSYNC, FileCalls.DSYNC);

    private final OpenDescriptor descriptor;

    private NativeDirectory(long number) {
        this.descriptor = new OpenDescriptor(number);
    }

    // ---- opening ----

    /** Opens a directory of the default file system's that its owner names, through symbolic links as may be. */
    public static Outcome<NativeDirectory> open(Path path) {
        if (!Objects.requireNonNull(path, "path").getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException(
                    path + " is of " + path.getFileSystem().provider() + "; it must be of the default file system");
        }
        return Outcome.of(FileCalls.openRoot(bytes(path)), NativeDirectory::new);
    }

    /** The path's own bytes, whatever the JVM takes for the encoding of names: a URI has each of them. */
    private static byte[] bytes(Path path) {
        String encoded = path.toAbsolutePath().toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** Opens a directory in this one. */
    public Outcome<NativeDirectory> openDirectory(byte[] name) {
        return Outcome.of(descriptor.call(number -> FileCalls.openDirectory(number, name)), NativeDirectory::new);
    }

    /** Opens a directory in this one only to go on from there: it can be neither listed nor synchronized. */
    public Outcome<NativeDirectory> enter(byte[] name) {
        return Outcome.of(descriptor.call(number -> FileCalls.enterDirectory(number, name)), NativeDirectory::new);
    }

    /** Opens this directory once more. */
    public Outcome<NativeDirectory> reopen() {
        return Outcome.of(descriptor.call(FileCalls::reopenDirectory), NativeDirectory::new);
    }

    /**
     * Opens a regular file. A directory is refused with {@code EISDIR}, a symbolic link with {@code ELOOP}, and whatever
     * else there is with {@code EACCES}; even if it was put there just now, none of it is waited for.
     *
     * @param options reading is taken for granted where there is no writing; what guests cannot ask for is refused
     */
    public Outcome<NativeFile> openFile(byte[] name, Set<StandardOpenOption> options) {
        int bits = options.stream().mapToInt(NativeDirectory::bit).reduce(0, (a, b) -> a | b);
        return Outcome.of(
                descriptor.call(number -> FileCalls.openFile(number, name, bits)),
                opened -> new NativeFile(new OpenDescriptor(opened)));
    }

    private static int bit(StandardOpenOption option) {
        Integer bit = OPTIONS.get(option);
        if (bit == null) {
            throw new IllegalArgumentException("found option " + option + "; expected some of " + OPTIONS.keySet());
        }
        return bit;
    }

    /** Closes it, unless it is closed. */
    public void close() {
        descriptor.close();
    }

    // ---- itself ----

    /** What is known of it. */
    public Outcome<NativeStatus> status() {
        return NativeStatus.of(descriptor, FileCalls::status);
    }

    /** Sets when it was read and written; what is empty stays. */
    public int setTimes(Optional<FileTime> accessed, Optional<FileTime> modified) {
        long[] times = Times.of(accessed, modified);
        return descriptor.perform(number -> FileCalls.setTimes(number, times));
    }

    /** Waits until it is on the disk. */
    public int sync() {
        return descriptor.perform(FileCalls::sync);
    }

    /**
     * Some of what is in it, {@code .} and {@code ..} included; empty if there is no more.
     *
     * @param cookie where to begin: 0, or what an entry names as next
     */
    public synchronized Outcome<List<NativeEntry>> list(long cookie) {
        byte[] entries = new byte[LIST_BYTES];
        return Outcome.of(
                descriptor.call(number -> FileCalls.list(number, cookie, entries)),
                length -> NativeEntry.read(entries, (int) length));
    }

    // ---- what is in it ----

    /** What is known of a file. */
    public Outcome<NativeStatus> statusOf(byte[] name) {
        return NativeStatus.of(descriptor, (number, into) -> FileCalls.statusOf(number, name, into));
    }

    /** Sets when a file was read and written; what is empty stays. */
    public int setTimesOf(byte[] name, Optional<FileTime> accessed, Optional<FileTime> modified) {
        long[] times = Times.of(accessed, modified);
        return descriptor.perform(number -> FileCalls.setTimesOf(number, name, times));
    }

    /** Makes a directory. */
    public int makeDirectory(byte[] name) {
        return descriptor.perform(number -> FileCalls.makeDirectory(number, name));
    }

    /** Removes what is not a directory. */
    public int removeFile(byte[] name) {
        return descriptor.perform(number -> FileCalls.removeFile(number, name));
    }

    /** Removes an empty directory. */
    public int removeDirectory(byte[] name) {
        return descriptor.perform(number -> FileCalls.removeDirectory(number, name));
    }

    /** Gives a file another name, and takes it from whatever has it, if that is of the same kind and empty. */
    public int rename(byte[] name, NativeDirectory target, byte[] newName) {
        return descriptor.perform(from -> target.descriptor.call(to -> FileCalls.rename(from, name, to, newName)));
    }

    /** Gives a file one more name. */
    public int link(byte[] name, NativeDirectory target, byte[] newName) {
        return descriptor.perform(from -> target.descriptor.call(to -> FileCalls.link(from, name, to, newName)));
    }

    /** Makes a symbolic link, whatever its contents. */
    public int makeSymbolicLink(byte[] contents, byte[] name) {
        return descriptor.perform(number -> FileCalls.makeSymbolicLink(contents, number, name));
    }

    /** What a symbolic link contains. */
    public Outcome<byte[]> readLink(byte[] name) {
        byte[] contents = new byte[LINK_BYTES];
        return Outcome.of(
                descriptor.call(number -> FileCalls.readLink(number, name, contents)),
                length -> Arrays.copyOf(contents, (int) length));
    }
}
