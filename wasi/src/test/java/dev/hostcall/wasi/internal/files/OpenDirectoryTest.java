package dev.hostcall.wasi.internal.files;

import static dev.hostcall.wasi.internal.files.World.bytes;
import static dev.hostcall.wasi.internal.files.World.failure;
import static dev.hostcall.wasi.internal.files.World.file;
import static dev.hostcall.wasi.internal.files.World.read;
import static dev.hostcall.wasi.internal.files.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenFile.Whence;
import dev.hostcall.wasi.internal.descriptor.OpenRequest;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import dev.hostcall.wasi.internal.files.World.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on every file system. */
final class OpenDirectoryTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void filesAreMadeWrittenReadCutAndRemoved(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Directory directory = world.directory();
            assertThat(failure(() -> file(directory, "f", Access.READ))).isEqualTo(Errno.NOENT);
            OpenFile file = file(directory, "f", Access.READ_WRITE, How.CREATE, How.EXCLUSIVE);
            assertThat(file.write(bytes("0123456789"))).isEqualTo(10);
            assertThat(file.seek(-4, Whence.CUR)).isEqualTo(6);
            assertThat(read(file)).isEqualTo("6789");
            assertThat(file.writeAt(bytes("x"), 0)).isEqualTo(1);
            assertThat(file.seek(0, Whence.CUR)).isEqualTo(10);
            assertThat(failure(() -> file.seek(-11, Whence.END))).isEqualTo(Errno.INVAL);
            file.setSize(3);
            file.allocate(2, 3);
            file.sync(OpenFile.Synced.DATA);
            file.advise(0, 0, OpenFile.Advice.DONTNEED);
            assertThat(file.stat().size()).isEqualTo(5);
            file.close();
            assertThat(Files.readString(world.path("f"))).isEqualTo("x12\0\0");
            assertThat(failure(() -> file(directory, "f", Access.READ, How.CREATE, How.EXCLUSIVE)))
                    .isEqualTo(Errno.EXIST);
            file(directory, "f", Access.NOTHING, How.TRUNCATE).close();
            assertThat(directory.stat("f", Links.KEEP).size()).isZero();
            directory.unlinkFile("f");
            assertThat(world.path("f")).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsUsedForWhatItWasOpenedForOnly(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Files.writeString(world.path("f"), "abc");
            OpenFile reads = file(world.directory(), "f", Access.READ);
            assertThat(failure(() -> reads.write(bytes("x")))).isEqualTo(Errno.BADF);
            assertThat(failure(() -> reads.setSize(0))).isIn(Errno.BADF, Errno.INVAL);
            reads.close();
            OpenFile writes = file(world.directory(), "f", Access.WRITE);
            assertThat(failure(() -> read(writes))).isEqualTo(Errno.BADF);
            writes.close();
            assertThat(Files.readString(world.path("f"))).isEqualTo("abc");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAppendsWritesAtTheEndAsLongAsItDoes(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            OpenFile file = World.appending(world.directory(), "f");
            file.write(bytes("one"));
            file.seek(0, Whence.SET);
            file.write(bytes("two"));
            file.setFlags(Set.of(FdFlag.NONBLOCK));
            file.seek(0, Whence.SET);
            file.write(bytes("O"));
            file.setFlags(EnumSet.of(FdFlag.APPEND));
            file.write(bytes("."));
            assertThat(failure(() -> file.setFlags(Set.of(FdFlag.SYNC)))).isEqualTo(Errno.NOTSUP);
            file.close();
            assertThat(Files.readString(world.path("f"))).isEqualTo("Onetwo.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void directoriesAreOpenedToBeListedAndNotToBeWritten(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Files.createDirectories(world.path("a/b"));
            Files.writeString(world.path("a/f"), "x");
            Directory directory = world.directory();
            for (String path : List.of("a", "a/", "a///", "a/.", "./a/b/..")) {
                Descriptor opened = directory.open(request(path, Access.READ, How.DIRECTORY));
                assertThat(((Directory) opened).entries())
                        .extracting(DirectoryEntry::name, DirectoryEntry::type)
                        .containsExactlyInAnyOrder(
                                tuple(".", FileType.DIRECTORY),
                                tuple("..", FileType.DIRECTORY),
                                tuple("b", FileType.DIRECTORY),
                                tuple("f", FileType.REGULAR_FILE));
                opened.close();
                directory.open(request(path, Access.NOTHING)).close();
                assertThat(failure(() -> directory.open(request(path, Access.WRITE))))
                        .isEqualTo(Errno.ISDIR);
                assertThat(failure(() -> directory.open(request(path, Access.READ, How.CREATE))))
                        .isEqualTo(Errno.ISDIR);
                assertThat(failure(() -> directory.open(request(path, Access.READ, How.CREATE, How.EXCLUSIVE))))
                        .isEqualTo(Errno.EXIST);
            }
            for (String path : List.of("a/f/", "a/f/.", "a/f/b", "a/f/..")) {
                assertThat(failure(() -> directory.open(request(path, Access.READ))))
                        .isEqualTo(Errno.NOTDIR);
            }
            assertThat(failure(() -> directory.open(request("a/f", Access.READ, How.DIRECTORY))))
                    .isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.open(request("c", Access.READ, How.DIRECTORY, How.CREATE))))
                    .isEqualTo(Errno.INVAL);
        }
    }

    /** The number of the directory above would be of one that the guest was not given. */
    @ParameterizedTest
    @EnumSource
    void theDirectoryAboveHasTheNumberOfThisOne(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            long own = world.directory().stat().inode();
            assertThat(world.directory().entries())
                    .extracting(DirectoryEntry::name, DirectoryEntry::inode)
                    .containsExactlyInAnyOrder(tuple(".", own), tuple("..", own));
        }
    }

    @ParameterizedTest
    @EnumSource
    void timesAreSet(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Files.createFile(world.path("f"));
            FileTimes times = new FileTimes(OptionalLong.empty(), OptionalLong.of(5_000_000_001L));
            Directory directory = world.directory();
            directory.setTimes("f", Links.KEEP, times);
            directory.setTimes(times);
            assertThat(directory.stat("f", Links.KEEP).modified()).isEqualTo(5_000_000_001L);
            assertThat(directory.stat("f", Links.KEEP).accessed()).isGreaterThan(5_000_000_001L);
            assertThat(directory.stat(".", Links.KEEP).modified()).isEqualTo(5_000_000_001L);
            assertThat(failure(() -> directory.setTimes("f/", Links.KEEP, times)))
                    .isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.setTimes("none", Links.KEEP, times)))
                    .isEqualTo(Errno.NOENT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIVE", "IN_MEMORY"})
    void onlyDirectoriesHaveNamesWithASlashBehindThem(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Directory directory = world.directory();
            directory.createDirectory("d/");
            Files.createFile(world.path("f"));
            assertThat(failure(() -> directory.symlink("x", "none/"))).isEqualTo(Errno.NOENT);
            assertThat(failure(() -> directory.symlink("x", "f/"))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.symlink("x", "d/"))).isEqualTo(Errno.EXIST);
            assertThat(failure(() -> directory.symlink("x", "d"))).isEqualTo(Errno.EXIST);
            assertThat(failure(() -> directory.symlink("/x", "s"))).isEqualTo(Errno.NOTCAPABLE);
            assertThat(failure(() -> directory.link("f", Links.KEEP, directory, "g/")))
                    .isEqualTo(Errno.NOENT);
            assertThat(failure(() -> directory.unlinkFile("f/"))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.unlinkFile("d/"))).isEqualTo(Errno.ISDIR);
            assertThat(failure(() -> directory.removeDirectory("f/"))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.rename("f/", directory, "g"))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.rename("f", directory, "g/"))).isEqualTo(Errno.NOTDIR);
            directory.rename("d/", directory, "e/");
            assertThat(world.path("e")).isDirectory();
            directory.removeDirectory("e/");
            assertThat(world.path("e")).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIVE", "IN_MEMORY"})
    void aNameIsTakenFromWhatIsOfTheSameKindOnly(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Directory directory = world.directory();
            Files.createDirectories(world.path("d/inner"));
            Files.createDirectory(world.path("empty"));
            Files.writeString(world.path("f"), "f");
            Files.writeString(world.path("g"), "g");
            assertThat(failure(() -> directory.rename("empty", directory, "d"))).isEqualTo(Errno.NOTEMPTY);
            assertThat(failure(() -> directory.rename("f", directory, "d"))).isEqualTo(Errno.ISDIR);
            assertThat(failure(() -> directory.rename("d", directory, "f"))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.rename("none", directory, "f"))).isEqualTo(Errno.NOENT);
            assertThat(failure(() -> directory.rename("d/.", directory, "x"))).isEqualTo(Errno.BUSY);
            assertThat(failure(() -> directory.removeDirectory("d"))).isEqualTo(Errno.NOTEMPTY);
            assertThat(failure(() -> directory.removeDirectory("f"))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.unlinkFile("d"))).isEqualTo(Errno.ISDIR);
            assertThat(failure(() -> directory.createDirectory("f"))).isEqualTo(Errno.EXIST);
            assertThat(failure(() -> directory.createDirectory("."))).isEqualTo(Errno.EXIST);
            directory.rename("f", directory, "g");
            directory.rename("d", directory, "empty");
            assertThat(Files.readString(world.path("g"))).isEqualTo("f");
            assertThat(world.path("empty/inner")).isDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIVE", "IN_MEMORY"})
    void linksAreMadeReadAndNotFollowedUnlessThatIsAskedFor(Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Directory directory = world.directory();
            Files.writeString(world.path("f"), "f");
            directory.symlink("f", "s");
            assertThat(directory.readLink("s")).isEqualTo("f");
            assertThat(failure(() -> directory.readLink("f"))).isEqualTo(Errno.INVAL);
            assertThat(failure(() -> directory.readLink("none"))).isEqualTo(Errno.NOENT);
            directory.link("s", Links.FOLLOW, directory, "twin");
            assertThat(Files.readString(world.path("twin"))).isEqualTo("f");
            assertThat(Files.isSymbolicLink(world.path("twin"))).isFalse();
            assertThat(failure(() -> directory.link("f", Links.KEEP, directory, "s")))
                    .isEqualTo(Errno.EXIST);
            assertThat(failure(() -> directory.link(".", Links.KEEP, directory, "x")))
                    .isEqualTo(Errno.PERM);
            assertThat(failure(() -> directory.open(new OpenRequest("s", Links.KEEP, Set.of(), Access.READ, Set.of()))))
                    .isEqualTo(Errno.LOOP);
            directory.unlinkFile("s");
            assertThat(world.path("f")).exists();
        }
    }
}
