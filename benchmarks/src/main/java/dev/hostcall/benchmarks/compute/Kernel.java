package dev.hostcall.benchmarks.compute;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is computed: a function of one of the modules in {@code src/main/guests}, its argument, and the only right result. */
enum Kernel {
    FIB("micro", 35, 9227465),
    XORSHIFT("micro", 100_000_000, -4808832633341995013L),
    SIEVE("kern", 5, 283146),
    MATMUL("kern", 20, -9129500),
    SHA256("kern", 100, 6209381824764606819L),
    NBODY("kern", 500_000, 157423708205493L),
    VM("kern", 100_000, -1248664354985880958L),
    /** The Lua interpreter, with a script of everything. */
    LUA("lua", 10, 267110214419030L),

    /** So many calls of {@code (i64, i64) -> i64}. */
    HOSTLOOP("micro", 100_000, 100_000L * 99_999 / 2),
    /** So many calls with a string of 64 bytes, answered with its length. */
    STRLOOP("micro", 100_000, 100_000L * 64),
    /** So many calls of an exported function from outside. */
    ADDONE("micro", 100_000, 100_000);

    /** Those of which the single call is of interest, between a guest and a host in Java. */
    static final Set<Kernel> CALLS = Collections.unmodifiableSet(EnumSet.of(HOSTLOOP, STRLOOP, ADDONE));

    /** Those that only compute. */
    static final Set<Kernel> COMPUTING = Collections.unmodifiableSet(EnumSet.range(FIB, LUA));

    static final Set<Kernel> ALL = Collections.unmodifiableSet(EnumSet.allOf(Kernel.class));

    final String module;
    final long argument;
    final long expected;

    Kernel(String module, long argument, long expected) {
        this.module = module;
        this.argument = argument;
        this.expected = expected;
    }

    /** The exported function. */
    String function() {
        return name().toLowerCase(Locale.ROOT);
    }
}
