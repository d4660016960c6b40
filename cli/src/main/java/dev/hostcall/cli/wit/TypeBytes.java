package dev.hostcall.cli.wit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads the component model's binary format, and nothing beyond its end. */
final class TypeBytes {
    private static final int MOST_BITS = 32;

    /** With what stands in the names of packages, versions and members of resources. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9:/@.+\\[\\]-]+");

    private final ByteBuffer bytes;

    TypeBytes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    int next() {
        if (isAtEnd()) {
            throw wrong("the section ends within a type");
        }
        return bytes.get() & 0xFF;
    }

    /** The next byte, which is one of two. */
    boolean choice(int no, int yes) {
        int found = next();
        if (found != no && found != yes) {
            throw unknown("choice", found);
        }
        return found == yes;
    }

    void expect(int expected) {
        choice(expected, expected);
    }

    /** An unsigned number. */
    int number() {
        long value = 0;
        for (int shift = 0; shift < MOST_BITS; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw wrong("a number is too large");
    }

    /** How many entries follow: each takes a byte at least. */
    int count() {
        int count = number();
        if (count > bytes.remaining()) {
            throw wrong(count + " entries where " + bytes.remaining() + " bytes are left");
        }
        return count;
    }

    String name() {
        String name = StandardCharsets.UTF_8.decode(part(number())).toString();
        if (!NAME.matcher(name).matches()) {
            throw wrong("a name has characters that no name of WIT's has");
        }
        return name;
    }

    /** So many bytes, which are passed over here. */
    ByteBuffer part(int length) {
        if (length > bytes.remaining()) {
            throw wrong(length + " bytes where " + bytes.remaining() + " are left");
        }
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return part;
    }

    /** Goes back to the byte that was read last. */
    void back() {
        bytes.position(bytes.position() - 1);
    }

    UnreadableWorldException unknown(String what, int code) {
        return wrong("the %s %02x is not known".formatted(what, code));
    }

    UnreadableWorldException wrong(String what) {
        return new UnreadableWorldException(what + ", at byte " + bytes.position());
    }
}
