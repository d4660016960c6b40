package dev.hostcall.benchmarks;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.benchmarks.Values.Ten;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Vmctx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The same as {@link Values}, with numbers and {@link Memory}. */
@HostcallModule("by_hand")
public final class ByHand {
    @Hostcall
    int takeText(Memory memory, int address, int length) {
        return memory.readString(Integer.toUnsignedLong(address), length).length();
    }

    /** In memory of the guest's allocator; where it is, and its length, are stored at {@code result}. */
    @Hostcall
    void giveText(Vmctx vmctx, int result) {
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        int at = vmctx.call("cabi_realloc", 0, 0, 1, bytes.length).i32();
        Memory memory = vmctx.memory();
        memory.writeBytes(Integer.toUnsignedLong(at), bytes);
        memory.writeInt(Integer.toUnsignedLong(result), at);
        memory.writeInt(Integer.toUnsignedLong(result) + 4, bytes.length);
    }

    /** Into a buffer of the guest's, which it hopes is large enough; the length. */
    @Hostcall
    int giveTextInto(Memory memory, int buffer) {
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        memory.writeBytes(Integer.toUnsignedLong(buffer), bytes);
        return bytes.length;
    }

    @Hostcall
    long takeTen(Memory memory, int address) {
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
    void giveTen(Memory memory, int result) {
        Ten ten = Values.TEN;
        long at = Integer.toUnsignedLong(result);
        memory.writeInt(at, ten.first());
        memory.writeInt(at + 4, ten.second());
        memory.writeInt(at + 8, ten.third());
        memory.writeLong(at + 16, ten.fourth());
        memory.writeLong(at + 24, ten.fifth());
        memory.writeDouble(at + 32, ten.sixth());
        memory.writeDouble(at + 40, ten.seventh());
        memory.writeLong(at + 48, ten.eighth());
        memory.writeShort(at + 56, ten.ninth());
        memory.writeByte(at + 58, (byte) (ten.tenth() ? 1 : 0));
    }

    @Hostcall
    long takeMany(Memory memory, int address, int length) {
        byte[] bytes = memory.readBytes(Integer.toUnsignedLong(address), length * Long.BYTES);
        long[] values = new long[length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        return values[length - 1];
    }
}
