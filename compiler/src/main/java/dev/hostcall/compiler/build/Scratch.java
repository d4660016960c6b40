package dev.hostcall.compiler.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for one compilation, deleted afterwards. What a killed process leaves is removed by the next one beside it: a
 * directory is in use as long as a process holds the lock on the file in it, which the system releases however the process
 * ends.
 */
final class Scratch implements AutoCloseable {
    private static final String PREFIX = ".build-";
    private static final String LOCK = ".lock";

    /**
     * What directories of this process begin with: a process number may be used again, but not at the same time. These are
     * not tried, as closing a file ends all locks that a process has on it.
     */
    private static final String OWN = PREFIX
            + ProcessHandle.current().pid()
            + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L)
            + "-";

    private final Path directory;
    private final FileChannel lock;

    private Scratch(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** A new one. */
    static Scratch in(Path parent) throws IOException {
        Path absolute = parent.toAbsolutePath();
        removeAbandoned(absolute);
        while (true) {
            Path directory = Files.createTempDirectory(absolute, OWN);
            try {
                FileChannel lock = FileChannel.open(
                        directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                lock(lock);
                if (Files.exists(directory.resolve(LOCK))) {
                    return new Scratch(directory, lock);
                }
                lock.close(); // another process found it before it was locked
            } catch (NoSuchFileException e) {
                // the same
            }
        }
    }

    /** A file system without locks will do, but abandoned directories are not removed there. */
    private static void lock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException e) {
            return;
        }
    }

    Path directory() {
        return directory;
    }

    private static void removeAbandoned(Path parent) {
        try (Stream<Path> files = Files.list(parent)) {
            for (Path directory : files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith(OWN))
                    .toList()) {
                removeIfAbandoned(directory);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // the compilation itself reports what is wrong with the directory
        }
    }

    private static void removeIfAbandoned(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        if (!Files.isRegularFile(file)) {
            return; // not yet locked, or somebody else's
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(directory);
            }
        }
    }

    /** The lock's file is the last to go. */
    private static void remove(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            if (!file.equals(directory) && !file.equals(directory.resolve(LOCK))) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory.resolve(LOCK));
        Files.deleteIfExists(directory);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            remove(directory);
        }
    }
}
