package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of compilations, and what is left of those that were killed. */
class ScratchTest {
    @TempDir
    Path parent;

    @Test
    void nothingIsLeftOfOneThatIsClosed() throws IOException {
        try (Scratch scratch = Scratch.in(parent)) {
            Files.createDirectory(scratch.directory().resolve("folder"));
            Files.writeString(scratch.directory().resolve("folder/file"), "text");
        }
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void oneInUseIsLeftAloneByThisProcess() throws IOException {
        try (Scratch first = Scratch.in(parent);
                Scratch second = Scratch.in(parent)) {
            assertThat(first.directory()).isDirectory();
            assertThat(second.directory()).isDirectory();
        }
    }

    @Test
    void oneInUseIsLeftAloneByOtherProcessesAndOneThatWasKilledIsRemoved() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        CompileOnce.classPath(),
                        Holder.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Path held = Path.of(holder.inputReader().readLine());
            try (Scratch beside = Scratch.in(parent)) {
                assertThat(beside.directory()).isDirectory();
                assertThat(held).isDirectory();
            }
            holder.destroyForcibly().waitFor();
            assertThat(held).isDirectory();
            try (Scratch later = Scratch.in(parent)) {
                assertThat(later.directory()).isDirectory();
                assertThat(held).doesNotExist();
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    /** A process that is killed with a directory in use. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            Scratch scratch = Scratch.in(Path.of(arguments[0]));
            Files.writeString(scratch.directory().resolve("guest.c"), "text");
            System.out.println(scratch.directory());
            System.in.read();
        }
    }
}
