package dev.hostcall.compiler.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Modules byte by byte, sound ones and what no assembler makes: numbers are single bytes, arrays go in as they are. */
final class Binary {
    static final int TYPE = 1;
    static final int IMPORT = 2;
    static final int FUNCTION = 3;
    static final int TABLE = 4;
    static final int MEMORY = 5;
    static final int GLOBAL = 6;
    static final int EXPORT = 7;
    static final int START = 8;
    static final int ELEMENT = 9;
    static final int CODE = 10;
    static final int DATA = 11;
    static final int DATA_COUNT = 12;
    static final int TAG = 13;

    static final int I32 = 0x7F;
    static final int I64 = 0x7E;
    static final int FUNCREF = 0x70;
    static final int EXTERNREF = 0x6F;
    static final int END = 0x0B;

    private Binary() {}

    /** The header and what follows it. */
    static byte[] module(byte[]... sections) {
        return bytes(0, 'a', 's', 'm', 1, 0, 0, 0, sections);
    }

    /** A section with the size it has. */
    static byte[] section(int id, Object... content) {
        byte[] all = bytes(content);
        return bytes(id, leb(all.length), all);
    }

    /** Sections for one function without parameters and results, of these instructions; the last end is added. */
    static byte[] body(Object... instructions) {
        return functions(0, instructions);
    }

    /** The sections of a module whose one function has type 0, of so many results of type i32. */
    private static byte[] functions(int results, Object... instructions) {
        byte[] type = results == 0 ? bytes(1, 0x60, 0, 0) : bytes(1, 0x60, 0, 1, I32);
        return bytes(section(TYPE, type), section(FUNCTION, 1, 0), code(0, instructions, END));
    }

    /** Like {@link #body}, with a result of type i32. */
    static byte[] bodyThatReturns(Object... instructions) {
        return functions(1, instructions);
    }

    /** A code section of one body with the size it has, of its bytes from the locals on. */
    static byte[] code(Object... body) {
        byte[] all = bytes(body);
        return section(CODE, 1, leb(all.length), all);
    }

    static byte[] name(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return bytes(leb(utf8.length), utf8);
    }

    /** A number in the format's notation, as short as it can be. */
    static byte[] leb(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        do {
            out.write((int) ((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
            left >>>= 7;
        } while (left != 0);
        return out.toByteArray();
    }

    static byte[] repeated(int count, int... each) {
        byte[] all = new byte[count * each.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) each[i % each.length];
        }
        return all;
    }

    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : flat(parts)) {
            if (part instanceof byte[] array) {
                out.writeBytes(array);
            } else if (part instanceof Character letter) {
                out.write(letter);
            } else {
                out.write((Integer) part);
            }
        }
        return out.toByteArray();
    }

    private static List<Object> flat(Object[] parts) {
        List<Object> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Object[] inner) {
                all.addAll(flat(inner));
            } else {
                all.add(part);
            }
        }
        return all;
    }
}
