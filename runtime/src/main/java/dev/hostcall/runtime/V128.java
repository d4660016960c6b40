package dev.hostcall.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A WebAssembly vector: 128 bits, which operators take as 16 lanes of one byte, 8 of two, 4 of four or 2 of eight. Immutable.
 *
 * <pre>{@code
 * V128 ones = V128.of(0x0000000100000001L, 0x0000000100000001L); // four lanes of 1
 * V128 sums = plugin.run("add", ones, ones).returned().v128();
 * }</pre>
 */
public final class V128 {
    /** Its size. */
    public static final int BYTES = 16;

    private final long low;
    private final long high;

    private V128(long low, long high) {
        this.low = low;
        this.high = high;
    }

    /**
     * A vector of two halves.
     *
     * @param low the lower lanes: in memory the first eight bytes, little-endian
     * @param high the upper lanes
     */
    public static V128 of(long low, long high) {
        return new V128(low, high);
    }

    /**
     * A vector as it lies in memory: lane 0 first, each lane little-endian.
     *
     * @throws IllegalArgumentException if there are not 16 bytes
     */
    public static V128 ofBytes(byte[] bytes) {
        if (Objects.requireNonNull(bytes, "bytes").length != BYTES) {
            throw new IllegalArgumentException("a vector has 16 bytes; " + bytes.length + " were given");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new V128(buffer.getLong(), buffer.getLong());
    }

    /** Its lower lanes. */
    public long low() {
        return low;
    }

    /** Its upper lanes. */
    public long high() {
        return high;
    }

    /** Its 16 bytes as they lie in memory, in a new array. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(low)
                .putLong(high)
                .array();
    }

    /** Whether all bits are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof V128 that && low == that.low && high == that.high;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * low + high);
    }

    /** As in the WebAssembly text format: {@code v128.const i32x4 0x00000001 0x00000001 0x00000001 0x00000001}. */
    @Override
    public String toString() {
        return "v128.const i32x4 0x%08x 0x%08x 0x%08x 0x%08x"
                .formatted((int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32));
    }
}
