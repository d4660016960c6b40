package dev.hostcall.compiler;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * How large a module is by its own account, found by skipping from section to section.
 *
 * @param functions how many have a body
 * @param code bytes of the code section
 * @param data bytes of the data section
 * @param largest the index of the largest function with a body
 * @param largestBytes the size of its body
 */
record SectionSizes(long functions, long code, long data, long largest, long largestBytes) {
    private static final int HEADER = 8;
    private static final int IMPORTS = 2;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int FUNCTION = 0;
    private static final int TABLE = 1;
    private static final int MEMORY = 2;
    private static final int GLOBAL = 3;

    /** Reads as far as the bytes make sense. */
    static SectionSizes of(byte[] wasm) {
        Walk walk = new Walk();
        try {
            walk.sections(ByteBuffer.wrap(wasm));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException malformed) {
            // What has been counted so far is compared, and the reader says what is wrong.
            return walk.sizes();
        }
        return walk.sizes();
    }

    private static final class Walk {
        private long functions;
        private long imported;
        private long code;
        private long data;
        private long largest;
        private long largestBytes;

        SectionSizes sizes() {
            return new SectionSizes(functions, code, data, imported + largest, largestBytes);
        }

        void sections(ByteBuffer in) {
            in.position(HEADER);
            while (in.hasRemaining()) {
                int id = in.get();
                int size = number(in);
                if (size > in.remaining()) {
                    throw new BufferUnderflowException();
                }
                ByteBuffer section = in.slice(in.position(), size);
                in.position(in.position() + size);
                switch (id) {
                    case IMPORTS -> imports(section);
                    case CODE -> {
                        code = size;
                        bodies(section);
                    }
                    case DATA -> data = size;
                    default -> {}
                }
            }
        }

        private void bodies(ByteBuffer in) {
            // Counted as they are met: a number that no bodies follow is the reader's to refuse.
            for (long i = 0, announced = number(in); i < announced; i++) {
                int size = number(in);
                if (size > largestBytes) {
                    largestBytes = size;
                    largest = i;
                }
                in.position(in.position() + size);
                functions++;
            }
        }

        private void imports(ByteBuffer in) {
            int count = number(in);
            for (int i = 0; i < count; i++) {
                skip(in, number(in));
                skip(in, number(in));
                int kind = in.get();
                imported += kind == FUNCTION ? 1 : 0;
                switch (kind) {
                    case FUNCTION -> number(in);
                    case TABLE -> {
                        in.get();
                        limits(in);
                    }
                    case MEMORY -> limits(in);
                    case GLOBAL -> skip(in, 2);
                    default -> throw new IllegalArgumentException();
                }
            }
        }

        private static void limits(ByteBuffer in) {
            boolean hasMaximum = (in.get() & 1) != 0;
            number(in);
            if (hasMaximum) {
                number(in);
            }
        }

        private static void skip(ByteBuffer in, int bytes) {
            in.position(in.position() + bytes);
        }

        private static int number(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                int b = in.get();
                value |= (long) (b & 0x7F) << shift;
                if (b >= 0) {
                    return Math.toIntExact(Math.min(value, Integer.MAX_VALUE));
                }
            }
            throw new IllegalArgumentException();
        }
    }
}
