package dev.hostcall.runtime.internal.engine;

import dev.hostcall.abi.GuestLayout.Control;
import dev.hostcall.abi.GuestLayout.Slot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * The control block of one slot of memory, with the argument slots below it: {@code struct guest_control} and
 * {@code guest_slot} of {@code guest.h}. Not checked against use after the slot is gone: only its owner holds one.
 */
public final class ControlBlock {
    /** Argument slots that any module may use. */
    public static final int MAX_SLOTS = 1024;

    /** Bytes of all argument slots. */
    public static final int SLOT_BYTES = MAX_SLOTS * Slot.BYTES;

    /** The control block's first field, counted as {@link #longs} are. */
    private static final int FIRST_FIELD = MAX_SLOTS;

    private static final int INTS = Slot.BYTES / Integer.BYTES;

    private static final ControlBlock NOWHERE =
            new ControlBlock(0, ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder()));

    private final long address;
    private final ByteBuffer window; // slot 1023, ..., slot 0, control block
    private final LongBuffer longs; // the same: fewer calls deep, see decision 71
    private final IntBuffer ints; // likewise, in halves: what was written as a half is read as one

    /** For the control block at an address. */
    public ControlBlock(long address) {
        this(address, NativeEngine.view(address - SLOT_BYTES, SLOT_BYTES + Control.BYTES));
    }

    private ControlBlock(long address, ByteBuffer window) {
        this.address = address;
        this.window = window;
        this.longs = window.asLongBuffer();
        this.ints = window.asIntBuffer();
    }

    /** One without memory: every read from it and write to it is out of its bounds. */
    public static ControlBlock nowhere() {
        return NOWHERE;
    }

    /** Where it lies; what {@link ContextSwitch#resume} takes. */
    public long address() {
        return address;
    }

    /** The bytes below the lowest of so many slots: a guest's data. */
    public ByteBuffer below(int slots, int bytes) {
        int start = SLOT_BYTES - Slot.BYTES * slots - bytes;
        return start >= 0
                ? window.slice(start, bytes).order(ByteOrder.nativeOrder())
                : NativeEngine.view(address + start - SLOT_BYTES, bytes);
    }

    /** Prepares a stack for a first entry. */
    public void start(long stackLow, long stackLimit, long stackTop, long flags) {
        put(Control.GUEST_SP, stackTop);
        put(Control.STACK_LOW, stackLow);
        put(Control.STACK_LIMIT, stackLimit);
        put(Control.FLAGS, flags);
        put(Control.BUDGET, 0);
        put(Control.EXCEPTION, 0);
    }

    /** Forgets all that is suspended on the stack. */
    public void unwind(long stackTop) {
        put(Control.GUEST_SP, stackTop);
        put(Control.EXCEPTION, 0);
    }

    /** Where the guest's stack ends while it is stopped. */
    public long guestStackPointer() {
        return get(Control.GUEST_SP);
    }

    /** Instructions left; negative by any overshoot. */
    public long budget() {
        return longs.get(FIRST_FIELD + Control.BUDGET / Long.BYTES); // as deep inside calls as the JIT inlines
    }

    /** Sets the instructions left. */
    public void budget(long instructions) {
        longs.put(FIRST_FIELD + Control.BUDGET / Long.BYTES, instructions);
    }

    /** Tells the guest the size of its linear memory, in bytes. */
    public void memorySize(long bytes) {
        put(Control.MEMORY_SIZE, bytes);
    }

    /** The instruction that trapped. */
    public long trapPc() {
        return get(Control.TRAP_PC);
    }

    /** The frame pointer where it trapped. */
    public long trapFrame() {
        return get(Control.TRAP_FRAME);
    }

    /** The address whose access trapped, or 0. */
    public long trapAddress() {
        return get(Control.TRAP_ADDRESS);
    }

    /** The reference to the function to call. */
    public long callee() {
        return get(Control.CALLEE);
    }

    /** Sets the reference to the function that is about to be entered. */
    public void callee(long function) {
        put(Control.CALLEE, function);
    }

    /** The address of the tag of the exception under way, or 0. */
    public long exception() {
        return get(Control.EXCEPTION);
    }

    /** Sets the tag of the exception under way, whose values are in the slots. */
    public void exception(long tag) {
        put(Control.EXCEPTION, tag);
    }

    /** The lowest byte of the stack. */
    public long stackLow() {
        return get(Control.STACK_LOW);
    }

    /** A slot as an i32. */
    public int i32(int slot) {
        return ints.get(INTS * place(slot));
    }

    /** A slot as an i64, or as the bits of any type. */
    public long i64(int slot) {
        return longs.get(place(slot));
    }

    /** A slot as an f32. */
    public float f32(int slot) {
        return Float.intBitsToFloat(i32(slot));
    }

    /** A slot as an f64. */
    public double f64(int slot) {
        return Double.longBitsToDouble(i64(slot));
    }

    /** Sets a slot. */
    public void i32(int slot, int value) {
        ints.put(INTS * place(slot), value);
    }

    /** Sets a slot, or the bits of any type in it. */
    public void i64(int slot, long value) {
        longs.put(place(slot), value);
    }

    /** Sets a slot. */
    public void f32(int slot, float value) {
        i32(slot, Float.floatToRawIntBits(value));
    }

    /** Sets a slot. */
    public void f64(int slot, double value) {
        i64(slot, Double.doubleToRawLongBits(value));
    }

    private static int place(int slot) {
        return MAX_SLOTS - 1 - slot;
    }

    private long get(int field) {
        return longs.get(FIRST_FIELD + field / Long.BYTES);
    }

    private void put(int field, long value) {
        longs.put(FIRST_FIELD + field / Long.BYTES, value);
    }
}
