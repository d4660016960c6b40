package dev.hostcall.compiler;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Modules of any size with a mix of what compilers emit: loops, ifs, branch tables, loads and stores, direct and indirect
 * calls, locals and arithmetic. The same size gives the same bytes.
 */
public final class GeneratedModule {
    private static final int I32 = 0x7F;
    private static final int LOCALS = 8;
    private static final int FUNCTION_SIZE = 900;
    private static final int[] ARITHMETIC = {0x6A, 0x6B, 0x6C, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76};
    private static final int[] COMPARISONS = {0x46, 0x47, 0x48, 0x49, 0x4A, 0x4D};

    private final Random random = new Random(42);
    private final int functions;
    private ByteArrayOutputStream code = new ByteArrayOutputStream();

    private GeneratedModule(int functions) {
        this.functions = functions;
    }

    /** A module of about so many bytes. */
    public static byte[] ofSize(int bytes) {
        return new GeneratedModule(Math.max(1, bytes / FUNCTION_SIZE)).write();
    }

    private byte[] write() {
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(wasm, 1, bytes(1, 0x60, 2, I32, I32, 1, I32)); // (i32, i32) -> i32
        ByteArrayOutputStream declared = numbers(functions);
        declared.writeBytes(new byte[functions]);
        section(wasm, 3, declared);
        section(wasm, 4, bytes(1, 0x70, 0, 64)); // a table of 64 functions
        section(wasm, 5, bytes(1, 0, 16)); // 16 pages
        section(wasm, 7, bytes(1, 4, 'm', 'a', 'i', 'n', 0, 0));
        ByteArrayOutputStream elements = bytes(1, 0, 0x41, 0, 0x0B);
        number(elements, 64);
        for (int i = 0; i < 64; i++) {
            number(elements, i % functions);
        }
        section(wasm, 9, elements);
        ByteArrayOutputStream bodies = numbers(functions);
        for (int i = 0; i < functions; i++) {
            byte[] body = body();
            number(bodies, body.length);
            bodies.writeBytes(body);
        }
        section(wasm, 10, bodies);
        return wasm.toByteArray();
    }

    private byte[] body() {
        code = new ByteArrayOutputStream();
        emit(1, LOCALS - 2, I32);
        while (code.size() < FUNCTION_SIZE - 40) {
            statement(3);
        }
        value(2);
        emit(0x0B);
        return code.toByteArray();
    }

    private void statement(int depth) {
        switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0, 1, 2 -> assign();
            case 3, 4 -> { // i32.store
                address();
                value(2);
                emit(0x36, 2);
                number(code, random.nextInt(4096));
            }
            case 5 -> { // l = call f(value, value)
                value(1);
                value(1);
                emit(0x10);
                number(code, random.nextInt(functions));
                setLocal();
            }
            case 6 -> { // l = call_indirect
                value(1);
                value(1);
                value(1);
                emit(0x11, 0, 0);
                setLocal();
            }
            case 7 -> {
                value(3);
                setLocal();
            }
            case 8, 9 -> {
                value(2);
                emit(0x04, 0x40);
                statement(depth - 1);
                statement(depth - 1);
                emit(0x05);
                statement(depth - 1);
                emit(0x0B);
            }
            case 10 -> { // loop ... br_if 0
                emit(0x03, 0x40);
                statement(depth - 1);
                statement(depth - 1);
                value(2);
                emit(0x0D, 0, 0x0B);
            }
            default -> { // three cases
                emit(0x02, 0x40, 0x02, 0x40, 0x02, 0x40);
                value(1);
                emit(0x0E, 2, 0, 1, 2, 0x0B);
                statement(depth - 1);
                emit(0x0B);
                statement(depth - 1);
                emit(0x0B);
            }
        }
    }

    private void assign() {
        value(2);
        setLocal();
    }

    private void setLocal() {
        emit(0x21, random.nextInt(LOCALS));
    }

    private void value(int depth) {
        switch (depth == 0 ? random.nextInt(2) : random.nextInt(6)) {
            case 0 -> emit(0x20, random.nextInt(LOCALS));
            case 1 -> {
                emit(0x41);
                number(code, random.nextInt(64));
            }
            case 2 -> { // i32.load
                address();
                emit(0x28, 2);
                number(code, random.nextInt(4096));
            }
            case 3 -> binary(depth, COMPARISONS);
            default -> binary(depth, ARITHMETIC);
        }
    }

    private void binary(int depth, int[] operators) {
        value(depth - 1);
        value(depth - 1);
        emit(operators[random.nextInt(operators.length)]);
    }

    /** A local within the first half of memory. */
    private void address() {
        emit(0x20, random.nextInt(LOCALS), 0x41);
        emit(0xFC, 0xFF, 0x1F, 0x71); // and 0x7FFFC
    }

    private void emit(int... bytes) {
        for (int b : bytes) {
            code.write(b);
        }
    }

    private static ByteArrayOutputStream bytes(int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int b : bytes) {
            out.write(b);
        }
        return out;
    }

    private static ByteArrayOutputStream numbers(int first) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, first);
        return out;
    }

    private static void section(ByteArrayOutputStream wasm, int id, ByteArrayOutputStream content) {
        wasm.write(id);
        number(wasm, content.size());
        wasm.writeBytes(content.toByteArray());
    }

    private static void number(ByteArrayOutputStream out, int number) {
        for (int rest = number; ; rest >>>= 7) {
            out.write(rest < 128 ? rest : (rest & 127) | 128);
            if (rest < 128) {
                return;
            }
        }
    }
}
