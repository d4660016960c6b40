package dev.hostcall.compiler.read;

import dev.hostcall.compiler.read.RefusedException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * A place in a module's bytes, from which the primitives of the binary format are read, and the end beyond which nothing may
 * be read. Each read compares with that end first, so that no input leads outside the bytes.
 */
final class Input {
    private static final String END = "unexpected end of section or function";

    private final byte[] bytes;
    private int position;
    private int end;
    private String kind = "";
    private int number;
    private final Set<Use> uses = EnumSet.noneOf(Use.class);

    Input(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.position = begin;
        this.end = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    int remaining() {
        return end - position;
    }

    boolean isAtEnd() {
        return position >= end;
    }

    /** Ends what can be read there, within the bytes, until it is called again. */
    void endAt(int newEnd) {
        end = newEnd;
    }

    /** Names what is being read, for messages: "function 3". */
    void at(String newKind, int newNumber) {
        kind = newKind;
        number = newNumber;
    }

    /** What is being read is part of no numbered thing. */
    void atNothing() {
        kind = "";
    }

    /** Notes what the module contains. */
    void meet(Use use) {
        uses.add(use);
    }

    Set<Use> uses() {
        return uses;
    }

    // ---- reads

    int byteValue() {
        if (position >= end) {
            throw malformed(END, position);
        }
        return bytes[position++] & 0xFF;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() {
        return position < end ? bytes[position] & 0xFF : -1;
    }

    /** An unsigned number of 32 bits. */
    long u32() {
        int begin = position;
        int first = byteValue();
        if (first < 0x80) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7; ; shift += 7) {
            int next = byteValue();
            if (shift == 28) {
                if (next >= 0x80) {
                    throw malformed("integer representation too long", begin);
                }
                if (next > 0x0F) {
                    throw malformed("integer too large", begin);
                }
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    /** An unsigned number of 64 bits. */
    long u64() {
        int begin = position;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = byteValue();
            if (shift == 63) {
                if (next >= 0x80) {
                    throw malformed("integer representation too long", begin);
                }
                if (next > 1) {
                    throw malformed("integer too large", begin);
                }
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    /** A signed number of so many bits: 32, 33 or 64. */
    long signed(int bits) {
        int begin = position;
        long value = 0;
        int shift = 0;
        while (true) {
            int next = byteValue();
            value |= (long) (next & 0x7F) << shift;
            if (bits - shift <= 7) {
                if (next >= 0x80) {
                    throw malformed("integer representation too long", begin);
                }
                // All bits from the sign on are alike.
                int signs = (byte) (next << 1) >> (bits - shift);
                if (signs != 0 && signs != -1) {
                    throw malformed("integer too large", begin);
                }
            }
            shift += 7;
            if (next < 0x80) {
                return shift < Long.SIZE ? value << (Long.SIZE - shift) >> (Long.SIZE - shift) : value;
            }
        }
    }

    /** So many bytes as a number, the lowest first. */
    long fixed(int count) {
        if (remaining() < count) {
            throw malformed(END, position);
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[position++] & 0xFFL) << (8 * i);
        }
        return value;
    }

    /** The count of a vector: as many bytes are left, as no element takes less than one. */
    int count() {
        int begin = position;
        long count = u32();
        if (count > remaining()) {
            throw malformed(END + ", " + count + " entries where " + remaining() + " bytes are left", begin);
        }
        return (int) count;
    }

    /** A length in bytes that are there. */
    int length() {
        int begin = position;
        long length = u32();
        if (length > remaining()) {
            throw malformed("length out of bounds, " + length + " bytes where " + remaining() + " are left", begin);
        }
        return (int) length;
    }

    void skip(int count) {
        position += count;
    }

    String name() {
        int length = length();
        int begin = position;
        skip(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("malformed UTF-8 encoding", begin);
        }
    }

    // ---- refusals

    RefusedException malformed(String reason, int offset) {
        return refused(Kind.MALFORMED, "malformed module: " + reason + " (" + place(offset) + ")", offset);
    }

    RefusedException invalid(String reason, int offset) {
        return refused(Kind.INVALID, "invalid module: " + reason + " (" + place(offset) + ")", offset);
    }

    /** {@code use} is what belongs to the feature, such as the operator. */
    RefusedException unsupported(Feature feature, String use, int offset) {
        String message =
                place(offset) + " uses " + feature.text() + " (" + use + "), which this compiler does not support";
        return new RefusedException(Kind.UNSUPPORTED, message, offset, feature);
    }

    /** Compares with a limit; {@code unit} is what is counted. */
    void limit(long found, int allowed, String unit, int offset) {
        if (found > allowed) {
            throw refused(
                    Kind.LIMIT,
                    place(offset) + " has " + found + " " + unit + "; at most " + allowed + " are allowed",
                    offset);
        }
    }

    private static RefusedException refused(Kind kind, String message, int offset) {
        return new RefusedException(kind, message, offset, null);
    }

    private String place(int offset) {
        return (kind.isEmpty() ? "" : kind + " " + number + ", ") + "offset " + offset;
    }
}
