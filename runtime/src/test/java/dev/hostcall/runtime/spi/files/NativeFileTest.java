package dev.hostcall.runtime.spi.files;

import static dev.hostcall.runtime.spi.files.Linux.EBADF;
import static dev.hostcall.runtime.spi.files.Linux.EINVAL;
import static dev.hostcall.runtime.spi.files.Linux.direct;
import static dev.hostcall.runtime.spi.files.Linux.name;
import static dev.hostcall.runtime.spi.files.Linux.open;
import static dev.hostcall.runtime.spi.files.Linux.read;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.spi.files.NativeFile.Advice;
import dev.hostcall.runtime.spi.files.NativeFile.Origin;
import dev.hostcall.runtime.spi.files.NativeFile.Writes;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeFileTest {
    private static final int ROUNDS = 2000;

    @TempDir
    Path path;

    private NativeDirectory directory;

    @BeforeEach
    void begin() throws Exception {
        directory = NativeDirectory.open(path).value();
        Files.writeString(path.resolve("file"), "0123456789");
    }

    @AfterEach
    void end() {
        directory.close();
    }

    @Test
    void whatIsWrittenIsReadFromThePositionOn() {
        NativeFile file = open(directory, "new", READ, WRITE, CREATE_NEW);
        assertThat(file.write(direct("one two"))).isEqualTo(7);
        assertThat(read(file)).isEmpty();
        assertThat(file.seek(-3, Origin.POSITION)).isEqualTo(4);
        assertThat(read(file)).isEqualTo("two");
        assertThat(file.seek(-1, Origin.BEGINNING)).isEqualTo(-EINVAL);
        assertThat(file.seek(-7, Origin.END)).isZero();
        assertThat(read(file)).isEqualTo("one two");
        file.close();
    }

    @Test
    void elsewhereIsReadAndWrittenWithoutThePosition() throws Exception {
        NativeFile file = open(directory, "file", READ, WRITE);
        ByteBuffer two = ByteBuffer.allocateDirect(2);
        assertThat(file.readAt(two, 8)).isEqualTo(2);
        assertThat(two.flip()).isEqualTo(direct("89"));
        assertThat(file.readAt(ByteBuffer.allocateDirect(2), 10)).isZero();
        assertThat(file.readAt(ByteBuffer.allocateDirect(2), -1)).isEqualTo(-EINVAL);
        assertThat(file.writeAt(direct("xy"), 4)).isEqualTo(2);
        assertThat(read(file)).isEqualTo("0123xy6789");
        file.close();
    }

    @Test
    void aBufferIsUsedFromItsPositionToItsLimit() {
        NativeFile file = open(directory, "file", READ);
        ByteBuffer into = ByteBuffer.allocateDirect(10).position(3).limit(5);
        assertThat(file.read(into)).isEqualTo(2);
        assertThat(into.position()).isEqualTo(5);
        assertThat(into.clear().get(3)).isEqualTo((byte) '0');
        assertThat(into.get(5)).isZero();
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be direct");
        file.close();
    }

    @Test
    void writesGoToTheEndAsLongAsTheFileAppends() throws Exception {
        NativeFile file = open(directory, "file", WRITE, APPEND);
        assertThat(file.write(direct("a"))).isEqualTo(1);
        assertThat(file.seek(0, Origin.POSITION)).isEqualTo(11);
        assertThat(file.setWrites(Writes.AT_POSITION)).isZero();
        file.seek(0, Origin.BEGINNING);
        file.write(direct("b"));
        assertThat(file.setWrites(Writes.AT_END)).isZero();
        file.write(direct("c"));
        assertThat(Files.readString(path.resolve("file"))).isEqualTo("b123456789ac");
        file.close();
    }

    @Test
    void aFileIsOpenedForWhatWasAskedOnly() {
        NativeFile reads = open(directory, "file", READ);
        assertThat(reads.write(direct("x"))).isEqualTo(-EBADF);
        reads.close();
        NativeFile writes = open(directory, "file", WRITE);
        assertThat(writes.read(ByteBuffer.allocateDirect(1))).isEqualTo(-EBADF);
        writes.close();
        assertThatThrownBy(() -> directory.openFile(name("file"), Set.of(DELETE_ON_CLOSE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("found option DELETE_ON_CLOSE; expected some of ");
    }

    @Test
    void aFileIsCutEvenIfItIsOnlyRead() throws Exception {
        open(directory, "file", READ, TRUNCATE_EXISTING).close();
        assertThat(path.resolve("file")).isEmptyFile();
        open(directory, "made", CREATE).close();
        assertThat(path.resolve("made")).isEmptyFile();
    }

    @Test
    void itsSizeAndItsTimesAreSet() throws Exception {
        NativeFile file = open(directory, "file", WRITE);
        assertThat(file.resize(3)).isZero();
        assertThat(file.allocate(2, 5)).isZero();
        assertThat(file.allocate(0, 2)).isZero();
        assertThat(file.advise(0, 0, Advice.ONCE)).isZero();
        assertThat(file.sync()).isZero();
        assertThat(file.syncData()).isZero();
        Instant then = Instant.ofEpochSecond(-5, 123_456_789);
        assertThat(file.setTimes(Optional.empty(), Optional.of(FileTime.from(then))))
                .isZero();
        NativeStatus first = file.status().value();
        assertThat(file.setTimes(Optional.of(FileTime.from(then)), Optional.empty()))
                .isZero();
        NativeStatus second = file.status().value();
        assertThat(first).satisfies(it -> {
            assertThat(it.type()).isEqualTo(NativeType.REGULAR_FILE);
            assertThat(it.size()).isEqualTo(7);
            assertThat(it.links()).isEqualTo(1);
            assertThat(it.modified()).isEqualTo(-4_876_543_211L);
            assertThat(it.accessed()).isPositive();
        });
        assertThat(second.modified()).isEqualTo(first.modified());
        assertThat(second.accessed()).isEqualTo(first.modified());
        assertThat(Files.readString(path.resolve("file"))).isEqualTo("012\0\0\0\0");
        file.close();
    }

    @Test
    void onceItIsClosedEveryCallIsRefused() {
        NativeFile file = open(directory, "file", READ, WRITE);
        file.close();
        file.close();
        assertThat(file.read(ByteBuffer.allocateDirect(1))).isEqualTo(-EBADF);
        assertThat(file.write(ByteBuffer.allocateDirect(1))).isEqualTo(-EBADF);
        assertThat(file.seek(0, Origin.END)).isEqualTo(-EBADF);
        assertThat(file.resize(0)).isEqualTo(EBADF);
        assertThat(file.status().error()).isEqualTo(EBADF);
        assertThatThrownBy(() -> file.status().value())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the call has no value: it failed with error 9");
    }

    /** The number of a closed file is given to the next one that is opened: whoever still reads must not see that. */
    @Test
    void whoeverReadsWhileItIsClosedNeverReadsAnotherFile() throws Exception {
        Files.writeString(path.resolve("other"), "abc");
        var reader = Executors.newSingleThreadExecutor();
        for (int round = 0; round < ROUNDS; round++) {
            NativeFile file = open(directory, "file", READ);
            Future<Long> last = reader.submit(() -> readUntilClosed(file));
            Thread.onSpinWait();
            file.close();
            NativeFile other = open(directory, "other", READ);
            assertThat(last.get()).isEqualTo(-EBADF);
            assertThat(read(other)).isEqualTo("abc");
            other.close();
        }
        reader.shutdown();
    }

    private static long readUntilClosed(NativeFile file) {
        ByteBuffer into = ByteBuffer.allocateDirect(1);
        long read;
        do {
            read = file.readAt(into.clear(), 0);
            assertThat(into.get(0)).isIn((byte) '0', (byte) 0);
        } while (read >= 0);
        return read;
    }
}
