package dev.hostcall.runtime.spi.files;

import static dev.hostcall.runtime.spi.files.Linux.EBADF;
import static dev.hostcall.runtime.spi.files.Linux.EEXIST;
import static dev.hostcall.runtime.spi.files.Linux.EINVAL;
import static dev.hostcall.runtime.spi.files.Linux.ENAMETOOLONG;
import static dev.hostcall.runtime.spi.files.Linux.ENOENT;
import static dev.hostcall.runtime.spi.files.Linux.ENOTDIR;
import static dev.hostcall.runtime.spi.files.Linux.ENOTEMPTY;
import static dev.hostcall.runtime.spi.files.Linux.READ;
import static dev.hostcall.runtime.spi.files.Linux.name;
import static dev.hostcall.runtime.spi.files.Linux.open;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NativeDirectoryTest {
    @TempDir
    Path path;

    private NativeDirectory directory;

    @BeforeEach
    void begin() {
        directory = NativeDirectory.open(path).value();
    }

    @AfterEach
    void end() {
        directory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "../a", "/etc", "a\0", "a/"})
    void aNameThatCouldLeadElsewhereIsRefusedByAllMethods(String text) throws Exception {
        Files.createDirectory(path.resolve("a"));
        byte[] name = name(text);
        byte[] good = name("good");
        assertThat(Stream.of(
                                directory.openDirectory(name),
                                directory.enter(name),
                                directory.openFile(name, READ),
                                directory.statusOf(name),
                                directory.readLink(name))
                        .map(Outcome::error))
                .containsOnly(EINVAL);
        assertThat(IntStream.of(
                        directory.makeDirectory(name),
                        directory.removeFile(name),
                        directory.removeDirectory(name),
                        directory.rename(name, directory, good),
                        directory.rename(good, directory, name),
                        directory.link(name, directory, good),
                        directory.link(good, directory, name),
                        directory.makeSymbolicLink(good, name),
                        directory.setTimesOf(name, Optional.empty(), Optional.empty())))
                .containsOnly(EINVAL);
    }

    @Test
    void aNameHasAtMost255Bytes() {
        assertThat(directory.makeDirectory(name("n".repeat(255)))).isZero();
        assertThat(directory.makeDirectory(name("n".repeat(256)))).isEqualTo(ENAMETOOLONG);
        assertThat(directory.makeSymbolicLink(name("n".repeat(4096)), name("link")))
                .isEqualTo(ENAMETOOLONG);
    }

    @Test
    void directoriesAreMadeEnteredRenamedAndRemoved() {
        assertThat(directory.makeDirectory(name("outer"))).isZero();
        assertThat(directory.makeDirectory(name("outer"))).isEqualTo(EEXIST);
        NativeDirectory outer = directory.enter(name("outer")).value();
        assertThat(outer.makeDirectory(name("inner"))).isZero();
        assertThat(outer.sync()).isEqualTo(EBADF);
        assertThat(directory.removeDirectory(name("outer"))).isEqualTo(ENOTEMPTY);
        assertThat(outer.rename(name("inner"), directory, name("moved"))).isZero();
        assertThat(directory.removeDirectory(name("outer"))).isZero();
        assertThat(outer.makeDirectory(name("inner"))).isEqualTo(ENOENT);
        assertThat(path.resolve("moved")).isDirectory();
        outer.close();
    }

    @Test
    void filesAreLinkedRenamedAndRemoved() throws Exception {
        open(directory, "file", CREATE).close();
        assertThat(directory.link(name("file"), directory, name("twin"))).isZero();
        assertThat(directory.statusOf(name("twin")).value().links()).isEqualTo(2);
        assertThat(directory.rename(name("twin"), directory, name("other"))).isZero();
        assertThat(directory.removeDirectory(name("file"))).isEqualTo(ENOTDIR);
        assertThat(directory.removeFile(name("file"))).isZero();
        assertThat(directory.statusOf(name("file")).error()).isEqualTo(ENOENT);
        FileTime time = FileTime.fromMillis(1);
        assertThat(directory.setTimesOf(name("other"), Optional.of(time), Optional.of(time)))
                .isZero();
        assertThat(Files.getLastModifiedTime(path.resolve("other"))).isEqualTo(time);
    }

    @Test
    void itIsOpenedOnceMoreAndItsOwnStatusIsKnown() {
        NativeDirectory again = directory.reopen().value();
        directory.close();
        assertThat(directory.status().error()).isEqualTo(EBADF);
        assertThat(again.status().value().type()).isEqualTo(NativeType.DIRECTORY);
        FileTime time = FileTime.fromMillis(-1);
        assertThat(again.setTimes(Optional.of(time), Optional.of(time))).isZero();
        assertThat(again.status().value().modified()).isEqualTo(-1_000_000);
        assertThat(again.sync()).isZero();
        again.close();
    }

    @Test
    void everythingInItIsListedOnceAndFromAnyCookieOn() throws Exception {
        List<String> expected = new ArrayList<>(List.of(".", ".."));
        for (int i = 0; i < 1000; i++) {
            expected.add("a name that is not short " + i);
            Files.createFile(path.resolve(expected.get(i + 2)));
        }
        List<NativeEntry> all = listFrom(0);
        assertThat(all.stream().map(NativeDirectoryTest::text)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(listFrom(all.get(700).next()).stream().map(NativeDirectoryTest::text))
                .containsExactlyElementsOf(
                        all.stream().skip(701).map(NativeDirectoryTest::text).toList());
        NativeEntry last = all.get(1001);
        assertThat(last.inode())
                .isEqualTo(directory.statusOf(last.name()).value().inode());
        assertThat(last.type()).isIn(NativeType.REGULAR_FILE, NativeType.DIRECTORY);
    }

    private List<NativeEntry> listFrom(long cookie) {
        List<NativeEntry> all = new ArrayList<>();
        List<NativeEntry> some = directory.list(cookie).value();
        while (!some.isEmpty()) {
            all.addAll(some);
            some = directory.list(some.get(some.size() - 1).next()).value();
        }
        return all;
    }

    private static String text(NativeEntry entry) {
        return new String(entry.name(), StandardCharsets.UTF_8);
    }

    @Test
    void namesAreBytesInNoEncodingAndMayBeARootsName() throws Exception {
        byte[] name = {'x', (byte) 0xff, '%', ' ', (byte) 0xc3};
        assertThat(directory.makeDirectory(name)).isZero();
        assertThat(listFrom(0)).anySatisfy(entry -> assertThat(entry.name()).isEqualTo(name));
        try (Stream<Path> found = Files.list(path)) {
            NativeDirectory root =
                    NativeDirectory.open(found.findAny().orElseThrow()).value();
            open(root, "file", CREATE).close();
            root.close();
        }
        assertThat(directory.removeDirectory(name)).isEqualTo(ENOTEMPTY);
    }

    @Test
    void aRootIsADirectoryOfTheDefaultFileSystem() throws Exception {
        Path file = Files.createFile(path.resolve("file"));
        assertThat(NativeDirectory.open(file).error()).isEqualTo(ENOTDIR);
        assertThat(NativeDirectory.open(path.resolve("none")).error()).isEqualTo(ENOENT);
        URI archive = URI.create("jar:" + path.resolve("a.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            assertThatThrownBy(() -> NativeDirectory.open(other.getPath("/")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be of the default file system");
        }
    }
}
