package dev.hostcall.runtime.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Checks of text in both directions. */
final class CodePoints {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUESTION_MARKS = ONES * '?';

    private CodePoints() {}

    static int check(int point, String what) {
        if (!Character.isValidCodePoint(point) || isSurrogate(point)) {
            throw new IllegalArgumentException("%s is the character %s; it must be a Unicode scalar value"
                    .formatted(what, String.format(Locale.ROOT, "0x%x", point)));
        }
        return point;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** Text as UTF-8, which has no bytes for a surrogate without its other half. */
    static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != text.length() || hasQuestionMark(bytes)) { // which stands for what cannot be encoded
            requireScalars(text);
        }
        return bytes;
    }

    /**
     * The text that the first bytes of an array are, as UTF-8.
     *
     * @throws IllegalArgumentException if they are not UTF-8
     */
    @SuppressWarnings("deprecation") // of the constructor for ASCII: HotSpot inlines it, and none that takes a charset
    static String text(byte[] utf8, int length) {
        if (isAscii(utf8, length)) {
            return new String(utf8, 0, 0, length);
        }
        String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // costs nothing for Latin-1 strings
            requireUtf8(utf8, length);
        }
        return text;
    }

    private static boolean isAscii(byte[] bytes, int length) {
        long all = 0;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            all |= (long) WORDS.get(bytes, at);
        }
        for (; at < length; at++) {
            all |= bytes[at]; // the highest bit of a negative byte becomes that of all
        }
        return (all & HIGH_BITS) == 0;
    }

    private static void requireUtf8(byte[] bytes, int length) {
        ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(input);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "a string argument is not UTF-8: byte %d of %d is malformed".formatted(input.position(), length),
                    e);
        }
    }

    private static boolean hasQuestionMark(byte[] bytes) {
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long differences = (long) WORDS.get(bytes, at) ^ QUESTION_MARKS; // a byte of it is zero where there is one
            if (((differences - ONES) & ~differences & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] == '?') {
                return true;
            }
        }
        return false;
    }

    private static void requireScalars(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new IllegalArgumentException(
                            "the text of a result has half of a surrogate pair, %s at index %d"
                                    .formatted(String.format(Locale.ROOT, "U+%04X", (int) c), i));
                }
                i++;
            }
        }
    }
}
