package dev.hostcall.compiler;

import java.io.ByteArrayOutputStream;

/** Modules that are long or deep in one respect, of any size. */
enum Nests {
    /** {@code block} in {@code block}, each left by a branch. */
    BLOCKS,
    /** {@code loop} in {@code loop}, each of which may begin again. */
    LOOPS,
    /** {@code if} in {@code if}. */
    IFS,
    /** {@code if} in {@code if}, with something to do behind each. */
    IFS_AND_WORK,
    /** {@code if} in {@code else}: a chain. */
    ELSES,
    /** {@code if} with an {@code else} in {@code if}. */
    IFS_WITH_ELSE,
    /** {@code block}, {@code loop} and {@code if} in turn. */
    MIXED,
    /** Blocks around a {@code br_table} that leaves any of them. */
    TABLE,
    /** Arithmetic without a branch. */
    LINE,
    /** Ifs one after another. */
    FLAT_IFS,
    /** Locals. */
    LOCALS,
    /** Functions. */
    FUNCTIONS,
    /** Bytes of data, a hundred for each. */
    DATA,
    /** Elements of a table. */
    ELEMENTS;

    /** The module with so many of them. */
    byte[] of(int n) {
        return switch (this) {
            case BLOCKS -> body(n, 0, bytes(0x02, 0x40), bytes(0x20, 0, 0x0D, 0, 0x0B));
            case LOOPS -> body(n, 0, bytes(0x03, 0x40), bytes(0x20, 0, 0x45, 0x0D, 0, 0x0B));
            case IFS -> body(n, 0, bytes(0x20, 0, 0x04, 0x40), bytes(0x0B));
            case IFS_AND_WORK -> body(n, 0, bytes(0x20, 0, 0x04, 0x40), bytes(0x0B, 0x20, 0, 0x41, 1, 0x6A, 0x21, 0));
            case ELSES -> body(n, 0, bytes(0x20, 0, 0x04, 0x40, 0x20, 0, 0x41, 3, 0x6A, 0x21, 0, 0x05), bytes(0x0B));
            case IFS_WITH_ELSE ->
                body(n, 0, bytes(0x20, 0, 0x04, 0x40), bytes(0x05, 0x20, 0, 0x41, 3, 0x6A, 0x21, 0, 0x0B));
            case MIXED ->
                body(
                        n / 3 + 1,
                        0,
                        bytes(0x02, 0x40, 0x03, 0x40, 0x20, 0, 0x04, 0x40),
                        bytes(0x0C, 2, 0x0B, 0x0B, 0x0B));
            case TABLE -> table(n);
            case LINE -> body(n, 0, bytes(0x20, 0, 0x41, 7, 0x6C, 0x21, 0), bytes());
            case FLAT_IFS -> body(n, 0, bytes(0x20, 0, 0x04, 0x40, 0x20, 0, 0x41, 1, 0x6A, 0x21, 0, 0x0B), bytes());
            case LOCALS -> body(n, n, bytes(0x20, 0, 0x21, 1), bytes());
            case FUNCTIONS -> functions(n, bytes(0, 0x20, 0, 0x41, 7, 0x6C, 0x0B), 0, 0);
            case DATA -> functions(1, bytes(0, 0x20, 0, 0x0B), 100 * n, 0);
            case ELEMENTS -> functions(1, bytes(0, 0x20, 0, 0x0B), 0, n);
        };
    }

    private static byte[] body(int count, int locals, byte[] open, byte[] close) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(locals == 0 ? bytes(0) : bytes(1));
        if (locals > 0) {
            body.writeBytes(number(Math.min(locals, 50_000)));
            body.writeBytes(bytes(0x7F));
        }
        for (int i = 0; i < count; i++) {
            body.writeBytes(open);
        }
        body.writeBytes(bytes(0x20, 0, 0x41, 1, 0x6A, 0x21, 0));
        for (int i = 0; i < count; i++) {
            body.writeBytes(close);
        }
        body.writeBytes(bytes(0x20, 0, 0x0B));
        return functions(1, body.toByteArray(), 0, 0);
    }

    private static byte[] table(int count) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes(0));
        for (int i = 0; i < count; i++) {
            body.writeBytes(bytes(0x02, 0x40));
        }
        body.writeBytes(bytes(0x20, 0, 0x0E));
        body.writeBytes(number(count - 1));
        for (int i = 0; i < count; i++) {
            body.writeBytes(number(i));
        }
        for (int i = 0; i < count; i++) {
            body.writeBytes(bytes(0x0B, 0x20, 0, 0x41, 3, 0x6A, 0x21, 0));
        }
        body.writeBytes(bytes(0x20, 0, 0x0B));
        return functions(1, body.toByteArray(), 0, 0);
    }

    private static byte[] functions(int count, byte[] body, int data, int elements) {
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(bytes(0, 'a', 's', 'm', 1, 0, 0, 0));
        section(wasm, 1, bytes(1, 0x60, 1, 0x7F, 1, 0x7F));
        section(wasm, 3, join(number(count), new byte[count]));
        section(wasm, 4, join(bytes(1, 0x70, 0), number(elements)));
        section(wasm, 5, join(bytes(1, 0), number(data / 65536 + 1)));
        section(wasm, 7, bytes(1, 1, 'f', 0, 0));
        section(wasm, 9, join(bytes(1, 0, 0x41, 0, 0x0B), number(elements), new byte[elements]));
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            bodies.writeBytes(number(body.length));
            bodies.writeBytes(body);
        }
        section(wasm, 10, join(number(count), bodies.toByteArray()));
        section(wasm, 11, join(bytes(1, 0, 0x41, 0, 0x0B), number(data), new byte[data]));
        return wasm.toByteArray();
    }

    private static void section(ByteArrayOutputStream wasm, int id, byte[] content) {
        wasm.write(id);
        wasm.writeBytes(number(content.length));
        wasm.writeBytes(content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 127) {
            out.write((rest & 127) | 128);
            rest >>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }
}
