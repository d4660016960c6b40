package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions that have to do with files and paths: structures, rights, and what is refused. */
final class FileCallsTest {
    private static final int ROOT = 3;
    private static final int CREATE = 1;
    private static final int INVAL = 28;
    private static final int ILSEQ = 25;
    private static final int ISDIR = 31;
    private static final int MFILE = 33;
    private static final int NAMETOOLONG = 37;
    private static final int NOENT = 44;
    private static final int NOTDIR = 54;
    private static final int NOTCAPABLE = 76;

    private static final long FD_READ = 1L << 1;
    private static final long FD_SEEK = 1L << 2;
    private static final long FD_TELL = 1L << 5;
    private static final long FD_WRITE = 1L << 6;
    private static final long FD_ALLOCATE = 1L << 8;
    private static final long FD_ADVISE = 1L << 7;
    private static final long FD_FILESTAT_GET = 1L << 21;
    private static final long FD_FILESTAT_SET_TIMES = 1L << 23;
    private static final long SOME = FD_READ | FD_SEEK | FD_TELL | FD_WRITE | FD_FILESTAT_GET;

    private static final int OUT = 2048;

    @TempDir
    Path directory;

    private RawGuest guest;

    @BeforeEach
    void start() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
        guest = new RawGuest(
                Wasi.builder().preopen(directory, "/data").clock(clock).maxOpenFiles(6));
    }

    @AfterEach
    void stop() {
        guest.close();
    }

    @Test
    void aPreopenedDirectoryTellsItsName() {
        assertThat(guest.call("fd_prestat_get", ROOT, OUT)).isZero();
        assertThat(guest.memory().readLong(OUT)).isEqualTo(5L << 32);
        assertThat(guest.call("fd_prestat_dir_name", ROOT, OUT, 4)).isEqualTo(NAMETOOLONG);
        assertThat(guest.call("fd_prestat_dir_name", ROOT, OUT, 5)).isZero();
        assertThat(guest.memory().readString(OUT, 5)).isEqualTo("/data");
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        int fd = guest.open(ROOT, "file", CREATE, SOME);
        assertThat(guest.write(fd, "contents")).isZero();
        assertThat(guest.call("fd_tell", fd, OUT)).isZero();
        assertThat(guest.memory().readLong(OUT)).isEqualTo(8);
        assertThat(guest.call("fd_seek", fd, -5L, 2, OUT)).isZero();
        assertThat(guest.read(fd, 100)).isEqualTo("tents");
        assertThat(guest.read(fd, 100)).isEmpty();
        assertThat(guest.call("fd_seek", fd, -1L, 0, OUT)).isEqualTo(INVAL);
        assertThat(guest.call("fd_seek", fd, 0L, 3, OUT)).isEqualTo(INVAL);
        assertThat(directory.resolve("file")).hasContent("contents");
    }

    @Test
    void theOldSeekCountsFromElsewhere() {
        int fd = guest.open(ROOT, "file", CREATE, SOME);
        guest.write(fd, "contents");
        assertThat(guest.old("fd_seek", fd, 3L, 2, OUT)).isZero();
        assertThat(guest.old("fd_seek", fd, 1L, 0, OUT)).isZero();
        assertThat(guest.memory().readLong(OUT)).isEqualTo(4);
        assertThat(guest.old("fd_seek", fd, -1L, 1, OUT)).isZero();
        assertThat(guest.memory().readLong(OUT)).isEqualTo(7);
    }

    @Test
    void attributesAreWrittenInBothForms() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "contents");
        Files.createLink(directory.resolve("other"), file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
        int length = guest.put(RawGuest.PATH, "file");
        assertThat(guest.call("path_filestat_get", ROOT, 0, RawGuest.PATH, length, OUT))
                .isZero();
        assertThat(attributes(24, 32, 48)).containsExactly(2L, 8L, 5_000_000_000L);
        assertThat(guest.memory().readByte(OUT + 16)).isEqualTo((byte) 4);
        assertThat(guest.old("path_filestat_get", ROOT, 0, RawGuest.PATH, length, OUT))
                .isZero();
        assertThat(guest.memory().readInt(OUT + 20)).isEqualTo(2);
        assertThat(attributes(24, 40)).containsExactly(8L, 5_000_000_000L);
        int fd = guest.open(ROOT, "file", 0, SOME);
        assertThat(guest.call("fd_filestat_get", fd, OUT)).isZero();
        assertThat(attributes(24, 32, 48)).containsExactly(2L, 8L, 5_000_000_000L);
        assertThat(guest.old("fd_filestat_get", fd, OUT)).isZero();
        assertThat(attributes(24, 40)).containsExactly(8L, 5_000_000_000L);
    }

    private List<Long> attributes(int... offsets) {
        List<Long> values = new ArrayList<>();
        for (int offset : offsets) {
            values.add(guest.memory().readLong(OUT + offset));
        }
        return values;
    }

    @Test
    void nowIsWhatTheGuestsClockSays() throws Exception {
        int fd = guest.open(ROOT, "file", CREATE, FD_FILESTAT_SET_TIMES);
        assertThat(guest.call("fd_filestat_set_times", fd, 0L, 7_000_000_000L, 4))
                .isZero();
        assertThat(modified()).isEqualTo(7);
        assertThat(guest.call("fd_filestat_set_times", fd, 0L, 0L, 8)).isZero();
        assertThat(modified()).isEqualTo(1_000);
        assertThat(guest.call("fd_filestat_set_times", fd, 0L, 0L, 12)).isEqualTo(INVAL);
        assertThat(guest.call("fd_filestat_set_times", fd, 0L, 0L, 16)).isEqualTo(INVAL);
    }

    private long modified() throws Exception {
        return Files.getLastModifiedTime(directory.resolve("file")).toInstant().getEpochSecond();
    }

    @Test
    void aDescriptorHasTheRightsThatWereAskedForAndNoOthers() {
        guest.open(ROOT, "file", CREATE, FD_WRITE);
        int fd = guest.open(ROOT, "file", 0, FD_READ);
        assertThat(guest.write(fd, "x")).isEqualTo(NOTCAPABLE);
        assertThat(guest.call("fd_seek", fd, 1L, 0, OUT)).isEqualTo(NOTCAPABLE);
        assertThat(guest.call("fd_tell", fd, OUT)).isEqualTo(NOTCAPABLE);
        assertThat(guest.call("fd_sync", fd)).isEqualTo(NOTCAPABLE);
    }

    @Test
    void rightsAreNotHandedOnThatTheDirectoryDoesNotHave() {
        assertThat(guest.call("fd_fdstat_get", ROOT, OUT)).isZero();
        long rights = guest.memory().readLong(OUT + 8);
        long inherited = guest.memory().readLong(OUT + 16);
        assertThat(guest.call("fd_fdstat_set_rights", ROOT, rights, inherited & ~FD_WRITE))
                .isZero();
        assertThat(guest.tryOpen(ROOT, "file", CREATE, FD_WRITE)).isEqualTo(NOTCAPABLE);
        assertThat(guest.tryOpen(ROOT, "file", CREATE, FD_READ)).isZero();
        assertThat(guest.call("fd_fdstat_set_rights", ROOT, 0L, 0L)).isZero();
        assertThat(guest.tryOpen(ROOT, "file", 0, 0)).isEqualTo(NOTCAPABLE);
    }

    @Test
    void aFileIsReadInAReadOnlyDirectoryWhateverElseIsAskedFor() throws Exception {
        Files.writeString(directory.resolve("file"), "contents");
        WasiBuilder builder = Wasi.builder().preopen(directory, "/", PreopenOption.READ_ONLY);
        try (RawGuest reader = new RawGuest(builder)) {
            int fd = reader.open(ROOT, "file", 0, FD_READ | FD_FILESTAT_SET_TIMES | FD_ALLOCATE);
            assertThat(reader.read(fd, 100)).isEqualTo("contents");
            assertThat(reader.call("fd_filestat_set_times", fd, 0L, 0L, 0)).isEqualTo(NOTCAPABLE);
            assertThat(reader.tryOpen(ROOT, "file", 0, FD_READ | FD_WRITE)).isEqualTo(NOTCAPABLE);
        }
    }

    @Test
    void noMoreFilesAreOpenedThanTheLimitAllows() {
        guest.open(ROOT, "file", CREATE, FD_READ);
        int last = guest.open(ROOT, "file", 0, FD_READ);
        assertThat(guest.tryOpen(ROOT, "file", 0, FD_READ)).isEqualTo(MFILE);
        assertThat(guest.call("fd_close", last)).isZero();
        assertThat(guest.open(ROOT, "file", 0, FD_READ)).isEqualTo(last);
    }

    @Test
    void aPathIsTextAndNotTooLong() {
        assertThat(guest.tryOpen(ROOT, "", 0, FD_READ)).isEqualTo(NOENT);
        assertThat(guest.tryOpen(ROOT, "a\0b", 0, FD_READ)).isEqualTo(INVAL);
        assertThat(guest.tryOpen(ROOT, "x/".repeat(2049), 0, FD_READ)).isEqualTo(NAMETOOLONG);
        guest.memory().writeByte(RawGuest.PATH, (byte) 0xff);
        assertThat(guest.call("path_create_directory", ROOT, RawGuest.PATH, 1)).isEqualTo(ILSEQ);
    }

    @Test
    void aDirectoryIsNoFileAndAFileNoDirectory() {
        assertThat(guest.read(ROOT, 1)).isEqualTo("errno " + ISDIR);
        assertThat(guest.write(ROOT, "x")).isEqualTo(ISDIR);
        assertThat(guest.call("fd_seek", ROOT, 0L, 0, OUT)).isEqualTo(ISDIR);
        int fd = guest.open(ROOT, "file", CREATE, FD_READ);
        assertThat(guest.tryOpen(fd, "other", 0, FD_READ)).isEqualTo(NOTDIR);
        assertThat(guest.call("fd_readdir", fd, OUT, 100, 0L, 0)).isEqualTo(NOTDIR);
    }

    @Test
    void offsetsBeyondAnyFileAreRefused() {
        int fd = guest.open(ROOT, "file", CREATE, FD_READ | FD_SEEK | FD_ALLOCATE | FD_ADVISE);
        assertThat(guest.call("fd_pread", fd, 0, 0, -1L, 8)).isEqualTo(INVAL);
        assertThat(guest.call("fd_allocate", fd, -1L, 1L)).isEqualTo(INVAL);
        assertThat(guest.call("fd_allocate", fd, 0L, 0L)).isEqualTo(INVAL);
        assertThat(guest.call("fd_advise", fd, 0L, 0L, 6)).isEqualTo(INVAL);
        assertThat(guest.call("fd_advise", fd, 0L, 0L, 5)).isZero();
    }

    @Test
    void aDirectoryIsReadPieceByPiece() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.createFile(directory.resolve("name" + i));
        }
        List<String> names = new ArrayList<>();
        long cookie = 0;
        for (int used = 64; used == 64; ) {
            assertThat(guest.call("fd_readdir", ROOT, OUT, 64, cookie, 0)).isZero();
            used = guest.memory().readInt(0);
            cookie = takeNames(used, names, cookie);
        }
        assertThat(names).hasSize(22).contains(".", "..", "name0", "name19").doesNotHaveDuplicates();
    }

    /** Adds the names that are whole; where to go on. */
    private long takeNames(int used, List<String> names, long cookie) {
        long next = cookie;
        int at = OUT;
        while (at + 24 <= OUT + used) {
            int length = guest.memory().readInt(at + 16);
            if (at + 24 + length > OUT + used) {
                break;
            }
            names.add(guest.memory().readString(at + 24, length));
            next = guest.memory().readLong(at);
            at += 24 + length;
        }
        return next;
    }
}
