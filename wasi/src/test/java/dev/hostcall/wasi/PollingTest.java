package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.RunAsync;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code poll_oneoff}, structure by structure. */
final class PollingTest {
    private static final int IN = 1024;
    private static final int OUT = 4096;
    private static final int COUNT = 0;
    private static final int SIZE = 48;
    private static final int OLD_SIZE = 56;
    private static final int EVENT = 32;
    private static final byte CLOCK = 0;
    private static final byte FD_READ = 1;
    private static final byte FD_WRITE = 2;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int BADF = 8;
    private static final int FAULT = 21;
    private static final int INVAL = 28;

    private final WasiBuilder builder = Wasi.builder();

    private static void clock(RawGuest guest, int index, int clock, long timeout, int flags) {
        int at = IN + index * SIZE;
        guest.memory().writeLong(at, 100 + index);
        guest.memory().writeByte(at + 8, CLOCK);
        guest.memory().writeInt(at + 16, clock);
        guest.memory().writeLong(at + 24, timeout);
        guest.memory().writeShort(at + 40, (short) flags);
    }

    private static void descriptor(RawGuest guest, int index, byte type, int fd) {
        int at = IN + index * SIZE;
        guest.memory().writeLong(at, 100 + index);
        guest.memory().writeByte(at + 8, type);
        guest.memory().writeInt(at + 16, fd);
    }

    private static int poll(RawGuest guest, int count) {
        return guest.call("poll_oneoff", IN, OUT, count, COUNT);
    }

    /** Each event as {@code userdata type errno bytes flags}. */
    private static List<String> events(RawGuest guest) {
        return IntStream.range(0, guest.memory().readInt(COUNT))
                .map(i -> OUT + i * EVENT)
                .mapToObj(at -> "%d %d %d %d %d"
                        .formatted(
                                guest.memory().readLong(at),
                                guest.memory().readByte(at + 10),
                                guest.memory().readShort(at + 8),
                                guest.memory().readLong(at + 16),
                                guest.memory().readShort(at + 24)))
                .toList();
    }

    @Test
    void theFirstClockThatIsDueEndsIt() {
        try (RawGuest guest = new RawGuest(builder)) {
            clock(guest, 0, MONOTONIC, 60_000_000_000L, 0);
            clock(guest, 1, MONOTONIC, 1_000_000, 0);
            clock(guest, 2, REALTIME, -1, 0);
            assertThat(poll(guest, 3)).isZero();
            assertThat(events(guest)).containsExactly("101 0 0 0 0");
        }
    }

    @Test
    void aTimeThatHasPassedIsDueAtOnce() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(10), ZoneOffset.UTC);
        try (RawGuest guest = new RawGuest(builder.clock(clock))) {
            clock(guest, 0, REALTIME, 9_000_000_000L, 1);
            clock(guest, 1, REALTIME, 70_000_000_000L, 1);
            RunAsync run = guest.start("poll_oneoff", IN, OUT, 2, COUNT);
            assertThat(run.poll(() -> {}).isReady()).isTrue();
            assertThat(events(guest)).containsExactly("100 0 0 0 0");
        }
    }

    @Test
    void whatIsReadyComesWithTheNumberOfBytes() {
        try (RawGuest guest = new RawGuest(builder.stdinLines(List.of("abc")))) {
            clock(guest, 0, MONOTONIC, 60_000_000_000L, 0);
            descriptor(guest, 1, FD_READ, 0);
            descriptor(guest, 2, FD_WRITE, 1);
            assertThat(poll(guest, 3)).isZero();
            assertThat(events(guest)).containsExactly("101 1 0 4 0", "102 2 0 0 0");
        }
    }

    @Test
    void theEndIsToldAsAHangUp() {
        try (RawGuest guest = new RawGuest(builder)) {
            descriptor(guest, 0, FD_READ, 0);
            assertThat(poll(guest, 1)).isZero();
            assertThat(events(guest)).containsExactly("100 1 0 0 1");
        }
    }

    @Test
    void aDescriptorThatIsNotOpenIsAnEventThatFails() {
        try (RawGuest guest = new RawGuest(builder)) {
            descriptor(guest, 0, FD_WRITE, 1);
            descriptor(guest, 1, FD_READ, 42);
            assertThat(poll(guest, 2)).isZero();
            assertThat(events(guest)).containsExactly("100 2 0 0 0", "101 1 " + BADF + " 0 0");
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        try (RawGuest guest = new RawGuest(builder)) {
            assertThat(poll(guest, 0)).isEqualTo(INVAL);
            assertThat(poll(guest, 5000)).isEqualTo(INVAL);
            assertThat(guest.call("poll_oneoff", 65530, OUT, 1, COUNT)).isEqualTo(FAULT);
            descriptor(guest, 0, (byte) 3, 0);
            assertThat(poll(guest, 1)).isEqualTo(INVAL);
            clock(guest, 0, 2, 0, 0);
            assertThat(poll(guest, 1)).isEqualTo(INVAL);
            clock(guest, 0, MONOTONIC, 0, 2);
            assertThat(poll(guest, 1)).isEqualTo(INVAL);
        }
    }

    @Test
    void theOldSubscriptionHasAnIdentifierFirst() {
        try (RawGuest guest = new RawGuest(builder)) {
            guest.memory().writeLong(IN, 7);
            guest.memory().writeByte(IN + 8, CLOCK);
            guest.memory().writeLong(IN + 16, -1);
            guest.memory().writeInt(IN + 24, MONOTONIC);
            guest.memory().writeLong(IN + 32, 60_000_000_000L);
            guest.memory().writeLong(IN + OLD_SIZE, 8);
            guest.memory().writeByte(IN + OLD_SIZE + 8, FD_WRITE);
            guest.memory().writeInt(IN + OLD_SIZE + 16, 1);
            assertThat(guest.old("poll_oneoff", IN, OUT, 2, COUNT)).isZero();
            assertThat(events(guest)).containsExactly("8 2 0 0 0");
        }
    }

    @Test
    void aGuestThatIsEndedWhileItPollsIsNotWrittenTo() {
        try (RawGuest guest = new RawGuest(builder)) {
            clock(guest, 0, MONOTONIC, 20_000_000, 0);
            try (RunAsync run = guest.start("poll_oneoff", IN, OUT, 1, COUNT)) {
                assertThat(run.poll(() -> {}).isReady()).isFalse();
            }
            guest.recover();
            clock(guest, 0, MONOTONIC, 40_000_000, 0);
            guest.memory().writeLong(IN, 200);
            assertThat(poll(guest, 1)).isZero();
            assertThat(events(guest)).containsExactly("200 0 0 0 0");
        }
    }
}
