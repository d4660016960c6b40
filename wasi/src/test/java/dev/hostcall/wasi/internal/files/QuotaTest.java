package dev.hostcall.wasi.internal.files;

import static dev.hostcall.wasi.internal.files.World.bytes;
import static dev.hostcall.wasi.internal.files.World.failure;
import static dev.hostcall.wasi.internal.files.World.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import dev.hostcall.wasi.internal.files.World.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuotaTest {
    @TempDir
    Path temporary;

    @Test
    void filesGrowAsFarAsTheQuotaGoesHoweverTheyDo() throws Exception {
        try (World world = World.of(Kind.NATIVE, temporary, new Quota(Quota.NAME + 100))) {
            OpenFile file = file(world.directory(), "f", Access.READ_WRITE, How.CREATE);
            file.setSize(60);
            file.allocate(50, 30);
            file.writeAt(bytes("x".repeat(20)), 80);
            assertThat(failure(() -> file.writeAt(bytes("x"), 100))).isEqualTo(Errno.DQUOT);
            assertThat(failure(() -> file.setSize(101))).isEqualTo(Errno.DQUOT);
            assertThat(failure(() -> file.allocate(0, 101))).isEqualTo(Errno.DQUOT);
            assertThat(file.write(bytes("over what is there"))).isEqualTo(18);
            assertThat(failure(() -> file(world.directory(), "g", Access.WRITE, How.CREATE)))
                    .isEqualTo(Errno.DQUOT);
            file.setSize(10);
            assertThat(file.writeAt(bytes("x".repeat(90)), 10)).isEqualTo(90);
            file.close();
            assertThat(world.path("f")).hasSize(100);
        }
    }

    @Test
    void whatAppendsCountsFromTheEndOfTheFile() throws Exception {
        try (World world = World.of(Kind.NATIVE, temporary, new Quota(Quota.NAME + 5))) {
            OpenFile file = World.appending(world.directory(), "f");
            file.write(bytes("abc"));
            file.seek(0, OpenFile.Whence.SET);
            assertThat(failure(() -> file.write(bytes("def")))).isEqualTo(Errno.DQUOT);
            file.write(bytes("de"));
            file.close();
            assertThat(world.path("f")).hasContent("abcde");
        }
    }

    @Test
    void namesCountSoThatNotEvenEmptyFilesAreWithoutEnd() throws Exception {
        try (World world = World.of(Kind.NATIVE, temporary, new Quota(4 * Quota.NAME))) {
            Directory directory = world.directory();
            directory.createDirectory("d");
            directory.symlink("d", "s");
            file(directory, "f", Access.WRITE, How.CREATE).close();
            directory.link("f", Links.KEEP, directory, "g");
            assertThat(failure(() -> directory.createDirectory("e"))).isEqualTo(Errno.DQUOT);
            assertThat(failure(() -> directory.symlink("d", "t"))).isEqualTo(Errno.DQUOT);
            assertThat(failure(() -> directory.link("f", Links.KEEP, directory, "h")))
                    .isEqualTo(Errno.DQUOT);
            directory.removeDirectory("d");
            assertThat(failure(() -> directory.createDirectory("s"))).isEqualTo(Errno.EXIST);
            directory.createDirectory("d");
            directory.rename("f", directory, "g");
            assertThat(failure(() -> directory.createDirectory("e"))).isEqualTo(Errno.DQUOT);
            directory.rename("s", directory, "g");
            directory.createDirectory("e");
        }
    }

    @Test
    void whatIsTakenAwayMayBeAddedAgainOnceNobodyHasItOpen() throws Exception {
        Files.writeString(temporary.resolve("old"), "x".repeat(1000));
        try (World world = World.of(Kind.NATIVE, temporary, new Quota(2 * Quota.NAME))) {
            Directory directory = world.directory();
            OpenFile old = file(directory, "old", Access.READ_WRITE);
            directory.unlinkFile("old");
            OpenFile file = file(directory, "new", Access.WRITE, How.CREATE);
            file.setSize(2 * Quota.NAME);
            assertThat(failure(() -> file.setSize(2 * Quota.NAME + 1))).isEqualTo(Errno.DQUOT);
            old.close();
            old.close();
            file.setSize(2 * Quota.NAME + 1000);
            assertThat(failure(() -> file.setSize(2 * Quota.NAME + 1001))).isEqualTo(Errno.DQUOT);
            file.close();
            file(directory, "new", Access.WRITE, How.TRUNCATE).close();
            assertThat(failure(() -> directory.createDirectory("d"))).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void aQuotaIsNotNegative() {
        assertThatThrownBy(() -> new Quota(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the disk quota is -1 bytes; it must be at least 0");
    }
}
