package dev.hostcall.wasi.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.files.Preopen.Access;
import dev.hostcall.wasi.internal.files.Preopen.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A guest with hostile paths has one directory to write and one to read, and beside them lies a guard: whatever the guest
 * does, the guard is not changed, and the guest does not see it. More with {@code -Dhostcall.paths.operations=1000000}, others
 * with {@code -Dhostcall.paths.seed=4711}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostilePathsTest {
    static final String SECRET = "SECRET of the guard, which no guest reads";

    private static final int OPERATIONS = Integer.getInteger("hostcall.paths.operations", 4000);
    private static final long SEED = Long.getLong("hostcall.paths.seed", System.nanoTime());
    private static final int BETWEEN_PLANTINGS = 50;

    private final Random random = new Random(SEED);
    private Path guard = Path.of("");
    private Path kept = guard;
    private Path inside = guard;

    @BeforeEach
    void printSeed() {
        System.out.println("hostile paths: -Dhostcall.paths.seed=" + SEED);
    }

    @Test
    void onTheDefaultFileSystemNothingOutsideIsReadOrChangedEvenIfOthersSwapDirectories(@TempDir Path root)
            throws Exception {
        prepare(root);
        Process made = new ProcessBuilder("mkfifo", inside.resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> swap(ended));
        try {
            play(Trust.HOSTILE);
        } finally {
            ended.set(true);
            swapping.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onAnotherFileSystemNothingOutsideIsReadOrChanged(Trust trust) throws Exception {
        try (FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix())) {
            prepare(Files.createDirectory(fileSystem.getPath("/root")));
            play(trust);
        }
    }

    private void prepare(Path root) throws IOException {
        guard = Files.createDirectory(root.resolve("guard"));
        kept = Files.createDirectory(root.resolve("kept"));
        inside = Files.createDirectory(root.resolve("inside"));
        for (Path each : List.of(guard, kept)) {
            Files.createDirectories(each.resolve("a/b"));
        }
        Files.writeString(kept.resolve("secret"), "harmless");
        for (String name : List.of("secret", "only in the guard", "a/secret", "a/b/file")) {
            Files.writeString(guard.resolve(name), SECRET);
        }
    }

    private void play(Trust trust) throws IOException {
        Map<String, Object> before = snapshot();
        HostilePaths paths = new HostilePaths(random, guard);
        Directory write = Preopen.open(inside, Access.READ_WRITE, trust, Quota.unlimited());
        Directory read = Preopen.open(kept, Access.READ_ONLY, trust, Quota.unlimited());
        HostileGuest guest = new HostileGuest(random, paths, List.of(write, write, write, read));
        for (int operation = 0; operation < OPERATIONS; operation++) {
            if (operation % BETWEEN_PLANTINGS == 0) {
                paths.plant(inside);
            }
            guest.act();
        }
        guest.end();
        write.close();
        read.close();
        assertThat(snapshot()).as("seed %d", SEED).isEqualTo(before);
        assertThat(guest.successes()).as("seed %d", SEED).isGreaterThan(OPERATIONS / 20);
    }

    /** A directory of the guest's becomes a link to the guard, and a directory again, as fast as possible. */
    private void swap(AtomicBoolean ended) {
        Path swapped = inside.resolve("swapped");
        while (!ended.get()) {
            HostilePaths.attempt(() -> Files.delete(swapped));
            HostilePaths.attempt(() -> Files.createSymbolicLink(swapped, guard));
            HostilePaths.attempt(() -> Files.delete(swapped));
            HostilePaths.attempt(() -> Files.createDirectory(swapped));
        }
    }

    private Map<String, Object> snapshot() throws IOException {
        boolean unix = guard.getFileSystem().supportedFileAttributeViews().contains("unix");
        String attributes = unix ? "unix:ino,nlink,mode,size,lastModifiedTime,ctime" : "size,lastModifiedTime";
        Map<String, Object> found = new TreeMap<>();
        for (Path tree : List.of(guard, kept)) {
            try (Stream<Path> all = Files.walk(tree)) {
                all.forEach(each -> found.put(each.toString(), read(each, attributes)));
            }
        }
        return found;
    }

    private static List<Object> read(Path file, String attributes) {
        try {
            return List.of(
                    Files.readAttributes(file, attributes), Files.isRegularFile(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
