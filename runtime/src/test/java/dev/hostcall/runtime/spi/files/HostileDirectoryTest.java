package dev.hostcall.runtime.spi.files;

import static dev.hostcall.runtime.spi.files.Linux.EACCES;
import static dev.hostcall.runtime.spi.files.Linux.EINVAL;
import static dev.hostcall.runtime.spi.files.Linux.EISDIR;
import static dev.hostcall.runtime.spi.files.Linux.ELOOP;
import static dev.hostcall.runtime.spi.files.Linux.ENOENT;
import static dev.hostcall.runtime.spi.files.Linux.ENOTDIR;
import static dev.hostcall.runtime.spi.files.Linux.READ;
import static dev.hostcall.runtime.spi.files.Linux.direct;
import static dev.hostcall.runtime.spi.files.Linux.name;
import static dev.hostcall.runtime.spi.files.Linux.read;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in a directory may be put there, or replaced at any moment, by somebody who means harm. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileDirectoryTest {
    private static final int ROUNDS = 5000;
    private static final Set<StandardOpenOption> OVERWRITE = Set.of(WRITE, CREATE, TRUNCATE_EXISTING);
    private static final FileTime LONG_AGO = FileTime.fromMillis(1000);

    @TempDir
    Path path;

    private Path inside;
    private Path outside;
    private Path guard;
    private NativeDirectory directory;

    @BeforeEach
    void begin() throws Exception {
        inside = Files.createDirectory(path.resolve("inside"));
        outside = Files.createDirectory(path.resolve("outside"));
        guard = Files.writeString(outside.resolve("guard"), "secret");
        Files.setLastModifiedTime(guard, LONG_AGO);
        Files.setLastModifiedTime(outside, LONG_AGO);
        directory = NativeDirectory.open(inside).value();
    }

    @AfterEach
    void theGuardIsAsItWas() throws Exception {
        directory.close();
        assertThat(guard).hasContent("secret");
        assertThat(Files.getLastModifiedTime(guard)).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(outside)).isEqualTo(LONG_AGO);
        assertThat(Files.getAttribute(guard, "unix:nlink")).isEqualTo(1);
    }

    @Test
    void noMethodFollowsASymbolicLink() throws Exception {
        Files.createSymbolicLink(inside.resolve("file"), guard);
        Files.createSymbolicLink(inside.resolve("directory"), outside);
        Files.createSymbolicLink(inside.resolve("dangling"), outside.resolve("none"));
        byte[] file = name("file");
        assertThat(directory.openFile(file, READ).error()).isEqualTo(ELOOP);
        assertThat(directory.openFile(file, OVERWRITE).error()).isEqualTo(ELOOP);
        assertThat(directory.openFile(name("dangling"), OVERWRITE).error()).isEqualTo(ELOOP);
        assertThat(directory.enter(name("directory")).error()).isEqualTo(ENOTDIR);
        assertThat(directory.openDirectory(name("directory")).error()).isEqualTo(ENOTDIR);
        assertThat(directory.statusOf(file).value().type()).isEqualTo(NativeType.SYMBOLIC_LINK);
        assertThat(directory.readLink(file).value()).isEqualTo(name(guard.toString()));
        FileTime time = FileTime.fromMillis(5000);
        assertThat(directory.setTimesOf(file, Optional.of(time), Optional.of(time)))
                .isZero();
        assertThat(directory.link(file, directory, name("twin"))).isZero();
        assertThat(directory.statusOf(name("twin")).value().type()).isEqualTo(NativeType.SYMBOLIC_LINK);
        assertThat(directory.removeDirectory(name("directory"))).isEqualTo(ENOTDIR);
        assertThat(directory.makeDirectory(name("dangling"))).isPositive();
        assertThat(directory.removeFile(file)).isZero();
    }

    @Test
    void whatIsNeitherAFileNorADirectoryIsNotOpened() throws Exception {
        Process made = new ProcessBuilder("mkfifo", inside.resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(inside.resolve("socket")));
            for (Set<StandardOpenOption> options : Set.of(READ, OVERWRITE)) {
                assertThat(directory.openFile(name("pipe"), options).error()).isEqualTo(EACCES);
                assertThat(directory.openFile(name("socket"), options).error()).isEqualTo(EACCES);
            }
            assertThat(directory.openDirectory(name("pipe")).error()).isEqualTo(ENOTDIR);
            assertThat(directory.statusOf(name("pipe")).value().type()).isEqualTo(NativeType.FIFO);
            assertThat(directory.statusOf(name("socket")).value().type()).isEqualTo(NativeType.SOCKET);
        }
        NativeDirectory devices = NativeDirectory.open(Path.of("/dev")).value();
        assertThat(devices.openFile(name("zero"), READ).error()).isEqualTo(EACCES);
        assertThat(devices.statusOf(name("zero")).value().type()).isEqualTo(NativeType.CHARACTER_DEVICE);
        devices.close();
        assertThat(directory.readLink(name("pipe")).error()).isEqualTo(EINVAL);
        Files.createDirectory(inside.resolve("directory"));
        assertThat(directory.openFile(name("directory"), READ).error()).isEqualTo(EISDIR);
    }

    /** Between any two calls, and inside of each, the directory is now itself and now a link that leads outside. */
    @Test
    void aDirectoryThatIsSwappedWithALinkNeverLeadsOutside() throws Exception {
        Path real = Files.createDirectory(inside.resolve("real"));
        Files.writeString(real.resolve("guard"), "harmless");
        Files.createSymbolicLink(inside.resolve("link"), outside);
        try (Swapping swapping = new Swapping(inside.resolve("real"), inside.resolve("link"), inside.resolve("at"))) {
            int entered = 0;
            for (int round = 0; round < ROUNDS || entered == 0; round++) {
                entered += visit(round);
            }
            assertThat(swapping.rounds()).isPositive();
        }
    }

    private int visit(int round) {
        Outcome<NativeDirectory> entered = directory.enter(name("at"));
        if (entered.error() != 0) {
            assertThat(entered.error()).isIn(ENOENT, ENOTDIR);
            return 0;
        }
        NativeDirectory at = entered.value();
        NativeFile file = at.openFile(name("guard"), READ).value();
        assertThat(read(file)).isEqualTo("harmless");
        file.close();
        assertThat(at.makeDirectory(name("made" + round))).isZero();
        assertThat(at.removeDirectory(name("made" + round))).isZero();
        at.close();
        return 1;
    }

    @Test
    void aFileThatIsSwappedWithALinkOrAPipeIsOpenedAsItselfOnly() throws Exception {
        Files.writeString(inside.resolve("real"), "harmless");
        Files.createSymbolicLink(inside.resolve("link"), guard);
        Process made = new ProcessBuilder("mkfifo", inside.resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        try (Swapping swapping = new Swapping(
                inside.resolve("real"), inside.resolve("link"), inside.resolve("pipe"), inside.resolve("at"))) {
            int opened = 0;
            for (int round = 0; round < ROUNDS || opened == 0; round++) {
                Outcome<NativeFile> file = directory.openFile(name("at"), Set.of(StandardOpenOption.READ, WRITE));
                if (file.error() == 0) {
                    opened++;
                    assertThat(read(file.value())).isEqualTo("harmless");
                    assertThat(file.value().writeAt(direct("harmless"), 0)).isEqualTo(8);
                    file.value().close();
                } else {
                    assertThat(file.error()).isIn(ENOENT, ELOOP, EACCES);
                }
            }
            assertThat(swapping.rounds()).isPositive();
        }
    }

    /** Gives a name to one file after another, as fast as it can. */
    private static final class Swapping implements AutoCloseable {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final CompletableFuture<Void> swapping;
        private volatile int rounds;

        /** The last is the name that all get in turn. */
        Swapping(Path... files) {
            swapping = CompletableFuture.runAsync(() -> swap(files));
        }

        private void swap(Path... files) {
            Path name = files[files.length - 1];
            for (int round = 0; !ended.get(); round++) {
                Path file = files[round % (files.length - 1)];
                try {
                    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(name, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                rounds = round;
            }
        }

        int rounds() {
            return rounds;
        }

        @Override
        public void close() {
            ended.set(true);
            swapping.join();
        }
    }
}
