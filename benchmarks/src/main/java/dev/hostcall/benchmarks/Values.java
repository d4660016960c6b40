package dev.hostcall.benchmarks;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;

/** What crosses the border, each value by its type. */
@HostcallModule("values")
public final class Values {
    static final String TEXT = "x".repeat(64);
    static final Ten TEN = new Ten(1, 2, 3, 4, 5, 6.5, 7.5, 8, (short) 9, true);

    private final CompletableFuture<String> text = CompletableFuture.completedFuture(TEXT);

    /** As many fields as a row of a table may have. */
    record Ten(
            int first,
            int second,
            int third,
            long fourth,
            long fifth,
            double sixth,
            double seventh,
            long eighth,
            short ninth,
            boolean tenth) {
        long sum() {
            return first
                    + second
                    + third
                    + fourth
                    + fifth
                    + (long) sixth
                    + (long) seventh
                    + eighth
                    + ninth
                    + (tenth ? 1 : 0);
        }
    }

    @Hostcall
    int takeText(String value) {
        return value.length();
    }

    @Hostcall
    String giveText() {
        return TEXT;
    }

    @Hostcall
    CompletableFuture<String> giveTextReady() {
        return text;
    }

    @Hostcall
    long takeTen(Ten value) {
        return value.sum();
    }

    @Hostcall
    Ten giveTen() {
        return TEN;
    }

    @Hostcall
    long takeMany(long[] values) {
        return values[values.length - 1];
    }
}
