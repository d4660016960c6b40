package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in C with directories. */
final class DirectoriesTest {
    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();
    private final WasiBuilder builder = Wasi.builder().stdoutLines(lines::add);

    @Test
    void aProgramUsesFilesOfTheHost() throws IOException {
        Programs.succeed(builder.preopen(directory, "/data"), "files", "/data");
        assertThat(lines).containsExactly("second", "19 bytes", "four is two", "5 names");
        assertThat(directory.resolve("notes")).isEmptyDirectory();
    }

    @Test
    void aProgramUsesFilesInMemory() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path work = memory.getPath("/work");
            Programs.succeed(builder.preopen(work, "/", PreopenOption.TRUSTED), "files", "/");
            assertThat(lines).containsExactly("second", "19 bytes", "four is two", "5 names");
            assertThat(work.resolve("notes")).isEmptyDirectory();
        }
    }

    @Test
    void whatIsReadOnlyIsReadAndNotWritten() throws IOException {
        Files.writeString(directory.resolve("kept"), "as it was");
        builder.preopen(directory, "/", PreopenOption.READ_ONLY);
        Programs.succeed(builder, "show", "/kept");
        assertThat(Programs.run(builder, "store", "/kept", "changed")).isEqualTo(1);
        assertThat(Programs.run(builder, "store", "/new", "made")).isEqualTo(1);
        assertThat(lines).containsExactly("as it was", "Capabilities insufficient", "Capabilities insufficient");
        assertThat(directory.resolve("kept")).hasContent("as it was");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void noPathLeadsOut() throws IOException {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(inside.resolve("link"), directory.resolve("secret"));
        Files.createSymbolicLink(inside.resolve("up"), Path.of(".."));
        builder.preopen(inside, "/");
        for (String path : List.of(
                "/../secret", "/link", "/up/secret", directory.resolve("secret").toString())) {
            assertThat(Programs.run(builder, "show", path)).isEqualTo(1);
        }
        assertThat(lines).hasSize(4).doesNotContain("secret");
    }

    @Test
    void theDiskQuotaHolds() {
        builder.preopen(directory, "/").diskQuota(4096 + 5);
        Programs.succeed(builder, "store", "/five", "12345");
        assertThat(Programs.run(builder, "store", "/six", "123456")).isEqualTo(1);
        assertThat(lines).containsExactly("Quota exceeded");
    }

    @Test
    void aDirectoryThatIsNotThereIsSaidWhenTheGuestIsBuilt() {
        builder.preopen(directory.resolve("missing"), "/");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("missing");
    }

    @Test
    void aTreeThatCannotBeHeldHasToBeTrusted() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.windows())) {
            builder.preopen(memory.getPath("C:\\work"), "/");
            assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("trusted");
        }
    }

    @Test
    void aDirectoryNeedsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.preopen(directory, ""))
                .withMessageEndingWith("has an empty name for the guest; call it \"/\", say");
    }
}
