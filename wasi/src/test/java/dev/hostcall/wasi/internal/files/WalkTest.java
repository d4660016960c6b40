package dev.hostcall.wasi.internal.files;

import static dev.hostcall.wasi.internal.files.World.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class WalkTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(names = {"NATIVE", "IN_MEMORY"})
    void noPathLeadsOutOfTheDirectory(World.Kind kind) throws Exception {
        try (World world = World.of(kind, Files.createDirectory(temporary.resolve("given")))) {
            Files.createDirectory(world.path("a"));
            world.link("up", "..");
            world.link("far", "a/../../given");
            world.link("absolute", world.path().toString());
            world.link("indirect", "absolute/a");
            for (String path : new String[] {
                "..",
                "../",
                "../given/a",
                "a/../..",
                "a/../../given/a",
                "/",
                "/a",
                "//a",
                "up/given",
                "up/",
                "far/a",
                "absolute/a",
                "indirect",
                "./../a",
                "a/./.././..",
                world.path("a").toString()
            }) {
                assertThat(failure(() -> world.directory().stat(path, Links.FOLLOW)))
                        .as(path)
                        .isEqualTo(Errno.NOTCAPABLE);
                assertThat(failure(() -> world.directory().createDirectory(path + "/x")))
                        .as(path)
                        .isEqualTo(Errno.NOTCAPABLE);
            }
            assertThat(failure(() -> world.directory().stat("up", Links.KEEP))).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void whatWasOpenedBelowIsALimitToo() throws Exception {
        try (World world = World.of(World.Kind.NATIVE, temporary)) {
            Files.createDirectories(world.path("a/b"));
            Directory opened = (Directory) world.directory().open(World.request("a", Access.NOTHING, How.DIRECTORY));
            assertThat(opened.stat("b/..", Links.KEEP).inode())
                    .isEqualTo(opened.stat().inode());
            assertThat(failure(() -> opened.stat("..", Links.KEEP))).isEqualTo(Errno.NOTCAPABLE);
            assertThat(failure(() -> opened.open(World.request("../a", Access.READ))))
                    .isEqualTo(Errno.NOTCAPABLE);
            opened.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIVE", "IN_MEMORY"})
    void linksThatStayInsideAreFollowed(World.Kind kind) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Files.createDirectories(world.path("a/b"));
            Files.writeString(world.path("a/b/file"), "x");
            world.link("into", "a//b/");
            world.link("a/back", "../into/./file");
            world.link("dangling", "into/none");
            Directory directory = world.directory();
            assertThat(directory.stat("into/../b/../../a/back", Links.FOLLOW).size())
                    .isEqualTo(1);
            assertThat(directory.stat("into/file", Links.KEEP).type()).isEqualTo(FileType.REGULAR_FILE);
            assertThat(directory.stat("into", Links.KEEP).type()).isEqualTo(FileType.SYMBOLIC_LINK);
            assertThat(directory.stat("into/", Links.KEEP).type()).isEqualTo(FileType.DIRECTORY);
            assertThat(failure(() -> directory.stat("a/back/", Links.KEEP))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.stat("a/back/x", Links.KEEP))).isEqualTo(Errno.NOTDIR);
            assertThat(failure(() -> directory.stat("dangling", Links.FOLLOW))).isEqualTo(Errno.NOENT);
            World.file(directory, "dangling", Access.WRITE, How.CREATE).close();
            assertThat(world.path("a/b/none")).exists();
        }
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, 40, SUCCESS", "NATIVE, 41, LOOP", "IN_MEMORY, 40, SUCCESS", "IN_MEMORY, 41, LOOP"})
    void soManyLinksAreFollowed(World.Kind kind, int links, Errno expected) throws Exception {
        try (World world = World.of(kind, temporary)) {
            Files.createFile(world.path("link0"));
            for (int i = 1; i <= links; i++) {
                world.link("link" + i, "link" + (i - 1));
            }
            assertThat(failure(() -> world.directory().stat("link" + links, Links.FOLLOW)))
                    .isEqualTo(expected);
            world.link("self", "self");
            assertThat(failure(() -> world.directory().stat("self/x", Links.KEEP)))
                    .isEqualTo(Errno.LOOP);
        }
    }

    @Test
    void aLongWayHoldsFewDirectories() throws Exception {
        try (World world = World.of(World.Kind.NATIVE, temporary)) {
            Files.createDirectories(world.path("d/".repeat(200)));
            long before = descriptors();
            Directory directory = world.directory();
            assertThat(failure(() -> directory.stat("d/".repeat(200), Links.KEEP)))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(failure(() -> directory.stat("d/".repeat(60) + "../".repeat(60), Links.KEEP)))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(failure(() -> directory.stat("d/".repeat(200) + "../".repeat(64), Links.KEEP)))
                    .isEqualTo(Errno.NAMETOOLONG);
            assertThat(failure(() -> directory.stat("d/".repeat(2048), Links.KEEP)))
                    .isEqualTo(Errno.NAMETOOLONG);
            assertThat(failure(() -> directory.stat("d/".repeat(100) + "../".repeat(40) + "x/y", Links.KEEP)))
                    .isEqualTo(Errno.NOENT);
            try (Folder folder = NativeFolder.open(world.path());
                    Walk walk = Walk.along(folder, "d/".repeat(200) + "x", Links.KEEP)) {
                assertThat(walk.name()).isEqualTo("x");
                assertThat(descriptors() - before).isEqualTo(65);
            }
        }
    }

    @Test
    void whateverAWalkMeetsItLetsGoOfEverything() throws Exception {
        try (World world = World.of(World.Kind.NATIVE, temporary)) {
            Files.createDirectories(world.path("a/b"));
            world.link("self", "self");
            long before = descriptors();
            for (String path :
                    new String[] {"a/b/none/x", "a/b/../../..", "a/../self/x", "a/b/n" + "n".repeat(255) + "/x"}) {
                for (int i = 0; i < 10; i++) {
                    assertThat(failure(() -> world.directory().stat(path, Links.FOLLOW)))
                            .isNotEqualTo(Errno.SUCCESS);
                }
            }
            assertThat(descriptors()).isEqualTo(before);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
