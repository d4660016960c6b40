package dev.hostcall.integration.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes WebAssembly's binary format. */
public final class Binary {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Binary bytes(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    public Binary raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public Binary u32(long value) {
        long rest = value & 0xffff_ffffL;
        do {
            int low = (int) (rest & 0x7f);
            rest >>>= 7;
            out.write(rest == 0 ? low : low | 0x80);
        } while (rest != 0);
        return this;
    }

    public Binary signed(long value) {
        long rest = value;
        while (true) {
            int low = (int) (rest & 0x7f);
            rest >>= 7;
            boolean last = (rest == 0 && (low & 0x40) == 0) || (rest == -1 && (low & 0x40) != 0);
            out.write(last ? low : low | 0x80);
            if (last) {
                return this;
            }
        }
    }

    public Binary littleEndian(long bits, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
        return this;
    }

    public Binary name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u32(bytes.length).raw(bytes);
    }

    /** A part that is preceded by its size. */
    public Binary sized(Binary part) {
        return u32(part.size()).raw(part.toBytes());
    }

    public Binary section(int id, Binary contents) {
        return bytes(id).sized(contents);
    }

    public int size() {
        return out.size();
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
