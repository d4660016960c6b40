package dev.hostcall.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CLibraryTest {
    @TempDir
    private Path directory;

    @Test
    void aProgramForMuslIsKnownByItsDynamicLinker() throws Exception {
        assertThat(CLibrary.isMusl(program("/lib/ld-musl-x86_64.so.1"))).isTrue();
        assertThat(CLibrary.isMusl(program("/lib/ld-musl-aarch64.so.1"))).isTrue();
    }

    @Test
    void thisJvmAndOtherProgramsAreNot() throws Exception {
        assertThat(CLibrary.isMusl()).isFalse();
        assertThat(CLibrary.isMusl(program("/lib64/ld-linux-x86-64.so.2"))).isFalse();
    }

    @Test
    void whatCannotBeReadIsNot() throws IOException {
        assertThat(CLibrary.isMusl(directory.resolve("missing"))).isFalse();
        assertThat(CLibrary.isMusl(Files.writeString(directory.resolve("script"), "#!/lib/ld-musl-x86_64.so.1\n")))
                .isFalse();
    }

    /** One that asks for a dynamic linker, which need not be there. */
    private Path program(String linker) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("main.c"), "int main(void) { return 0; }\n");
        Path program = directory.resolve("program");
        Process cc = new ProcessBuilder(
                        "cc", "-o", program.toString(), "-Wl,--dynamic-linker=" + linker, source.toString())
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).isZero();
        return program;
    }
}
