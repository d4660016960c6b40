package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.wasi.internal.descriptor.Errno;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of the embedder's that fail, and what the guest is told. */
final class StreamFailuresTest {
    private static final int IO = 29;
    private static final int PIPE = 64;

    private final WasiBuilder builder = Wasi.builder();

    static Stream<Exception> failures() {
        return Stream.of(new IOException("gone"), new IllegalStateException("gone"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anInputThatFailsIsAnError(Exception failure) {
        builder.stdin(new InputStream() {
            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (failure instanceof IOException e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
        });
        assertThat(Programs.run(builder, "cat")).isEqualTo(IO);
    }

    @Test
    void anOutputWhoseReaderHasGoneIsABrokenPipe() {
        builder.stdin(new ByteArrayInputStream(new byte[1])).stdout(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertThat(Programs.run(builder, "cat")).isEqualTo(PIPE);
    }

    @Test
    void aVeryLongLineComesInPieces() {
        List<String> lines = new ArrayList<>();
        byte[] text = ("x".repeat(100_000) + "\nend\n").getBytes(UTF_8);
        Programs.succeed(builder.stdin(new ByteArrayInputStream(text)).stdoutLines(lines::add), "cat");
        assertThat(lines).extracting(String::length).containsExactly(64 << 10, 100_000 - (64 << 10), 3);
    }

    @Test
    void exceptionsOfJavaHaveNumbersOfTheirOwn() {
        assertThat(Errno.of(new NoSuchFileException("x"))).isEqualTo(Errno.NOENT);
        assertThat(Errno.of(new AccessDeniedException("x"))).isEqualTo(Errno.ACCES);
        assertThat(Errno.of(new ReadOnlyFileSystemException())).isEqualTo(Errno.ROFS);
        assertThat(Errno.of(new UnsupportedOperationException())).isEqualTo(Errno.NOTSUP);
        assertThat(Errno.of(new IOException("whatever"))).isEqualTo(Errno.IO);
    }

    @Test
    void theNumbersAreThoseOfWasi() {
        assertThat(Errno.values()).hasSize(77);
        assertThat(List.of(
                        Errno.SUCCESS,
                        Errno.TOO_BIG,
                        Errno.BADF,
                        Errno.FAULT,
                        Errno.INVAL,
                        Errno.NOSYS,
                        Errno.NOTCAPABLE))
                .extracting(Enum::ordinal)
                .containsExactly(0, 1, 8, 21, 28, 52, 76);
    }
}
