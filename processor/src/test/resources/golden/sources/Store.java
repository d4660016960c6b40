package com.example;

import dev.hostcall.CodePoint;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.Unsigned;
import dev.hostcall.runtime.Vmctx;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps entries by key.
 *
 * <p>Entries are kept until they are {@linkplain #remove removed}.
 */
@HostcallModule("acme:kv/store@1.0.3")
public interface Store {
    /**
     * What is kept &amp; found.
     *
     * @param keyText where it is kept
     * @param value what it is
     */
    record Entry(String keyText, Value value, Optional<@Unsigned Integer> list, EnumSet<Access> access) {}

    /** One of several kinds of values. */
    sealed interface Value permits Nothing, Text, Pair {}

    /** No value at all. */
    record Nothing() implements Value {}

    /** Some {@code text}. */
    record Text(String text) implements Value {}

    record Pair(float first, double second) implements Value {}

    /** Who may do what. */
    enum Access {
        /** To read. */
        READ,
        READ_WRITE,
        HTTP_1_1
    }

    /** Why something could not be done. */
    @HostcallError
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Access error() {
            return Access.READ;
        }
    }

    @HostcallError
    final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Finds all entries.
     *
     * @param prefix with which keys begin, see {@link Entry#keyText()}
     * @return at most {@code limit} of them
     */
    @Hostcall
    CompletableFuture<List<Entry>> fetchAll(Vmctx vmctx, String prefix, @Unsigned int limit);

    @Hostcall
    void put(Entry entry, byte[] own, short[] sizes) throws Refused;

    @Hostcall
    boolean remove(String key) throws Failed;

    @Hostcall
    void clear() throws Failed;

    /** Has the name of a type. */
    @Hostcall
    Optional<Access> access(byte a, @Unsigned byte b, short c, @Unsigned short d, int e, long f, @Unsigned long g);

    @Hostcall(name = "to-URL")
    @CodePoint int toUrl(@CodePoint int letter, float x, double y, boolean isAbsolute);

    /** Takes more than are passed as values. */
    @Hostcall
    long many(
            long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k, long l, long m, long n,
            long o, long p, long q);

    @Hostcall(module = "acme:kv/log", name = "log")
    void log(String text);

    @Hostcall(module = "acme:log/interface@0.2.1")
    void logEntry(Entry entry);
}
