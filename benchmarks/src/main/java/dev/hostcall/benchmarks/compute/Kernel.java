package dev.hostcall.benchmarks.compute;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What is measured: something that a guest does, with an argument that says how much of it, and the correct result. */
enum Kernel {
    FIB(GuestFile.MICRO, 35, 9227465),
    XORSHIFT(GuestFile.MICRO, 100_000_000, -4808832633341995013L),
    SIEVE(GuestFile.KERNELS, 5, 283146),
    MATMUL(GuestFile.KERNELS, 20, -5125257735L),
    CHACHA(GuestFile.KERNELS, 500, 3781017047666408980L),
    GRAVITY(GuestFile.KERNELS, 500_000, 7409463501400L),
    MACHINE(GuestFile.KERNELS, 100_000, 6985854421830873950L),
    WORDS(GuestFile.KERNELS, 100, 1979097706000L),

    SHA256(GuestFile.SIMD, 300, -2052183283118558879L),
    BLAKE3(GuestFile.SIMD, 500, 8448098909011218535L),
    MATRIX(GuestFile.SIMD, 10, 40632485),
    BLUR(GuestFile.SIMD, 20, 883066423896864253L),

    /** Decodes a picture of 1024 by 768 points that many times. */
    JPEG(GuestFile.JPEG, 3, 7089754377424498026L),
    /** Reads a source map that many times. */
    MAPPINGS(GuestFile.SOURCE_MAP, SourceMap::new, 10, 163160781718863760L),
    /** Encodes that many seconds of sound. */
    MP3(GuestFile.MP3, Encoder::mp3, 5, 2276641375L),
    /** As {@link #MP3}. */
    OGG(GuestFile.OGG, Encoder::vorbis, 5, 2308976805L),

    /** That many calls of {@code (i64, i64) -> i64}. */
    HOSTLOOP(GuestFile.MICRO, 100_000, 100_000L * 99_999 / 2),
    /** That many calls with a string of 64 bytes, answered with its length. */
    STRLOOP(GuestFile.MICRO, 100_000, 100_000L * 64),
    /** That many calls of an exported function from outside. */
    ADDONE(GuestFile.MICRO, guest -> repeated(guest.function("addone")), 100_000, 100_000);

    /** Our own that only compute; the ratios are over these, as every contender can run them anywhere. */
    static final Set<Kernel> COMPUTING = Collections.unmodifiableSet(EnumSet.range(FIB, WORDS));

    /** Our own on vectors. */
    static final Set<Kernel> VECTORS = Collections.unmodifiableSet(EnumSet.range(SHA256, BLUR));

    /** Third-party programs. */
    static final Set<Kernel> PROGRAMS = Collections.unmodifiableSet(EnumSet.range(JPEG, OGG));

    /** Those of which the single call is of interest, between a guest and a host in Java. */
    static final Set<Kernel> CALLS = Collections.unmodifiableSet(EnumSet.range(HOSTLOOP, ADDONE));

    /** Those that need no host in Java, so that contenders without a JVM can run them, too. */
    static final Set<Kernel> PLAIN = Collections.unmodifiableSet(EnumSet.range(FIB, JPEG));

    static final Set<Kernel> ALL = Collections.unmodifiableSet(EnumSet.allOf(Kernel.class));

    final GuestFile file;
    final long argument;
    final long expected;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<Engine.Guest, Engine.Function> work;

    Kernel(GuestFile file, long argument, long expected) {
        this.file = file;
        this.argument = argument;
        this.expected = expected;
        this.work = guest -> guest.function(function());
    }

    Kernel(GuestFile file, Function<Engine.Guest, Engine.Function> work, long argument, long expected) {
        this.file = file;
        this.argument = argument;
        this.expected = expected;
        this.work = work;
    }

    private static Engine.Function repeated(Engine.Function function) {
        return times -> {
            long value = 0;
            for (long i = 0; i < times; i++) {
                value = function.call(value);
            }
            return value;
        };
    }

    /** Those of {@link #PLAIN} in some files. */
    static Set<Kernel> plain(GuestFile... files) {
        Set<Kernel> kernels = EnumSet.copyOf(PLAIN);
        kernels.removeIf(kernel -> !Arrays.asList(files).contains(kernel.file));
        return kernels;
    }

    /** The one of this function. */
    static Kernel of(String function) {
        return valueOf(function.toUpperCase(Locale.ROOT));
    }

    /** Its name as tables and requests have it. */
    String function() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What an instance of its file has to do; getting ready is not measured. */
    Engine.Function on(Engine.Guest guest) {
        return work.apply(guest);
    }
}
