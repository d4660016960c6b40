package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in C that use files: of the host's, and in memory. */
final class FilesTest {
    private final List<String> lines = new ArrayList<>();
    private final WasiBuilder builder = Wasi.builder().stdoutLines(lines::add);

    @TempDir
    Path root;

    private int run(String... arguments) {
        GuestModule program = Programs.c("files.c");
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("files", arguments).build();
                Instance instance = region.newInstance(program, wasi.imports())) {
            return Wasi.run(instance);
        }
    }

    private void requireSuccess(int failures) {
        assertThat(lines).isEmpty();
        assertThat(failures).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contents", "times", "directories", "links"})
    void aProgramUsesFilesOfTheHost(String what) {
        builder.preopen(root, "/");
        requireSuccess(run(what));
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contents", "times", "directories"})
    void aProgramUsesFilesInMemory(String what) throws Exception {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path given = Files.createDirectory(memory.getPath("/given"));
            builder.preopen(given, "/", PreopenOption.TRUSTED);
            requireSuccess(run(what));
            assertThat(given).isEmptyDirectory();
        }
    }

    @Test
    void severalDirectoriesAreOneTreeToTheProgram() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        Path kept = Files.createDirectory(root.resolve("kept"));
        builder.preopen(data, "/data").preopen(kept, "/data/kept", PreopenOption.READ_ONLY);
        assertThat(run("make", "/data/a", "/data/kept/a", "/data/kept/../a")).isZero();
        assertThat(lines).first().asString().isEqualTo("/data/a: made");
        assertThat(lines).element(1).asString().startsWith("/data/kept/a: ").doesNotEndWith("made");
        assertThat(data.resolve("a")).isDirectory();
        assertThat(kept).isEmptyDirectory();
    }

    @Test
    void aLargeFileIsWrittenAndReadBack() {
        builder.preopen(root, "/");
        requireSuccess(run("large", "8"));
    }
}
