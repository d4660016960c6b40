package dev.hostcall.runtime.internal.engine;

import dev.hostcall.abi.GuestLayout.Control;
import dev.hostcall.abi.GuestLayout.Slot;
import java.nio.ByteBuffer;

/**
 * The control block of one slot of memory, with the argument slots below it: {@code struct guest_control} and
 * {@code guest_slot} of {@code guest.h}. Not checked against use after the slot is gone: only its owner holds one.
 */
public final class ControlBlock {
    /** Argument slots that any module may use. */
    public static final int MAX_SLOTS = 1024;

    /** Bytes of all argument slots. */
    public static final int SLOT_BYTES = MAX_SLOTS * Slot.BYTES;

    private static final ControlBlock NOWHERE = new ControlBlock(0, ByteBuffer.allocateDirect(0));

    private final long address;
    private final ByteBuffer window; // slot 1023, ..., slot 0, control block

    /** For the control block at an address. */
    public ControlBlock(long address) {
        this(address, NativeEngine.view(address - SLOT_BYTES, SLOT_BYTES + Control.BYTES));
    }

    private ControlBlock(long address, ByteBuffer window) {
        this.address = address;
        this.window = window;
    }

    /** One without memory: every read from it and write to it is out of its bounds. */
    public static ControlBlock nowhere() {
        return NOWHERE;
    }

    /** Where it lies; what {@link ContextSwitch#resume} takes. */
    public long address() {
        return address;
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
        return window.getLong(SLOT_BYTES + Control.BUDGET); // as deep inside calls as the JIT inlines
    }

    /** Sets the instructions left. */
    public void budget(long instructions) {
        window.putLong(SLOT_BYTES + Control.BUDGET, instructions);
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
        return SLOT_BYTES - Slot.BYTES * (slot + 1);
    }

    private long get(int field) {
        return window.getLong(SLOT_BYTES + field);
    }

    private void put(int field, long value) {
        window.putLong(SLOT_BYTES + field, value);
    }
}
