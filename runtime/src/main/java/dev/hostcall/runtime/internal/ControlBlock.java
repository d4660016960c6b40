package dev.hostcall.runtime.internal;

import java.nio.ByteBuffer;

/**
 * The control block of one slot of memory, with the argument slots below it: {@code struct guest_control} and
 * {@code guest_slot} of {@code guest.h}. Not checked against use after the slot is gone: only its owner holds one.
 */
public final class ControlBlock {
    /** Bytes from the start of the control block to linear memory. */
    public static final int SIZE = 128;

    /** Argument slots that any module may use. */
    public static final int MAX_SLOTS = 1024;

    /** Bytes of all argument slots. */
    public static final int SLOT_BYTES = MAX_SLOTS * Long.BYTES;

    /** Stopped because the entry function returned. */
    public static final int RETURNED = 0;

    /** Stopped in a hostcall; the detail is the import's index. */
    public static final int HOSTCALL = 1;

    /** Stopped because the budget is spent. */
    public static final int BUDGET = 2;

    /** Stopped by a trap; the detail is its code. */
    public static final int TRAPPED = 3;

    /** Stopped to have its memory grown. */
    public static final int GROW = 4;

    /** Stopped to call a function of another instance, {@link #callee}. */
    public static final int CALL_FOREIGN = 5;

    /** Stopped to have a table grown; the detail is its index. */
    public static final int GROW_TABLE = 6;

    static final int GUEST_SP = 0;
    static final int BUDGET_LEFT = 16;
    static final int STACK_LIMIT = 24;
    static final int MEMORY_SIZE = 32;
    static final int TRAP_PC = 40;
    static final int TRAP_FRAME = 48;
    static final int TRAP_ADDRESS = 56;
    static final int FLAGS = 64;
    static final int STACK_LOW = 72;
    static final int CALLEE = 80;

    private static final ControlBlock NOWHERE = new ControlBlock(0, ByteBuffer.allocateDirect(0));

    private final long address;
    private final ByteBuffer window; // slot 1023, ..., slot 0, control block

    /** For the control block at an address. */
    public ControlBlock(long address) {
        this(address, NativeEngine.view(address - SLOT_BYTES, SLOT_BYTES + SIZE));
    }

    private ControlBlock(long address, ByteBuffer window) {
        this.address = address;
        this.window = window;
    }

    /** One that has no memory: all that is read from it or written to it is out of its bounds. */
    public static ControlBlock nowhere() {
        return NOWHERE;
    }

    /** Where it lies; what {@link ContextSwitch#resume} takes. */
    public long address() {
        return address;
    }

    /** Prepares a stack for a first entry. */
    public void start(long stackLow, long stackLimit, long stackTop, long flags) {
        put(GUEST_SP, stackTop);
        put(STACK_LOW, stackLow);
        put(STACK_LIMIT, stackLimit);
        put(FLAGS, flags);
        put(BUDGET_LEFT, 0);
    }

    /** Forgets all that is suspended on the stack. */
    public void unwind(long stackTop) {
        put(GUEST_SP, stackTop);
    }

    /** Where the guest's stack ends while it is stopped. */
    public long guestStackPointer() {
        return get(GUEST_SP);
    }

    /** Instructions left; below zero by what was spent too much. */
    public long budget() {
        return window.getLong(SLOT_BYTES + BUDGET_LEFT); // as deep inside calls as the JIT inlines
    }

    /** Sets the instructions left. */
    public void budget(long instructions) {
        window.putLong(SLOT_BYTES + BUDGET_LEFT, instructions);
    }

    /** Tells the guest the size of its linear memory, in bytes. */
    public void memorySize(long bytes) {
        put(MEMORY_SIZE, bytes);
    }

    /** The instruction that trapped. */
    public long trapPc() {
        return get(TRAP_PC);
    }

    /** The frame pointer where it trapped. */
    public long trapFrame() {
        return get(TRAP_FRAME);
    }

    /** The address whose access trapped, or 0. */
    public long trapAddress() {
        return get(TRAP_ADDRESS);
    }

    /** The reference to the function to call. */
    public long callee() {
        return get(CALLEE);
    }

    /** Sets the reference to the function that is about to be entered. */
    public void callee(long function) {
        put(CALLEE, function);
    }

    /** The lowest byte of the stack. */
    public long stackLow() {
        return get(STACK_LOW);
    }

    /** A slot as an i32. */
    public int i32(int slot) {
        return window.getInt(offset(slot));
    }

    /** A slot as an i64, or as the bits of any type. */
    public long i64(int slot) {
        return window.getLong(offset(slot));
    }

    /** A slot as an f32. */
    public float f32(int slot) {
        return window.getFloat(offset(slot));
    }

    /** A slot as an f64. */
    public double f64(int slot) {
        return window.getDouble(offset(slot));
    }

    /** Sets a slot. */
    public void i32(int slot, int value) {
        window.putInt(offset(slot), value);
    }

    /** Sets a slot, or the bits of any type in it. */
    public void i64(int slot, long value) {
        window.putLong(offset(slot), value);
    }

    /** Sets a slot. */
    public void f32(int slot, float value) {
        window.putFloat(offset(slot), value);
    }

    /** Sets a slot. */
    public void f64(int slot, double value) {
        window.putDouble(offset(slot), value);
    }

    private static int offset(int slot) {
        return SLOT_BYTES - Long.BYTES * (slot + 1);
    }

    private long get(int field) {
        return window.getLong(SLOT_BYTES + field);
    }

    private void put(int field, long value) {
        window.putLong(SLOT_BYTES + field, value);
    }
}
