package dev.hostcall.benchmarks;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** What crosses the border: each value by its type, and once more by hand, with numbers and {@link Memory}. */
@HostcallModule("values")
public final class Values {
    private static final String TEXT = "x".repeat(64);
    private static final Ten TEN = new Ten(1, 2, 3, 4, 5, 6.5, 7.5, 8, (short) 9, true);

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
    int takeTextByHand(Memory memory, int address, int length) {
        return memory.readString(Integer.toUnsignedLong(address), length).length();
    }

    @Hostcall
    String giveText() {
        return TEXT;
    }

    /** Into a buffer of the guest's; the length. */
    @Hostcall
    int giveTextByHand(Memory memory, int into) {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        memory.writeBytes(Integer.toUnsignedLong(into), bytes);
        return bytes.length;
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
    long takeTenByHand(Memory memory, int address) {
        long at = Integer.toUnsignedLong(address);
        return new Ten(
                        memory.readInt(at),
                        memory.readInt(at + 4),
                        memory.readInt(at + 8),
                        memory.readLong(at + 16),
                        memory.readLong(at + 24),
                        memory.readDouble(at + 32),
                        memory.readDouble(at + 40),
                        memory.readLong(at + 48),
                        memory.readShort(at + 56),
                        memory.readByte(at + 58) != 0)
                .sum();
    }

    @Hostcall
    Ten giveTen() {
        return TEN;
    }

    @Hostcall
    void giveTenByHand(Memory memory, int into) {
        long at = Integer.toUnsignedLong(into);
        memory.writeInt(at, TEN.first());
        memory.writeInt(at + 4, TEN.second());
        memory.writeInt(at + 8, TEN.third());
        memory.writeLong(at + 16, TEN.fourth());
        memory.writeLong(at + 24, TEN.fifth());
        memory.writeDouble(at + 32, TEN.sixth());
        memory.writeDouble(at + 40, TEN.seventh());
        memory.writeLong(at + 48, TEN.eighth());
        memory.writeShort(at + 56, TEN.ninth());
        memory.writeByte(at + 58, (byte) (TEN.tenth() ? 1 : 0));
    }

    @Hostcall
    long takeMany(long[] values) {
        return values[values.length - 1];
    }

    @Hostcall
    long takeManyByHand(Memory memory, int address, int length) {
        byte[] bytes = memory.readBytes(Integer.toUnsignedLong(address), length * Long.BYTES);
        long[] values = new long[length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        return values[length - 1];
    }
}
