package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions that have to do with the process, and with descriptors that are no files: what each returns, and what it writes. */
final class CallsTest {
    private static final int OUTSIDE = 65536;
    private static final int BADF = 8;
    private static final int FAULT = 21;
    private static final int INVAL = 28;
    private static final int NOTSOCK = 57;
    private static final int NOTSUP = 58;
    private static final int SPIPE = 70;
    private static final int NOTCAPABLE = 76;
    private static final int MOST_IOVECS = 1024;

    private final List<String> lines = new ArrayList<>();
    private final WasiBuilder builder = Wasi.builder().stdoutLines(lines::add);

    @Test
    void argumentsLieOneAfterTheOther() {
        try (RawGuest guest = new RawGuest(builder.arguments("a", "bc", ""))) {
            assertThat(guest.call("args_sizes_get", 0, 4)).isZero();
            assertThat(guest.memory().readInt(0)).isEqualTo(3);
            assertThat(guest.memory().readInt(4)).isEqualTo(6);
            assertThat(guest.call("args_get", 8, 100)).isZero();
            assertThat(guest.memory().readInt(8)).isEqualTo(100);
            assertThat(guest.memory().readInt(12)).isEqualTo(102);
            assertThat(guest.memory().readInt(16)).isEqualTo(105);
            assertThat(guest.memory().readString(100, 6)).isEqualTo("a\0bc\0\0");
        }
    }

    @Test
    void theEnvironmentIsNamesAndValues() {
        try (RawGuest guest = new RawGuest(builder.environment("A", "b"))) {
            assertThat(guest.call("environ_sizes_get", 0, 4)).isZero();
            assertThat(guest.memory().readLong(0)).isEqualTo(1L | 4L << 32);
            assertThat(guest.call("environ_get", 8, 100)).isZero();
            assertThat(guest.memory().readString(100, 4)).isEqualTo("A=b\0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"args_sizes_get", "args_get", "environ_sizes_get", "environ_get"})
    void aPointerOutsideOfMemoryIsAFault(String function) {
        try (RawGuest guest = new RawGuest(builder.arguments("a").environment("A", "b"))) {
            assertThat(guest.call(function, OUTSIDE, 0)).isEqualTo(FAULT);
            assertThat(guest.call(function, 0, OUTSIDE)).isEqualTo(FAULT);
            assertThat(guest.call(function, -1, 0)).isEqualTo(FAULT);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 28", "3, 28", "4, 28", "-1, 28"})
    void twoClocksAreThere(int clock, int errno) {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.call("clock_res_get", clock, 0)).isEqualTo(errno);
            assertThat(guest.call("clock_time_get", clock, 0L, 8)).isEqualTo(errno);
            assertThat(guest.memory().readLong(0) > 0).isEqualTo(errno == 0);
            assertThat(guest.memory().readLong(8) > 0).isEqualTo(errno == 0);
        }
    }

    @Test
    void randomBytesComeFromTheSource() {
        byte[] expected = new byte[10];
        new Random(7).nextBytes(expected);
        try (RawGuest guest = new RawGuest(builder.random(new Random(7)))) {
            assertThat(guest.call("random_get", 100, 10)).isZero();
            assertThat(guest.memory().readBytes(100, 10)).isEqualTo(expected);
            assertThat(guest.call("random_get", 0, OUTSIDE)).isZero();
            assertThat(guest.call("random_get", 1, OUTSIDE)).isEqualTo(FAULT);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "16, 0", "17, 0", "27, 0", "18, 58", "21, 58", "31, 28", "-1, 28"})
    void signalsWithoutEffectReturn(int signal, int errno) {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.call("proc_raise", signal)).isEqualTo(errno);
        }
    }

    @Test
    void aSignalEndsTheProgramAsAShellReportsIt() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(Wasi.join(guest.start("proc_raise", 15))).isEqualTo(143);
        }
    }

    @Test
    void anExitCodeIsWhateverTheProgramSays() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> guest.start("proc_exit", -1).join())
                    .withMessageContaining("exited with code 4294967295");
        }
    }

    @Test
    void yieldingSucceeds() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.call("sched_yield")).isZero();
        }
    }

    @Test
    void aNumberThatIsNotOpenIsBad() {
        try (RawGuest guest = new RawGuest(builder)) {
            for (int fd : new int[] {3, 99, -1}) {
                assertThat(List.of(
                                guest.call("fd_close", fd),
                                guest.call("fd_renumber", fd, 1),
                                guest.call("fd_renumber", 1, fd),
                                guest.call("fd_fdstat_get", fd, 0),
                                guest.call("fd_fdstat_set_flags", fd, 0),
                                guest.call("fd_fdstat_set_rights", fd, 0L, 0L),
                                guest.call("fd_filestat_get", fd, 0),
                                guest.call("fd_filestat_set_size", fd, 0L),
                                guest.call("fd_filestat_set_times", fd, 0L, 0L, 0),
                                guest.call("fd_sync", fd),
                                guest.call("fd_datasync", fd),
                                guest.call("fd_advise", fd, 0L, 0L, 0),
                                guest.call("fd_allocate", fd, 0L, 1L),
                                guest.call("fd_read", fd, 0, 0, 0),
                                guest.call("fd_write", fd, 0, 0, 0),
                                guest.call("fd_pread", fd, 0, 0, 0L, 0),
                                guest.call("fd_pwrite", fd, 0, 0, 0L, 0),
                                guest.call("fd_seek", fd, 0L, 0, 0),
                                guest.call("fd_tell", fd, 0),
                                guest.call("fd_readdir", fd, 0, 0, 0L, 0),
                                guest.call("fd_prestat_get", fd, 0),
                                guest.call("fd_prestat_dir_name", fd, 0, 0),
                                guest.call("sock_accept", fd, 0, 0),
                                guest.call("sock_recv", fd, 0, 0, 0, 0, 0),
                                guest.call("sock_send", fd, 0, 0, 0, 0),
                                guest.call("sock_shutdown", fd, 1)))
                        .containsOnly(BADF);
            }
        }
    }

    @Test
    void aStreamHasNoPosition() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(List.of(
                            guest.call("fd_seek", 1, 0L, 1, 0),
                            guest.call("fd_tell", 1, 0),
                            guest.call("fd_pread", 0, 0, 0, 0L, 0),
                            guest.call("fd_pwrite", 1, 0, 0, 0L, 0),
                            guest.call("fd_advise", 1, 0L, 0L, 0),
                            guest.call("fd_allocate", 1, 0L, 1L)))
                    .containsOnly(SPIPE);
            assertThat(List.of(
                            guest.call("fd_sync", 1),
                            guest.call("fd_datasync", 1),
                            guest.call("fd_filestat_set_size", 1, 0L)))
                    .containsOnly(INVAL);
            assertThat(guest.call("fd_filestat_set_times", 1, 0L, 0L, 0)).isEqualTo(NOTSUP);
            assertThat(guest.call("fd_prestat_get", 1, 0)).isEqualTo(BADF);
        }
    }

    @Test
    void aStreamIsNoSocket() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(List.of(
                            guest.call("sock_accept", 1, 0, 0),
                            guest.call("sock_recv", 0, 0, 0, 0, 0, 0),
                            guest.call("sock_send", 1, 0, 0, 0, 0),
                            guest.call("sock_shutdown", 1, 1)))
                    .containsOnly(NOTSOCK);
        }
    }

    @Test
    void rightsAreGivenAwayForGood() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.call("fd_fdstat_get", 1, 0)).isZero();
            long rights = guest.memory().readLong(8);
            long withoutWriting = rights & ~(1L << 6);
            assertThat(guest.call("fd_fdstat_set_rights", 1, withoutWriting, 0L))
                    .isZero();
            assertThat(guest.write(1, "lost")).isEqualTo(NOTCAPABLE);
            assertThat(guest.call("fd_fdstat_set_rights", 1, rights, 0L)).isEqualTo(NOTCAPABLE);
            assertThat(guest.call("fd_fdstat_set_rights", 1, 0L, 1L)).isEqualTo(NOTCAPABLE);
            assertThat(guest.call("fd_fdstat_get", 1, 0)).isZero();
            assertThat(guest.memory().readLong(8)).isEqualTo(withoutWriting);
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void inputIsNotWrittenAndOutputIsNotRead() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.write(0, "x")).isEqualTo(BADF);
            assertThat(guest.read(1, 1)).isEqualTo("errno " + BADF);
        }
    }

    @Test
    void bytesAreGatheredAndScattered() {
        try (RawGuest guest = new RawGuest(builder.stdinLines(List.of("abcdef")))) {
            guest.iovec(16, 200, 2);
            guest.iovec(24, 300, 0);
            guest.iovec(32, 400, 10);
            assertThat(guest.call("fd_read", 0, 16, 3, 8)).isZero();
            assertThat(guest.memory().readInt(8)).isEqualTo(7);
            assertThat(guest.memory().readString(200, 2) + guest.memory().readString(400, 5))
                    .isEqualTo("abcdef\n");
            guest.iovec(32, 400, 5);
            assertThat(guest.call("fd_write", 1, 16, 3, 8)).isZero();
            assertThat(guest.memory().readInt(8)).isEqualTo(7);
        }
        assertThat(lines).containsExactly("abcdef");
    }

    @Test
    void aWriteThatCannotBeGatheredWritesNothing() {
        try (RawGuest guest = new RawGuest(builder)) {
            guest.put(200, "lost");
            guest.iovec(16, 200, 4);
            guest.iovec(24, OUTSIDE - 1, 2);
            assertThat(guest.call("fd_write", 1, 16, 2, 8)).isEqualTo(FAULT);
            assertThat(guest.call("fd_write", 1, 16, MOST_IOVECS + 1, 8)).isEqualTo(INVAL);
            assertThat(guest.call("fd_write", 1, 16, -1, 8)).isEqualTo(INVAL);
            guest.iovec(24, 0, -1);
            assertThat(guest.call("fd_write", 1, 16, 2, 8)).isEqualTo(INVAL);
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void aDescriptorIsMovedToAnotherNumber() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.call("fd_renumber", 1, 2)).isZero();
            assertThat(guest.write(1, "lost")).isEqualTo(BADF);
            assertThat(guest.write(2, "kept")).isZero();
            assertThat(guest.call("fd_renumber", 2, 2)).isZero();
            assertThat(guest.write(2, " too\n")).isZero();
            assertThat(guest.call("fd_close", 2)).isZero();
            assertThat(guest.call("fd_close", 2)).isEqualTo(BADF);
        }
        assertThat(lines).containsExactly("kept too");
    }

    @Test
    void flagsOfAStreamAreKept() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(guest.call("fd_fdstat_set_flags", 0, 4)).isZero();
            assertThat(guest.call("fd_fdstat_set_flags", 0, 2)).isEqualTo(NOTSUP);
            assertThat(guest.call("fd_fdstat_set_flags", 0, 32)).isEqualTo(INVAL);
            assertThat(guest.call("fd_fdstat_get", 0, 0)).isZero();
            assertThat(guest.memory().readShort(2)).isEqualTo((short) 4);
        }
    }

    @Test
    void nothingButTheTwoNamesOfWasiIsOffered() {
        List<String> modules = builder.build().imports().declarations().stream()
                .map(each -> each.module())
                .distinct()
                .toList();
        assertThat(modules).containsExactlyInAnyOrder("wasi_snapshot_preview1", "wasi_unstable");
    }

    @Test
    void bothKindsOfImportsOfferTheSame() {
        Wasi wasi = builder.build();
        List<HostcallDeclaration> suspending = wasi.imports().declarations();
        List<HostcallDeclaration> blocking = wasi.blockingImports().declarations();
        assertThat(blocking)
                .map(each -> each.qualifiedName() + each.signature())
                .containsExactlyInAnyOrderElementsOf(suspending.stream()
                        .map(each -> each.qualifiedName() + each.signature())
                        .toList());
        assertThat(suspending).hasSize(46 + 46).anyMatch(each -> each.kind() == HostcallDeclaration.Kind.WAITING);
        assertThat(blocking).allMatch(each -> each.kind() == HostcallDeclaration.Kind.PLAIN);
    }
}
