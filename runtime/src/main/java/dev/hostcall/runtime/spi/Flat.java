package dev.hostcall.runtime.spi;

import java.util.Objects;

/**
 * The values of WebAssembly that one call of a guest passes, or several results of a hostcall, collected before its slots are written:
 * taking memory uses those, too.
 */
public final class Flat {
    /** So many are passed as they are; more go to memory. */
    private static final int MOST = 16;

    private final long[] values;

    /** For that many values; each is zero at first. */
    public Flat(int count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("count is " + count + "; it must be from 0 to " + MOST);
        }
        this.values = new long[count];
    }

    /** An i32. */
    public void i32(int slot, int value) {
        values[slot] = Integer.toUnsignedLong(value);
    }

    /** An i64. */
    public void i64(int slot, long value) {
        values[slot] = value;
    }

    /** An f32. */
    public void f32(int slot, float value) {
        i32(slot, Float.floatToRawIntBits(value));
    }

    /** An f64. */
    public void f64(int slot, double value) {
        i64(slot, Double.doubleToRawLongBits(value));
    }

    /** 1 or 0. */
    public void bool(int slot, boolean value) {
        i32(slot, value ? 1 : 0);
    }

    /** A pointer and a length, as {@link Lower} gives them. */
    public void pair(int slot, long pair) {
        values[slot] = pair & 0xffff_ffffL;
        values[slot + 1] = pair >>> Integer.SIZE;
    }

    /** Writes all of them to the slots. */
    public void pass(Frame frame) {
        for (int i = 0; i < values.length; i++) {
            frame.argument(i, values[i]);
        }
    }

    /** Returns all of them to the guest, as the several results of its hostcall. */
    public void returnTo(Frame frame) {
        Objects.requireNonNull(frame, "frame").returnAll(values);
    }
}
