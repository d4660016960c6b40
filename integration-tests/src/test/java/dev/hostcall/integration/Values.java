package dev.hostcall.integration;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Vmctx;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hostcalls of every parameter type and every result type. */
@HostcallModule("values")
final class Values {
    /** What the latest call of {@link #twenty} or of {@link #describe} got. */
    List<Object> seen = List.of();

    String text = "";
    byte[] bytes = {};
    boolean nothingHappened;
    CompletableFuture<@Nullable Void> later = new CompletableFuture<>();

    @Hostcall
    int negateInt(int value) {
        return -value;
    }

    @Hostcall
    long negateLong(long value) {
        return -value;
    }

    @Hostcall
    float negateFloat(float value) {
        return -value;
    }

    @Hostcall
    double negateDouble(double value) {
        return -value;
    }

    @Hostcall
    static boolean not(boolean value) {
        return !value;
    }

    @Hostcall
    float echoFloat(float value) {
        return value;
    }

    @Hostcall
    double echoDouble(double value) {
        return value;
    }

    @Hostcall
    double twenty(
            int a,
            long b,
            float c,
            double d,
            int e,
            long f,
            float g,
            double h,
            int i,
            long j,
            float k,
            double l,
            int m,
            long n,
            float o,
            double p,
            int q,
            long r,
            float s,
            double t) {
        seen = List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t);
        return t;
    }

    @Hostcall
    int measureString(String value) {
        text = value;
        return value.length();
    }

    @Hostcall
    int sumBytes(byte[] value) {
        bytes = value;
        int sum = 0;
        for (byte each : value) {
            sum += each;
        }
        return sum;
    }

    @Hostcall
    void fill(MemorySlice slice, int value) {
        byte[] filled = new byte[slice.length()];
        Arrays.fill(filled, (byte) value);
        slice.writeBytes(0, filled);
    }

    @Hostcall
    long describe(Vmctx vmctx, String name, Memory memory, MemorySlice slice, boolean flag, byte[] raw) {
        seen = List.of(
                name,
                memory.size(),
                slice.address(),
                slice.length(),
                flag,
                raw.length,
                vmctx.memory().pages());
        return (long) name.getBytes(StandardCharsets.UTF_8).length << 32 | raw.length;
    }

    @Hostcall
    int touch(Memory memory, int address) {
        memory.writeByte(Integer.toUnsignedLong(address), (byte) 77);
        return memory.readByte(Integer.toUnsignedLong(address));
    }

    @Hostcall
    CompletableFuture<Integer> laterInt(int value) {
        return later.thenApply(nothing -> value + 1);
    }

    @Hostcall
    CompletionStage<Long> laterLong(long value) {
        return later.thenApply(nothing -> value + 1);
    }

    @Hostcall
    CompletableFuture<Float> laterFloat(float value) {
        return later.thenApply(nothing -> value + 1);
    }

    @Hostcall
    CompletionStage<Double> laterDouble(double value) {
        return later.thenApply(nothing -> value + 1);
    }

    @Hostcall
    CompletableFuture<Boolean> laterBoolean(boolean value) {
        return later.thenApply(nothing -> !value);
    }

    @Hostcall
    CompletableFuture<@Nullable Void> laterNothing(int value) {
        return later.thenRun(() -> nothingHappened = true);
    }
}
