package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What time it is for the guest, in nanoseconds. The clocks of a guest's own CPU time are not supported: what other guests and
 * the host do on the same thread would count.
 */
public final class Clocks {
    static final int REALTIME = 0;
    static final int MONOTONIC = 1;

    private static final long REALTIME_RESOLUTION = 1_000;
    private static final long MONOTONIC_RESOLUTION = 1;

    private final LongSupplier realtime;
    private final LongSupplier monotonic;
    private final long start;

    private Clocks(LongSupplier realtime, LongSupplier monotonic) {
        this.realtime = realtime;
        this.monotonic = monotonic;
        this.start = monotonic.getAsLong();
    }

    /** The embedder's clock for both, or those of the system. The monotonic clock is 0 now. */
    public static Clocks of(Optional<Clock> chosen) {
        LongSupplier realtime = () -> nanos(chosen.orElse(Clock.systemUTC()));
        return new Clocks(realtime, chosen.isPresent() ? realtime : System::nanoTime);
    }

    private static long nanos(Clock clock) {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /** Since 1970. */
    public long realtime() {
        return realtime.getAsLong();
    }

    /** Since this was made. */
    public long monotonic() {
        return monotonic.getAsLong() - start;
    }

    long now(int clock) throws ErrnoException {
        return switch (clock) {
            case REALTIME -> realtime();
            case MONOTONIC -> monotonic();
            default -> throw new ErrnoException(Errno.INVAL);
        };
    }

    static long resolution(int clock) throws ErrnoException {
        return switch (clock) {
            case REALTIME -> REALTIME_RESOLUTION;
            case MONOTONIC -> MONOTONIC_RESOLUTION;
            default -> throw new ErrnoException(Errno.INVAL);
        };
    }
}
