package dev.hostcall.integration.differential;

import java.util.List;
import java.util.Random;

/** Changes a few bytes of a module, mostly in its code, and there mostly one operator into another of the same type. */
final class Mutator {
    private static final int CODE = 10;
    private static final int HEADER = 8;

    /** Operators that take and give the same types, as ranges of opcodes. */
    private static final List<int[]> ALIKE = List.of(
            new int[] {0x28, 0x28, 0x2c, 0x2f},
            new int[] {0x29, 0x29, 0x30, 0x35},
            new int[] {0x36, 0x36, 0x3a, 0x3b},
            new int[] {0x37, 0x37, 0x3c, 0x3e},
            new int[] {0x46, 0x4f, 0x6a, 0x78},
            new int[] {0x51, 0x5a, 0x51, 0x5a},
            new int[] {0x5b, 0x60, 0x5b, 0x60},
            new int[] {0x61, 0x66, 0x61, 0x66},
            new int[] {0x67, 0x69, 0xc0, 0xc1},
            new int[] {0x79, 0x7b, 0xc2, 0xc4},
            new int[] {0x7c, 0x8a, 0x7c, 0x8a},
            new int[] {0x8b, 0x91, 0x8b, 0x91},
            new int[] {0x92, 0x98, 0x92, 0x98},
            new int[] {0x99, 0x9f, 0x99, 0x9f},
            new int[] {0xa0, 0xa6, 0xa0, 0xa6},
            new int[] {0x0c, 0x0d, 0x0c, 0x0d},
            new int[] {0x20, 0x22, 0x20, 0x22},
            new int[] {0xa8, 0xa9, 0xbc, 0xbc},
            new int[] {0xb0, 0xb1, 0xbd, 0xbd});

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    byte[] mutate(byte[] wasm) {
        byte[] changed = wasm.clone();
        int code = codeSection(wasm);
        for (int count = 1 + random.nextInt(3), i = 0; i < count; i++) {
            boolean inCode = code < wasm.length && random.nextInt(5) != 0;
            int begin = inCode ? code : Math.min(HEADER, wasm.length - 1);
            int at = begin + random.nextInt(wasm.length - begin);
            changed[at] = (byte) another(Byte.toUnsignedInt(changed[at]));
        }
        return changed;
    }

    private int another(int found) {
        for (int[] alike : ALIKE) {
            boolean isOne = (found >= alike[0] && found <= alike[1]) || (found >= alike[2] && found <= alike[3]);
            if (isOne && random.nextInt(4) != 0) {
                int from = random.nextInt(2) * 2;
                return alike[from] + random.nextInt(alike[from + 1] - alike[from] + 1);
            }
        }
        return switch (random.nextInt(4)) {
            case 0 -> found ^ 1 << random.nextInt(8);
            case 1 -> found + 1;
            case 2 -> found - 1;
            default -> random.nextInt(256);
        };
    }

    /** Where the contents of the code section begin; the end if there is none. */
    private static int codeSection(byte[] wasm) {
        int at = HEADER;
        while (at < wasm.length) {
            int id = wasm[at++];
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                int each = wasm[at++];
                size |= (each & 0x7f) << shift;
                if (each >= 0) {
                    break;
                }
            }
            if (id == CODE) {
                return at;
            }
            at += size;
        }
        return wasm.length;
    }
}
