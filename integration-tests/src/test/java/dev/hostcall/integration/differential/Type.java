package dev.hostcall.integration.differential;

import java.util.List;
import java.util.Random;

/** The types of values, with what generating code of each needs to know. */
enum Type {
    I32(0x7f),
    I64(0x7e),
    F32(0x7d),
    F64(0x7c),
    FUNCREF(0x70),
    EXTERNREF(0x6f);

    static final List<Type> NUMBERS = List.of(I32, I64, F32, F64);

    private static final int[] INTS = {0, 1, -1, 2, 7, 31, 32, 63, 64, 127, 128, 255, 0x7fff, 0x8000, 0xffff, 0x10000};

    final int code;

    Type(int code) {
        this.code = code;
    }

    boolean isNumber() {
        return NUMBERS.contains(this);
    }

    boolean isFloat() {
        return this == F32 || this == F64;
    }

    static Type any(Random random) {
        List<Type> all = List.of(values());
        return all.get(random.nextInt(all.size()));
    }

    static Type number(Random random) {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    /** The bits of a value on which operators tend to go wrong, or of any. */
    long edge(Random random) {
        return switch (this) {
            case I32 -> Integer.toUnsignedLong((int) integer(random, Integer.MIN_VALUE));
            case I64 -> integer(random, Long.MIN_VALUE);
            case F32 -> Integer.toUnsignedLong(f32(random));
            default -> f64(random);
        };
    }

    private static long integer(Random random, long min) {
        return switch (random.nextInt(6)) {
            case 0 -> min;
            case 1 -> min - 1; // the largest
            case 2 -> random.nextLong();
            case 3 -> 1L << random.nextInt(64);
            default -> INTS[random.nextInt(INTS.length)];
        };
    }

    private static int f32(Random random) {
        float[] values = {
            0f,
            -0f,
            1f,
            -1f,
            0.5f,
            -0.5f,
            1.5f,
            2.5f,
            4194304.5f,
            8388609f,
            Float.MIN_VALUE,
            -Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0x1p31f,
            -0x1p31f,
            0x1p32f,
            0x1p63f,
            -0x1p63f,
            0x1p64f,
            0x1.fffffep30f,
            0x1.fffffep31f,
            0x1.fffffep62f,
            -0.99999994f,
            (float) Math.PI
        };
        int[] nans = {0x7fc00000, 0xffc00000, 0x7fa00000, 0xff800001, 0x7fffffff};
        return switch (random.nextInt(8)) {
            case 0 -> nans[random.nextInt(nans.length)];
            case 1 -> random.nextInt();
            default -> Float.floatToRawIntBits(values[random.nextInt(values.length)]);
        };
    }

    private static long f64(Random random) {
        double[] values = {
            0d,
            -0d,
            1d,
            -1d,
            0.5,
            -0.5,
            1.5,
            2.5,
            4503599627370495.5,
            9007199254740992d,
            Double.MIN_VALUE,
            -Double.MIN_NORMAL,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0x1p31,
            -0x1p31,
            2147483647.9,
            -2147483648.9,
            4294967295.9,
            0x1p32,
            0x1p63,
            -0x1p63,
            0x1p64,
            0x1.fffffffffffffp62,
            0x1.fffffffffffffp63,
            -0.9999999999999999,
            0x1p-150,
            0x1.000001p-126,
            3.4028235677973366e38,
            Math.PI
        };
        long[] nans = {
            0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff4000000000000L, 0xfff0000000000001L, 0x7fffffffffffffffL
        };
        return switch (random.nextInt(8)) {
            case 0 -> nans[random.nextInt(nans.length)];
            case 1 -> random.nextLong();
            default -> Double.doubleToRawLongBits(values[random.nextInt(values.length)]);
        };
    }
}
