package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.internal.memory.HandleTable;
import dev.hostcall.runtime.internal.memory.Loans;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import dev.hostcall.runtime.internal.run.HostcallFrame;
import dev.hostcall.runtime.internal.run.InstanceCore;
import dev.hostcall.runtime.internal.run.PendingResult;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The arguments and the results of the hostcall under way, one slot for each WebAssembly value. One per instance, used
 * again for each call. Generated trampolines read all arguments, call the method, and leave its result here. A single result
 * takes the slot of the first argument, so it comes last; several are kept apart until all are there.
 */
@SuppressWarnings("exports") // of what is inherited, nothing is seen outside of the runtime
public final class Frame extends HostcallFrame {
    private static final int SCRATCH = 256;

    private final MemoryCore bytes;
    private final Memory memory;
    private final Vmctx vmctx;
    private final Lower lower;
    private final long limit;
    private byte @Nullable [] scratch; // made by the first short text

    /** For the runtime, which alone has the core of an instance. */
    @SuppressWarnings("exports")
    public Frame(InstanceCore instance, Memory memory, Vmctx vmctx) {
        super(Objects.requireNonNull(instance, "instance"));
        this.bytes = instance.memory();
        this.memory = Objects.requireNonNull(memory, "memory");
        this.vmctx = Objects.requireNonNull(vmctx, "vmctx");
        this.lower = new Lower(this, bytes, AllocatorDeclaration.BY_CONVENTION);
        this.limit = instance.memoryLimit();
    }

    // ---- arguments ----

    /** An i32. */
    public int i32(int slot) {
        return control.i32(slot);
    }

    /** An i64. */
    public long i64(int slot) {
        return control.i64(slot);
    }

    /** An f32. */
    public float f32(int slot) {
        return control.f32(slot);
    }

    /** An f64. */
    public double f64(int slot) {
        return control.f64(slot);
    }

    /** An i32 that is not zero. */
    public boolean bool(int slot) {
        return control.i32(slot) != 0;
    }

    /**
     * UTF-8 at the pointer in a slot, of as many bytes as the next slot says.
     *
     * @throws GuestFault if the range lies outside of the guest's memory
     * @throws IllegalArgumentException if the bytes are not UTF-8
     */
    public String string(int slot) {
        return utf8(pointer(slot), length(slot));
    }

    String utf8(long address, int length) {
        byte[] utf8 = length <= SCRATCH ? scratch() : new byte[length];
        bytes.readBytes(address, utf8, 0, length);
        return CodePoints.text(utf8, length);
    }

    private byte[] scratch() {
        byte[] present = scratch;
        if (present == null) {
            present = new byte[SCRATCH];
            scratch = present;
        }
        return present;
    }

    /**
     * A copy of the bytes at the pointer in a slot, as many as the next slot says.
     *
     * @throws GuestFault if the range lies outside of the guest's memory
     */
    public byte[] bytes(int slot) {
        return bytes.readBytes(pointer(slot), length(slot));
    }

    /**
     * The memory at the pointer in a slot, of as many bytes as the next slot says.
     *
     * @throws GuestFault if the range lies outside of the guest's memory
     */
    public MemorySlice slice(int slot) {
        return memory.slice(pointer(slot), length(slot));
    }

    private long pointer(int slot) {
        return Integer.toUnsignedLong(control.i32(slot));
    }

    private int length(int slot) {
        long length = Integer.toUnsignedLong(control.i32(slot + 1));
        Ranges.check(bytes, control.i32(slot), length, 1);
        return Ranges.javaLength(length, "bytes");
    }

    // ---- handles of resources ----

    /**
     * The object with the handle in a slot, which the guest keeps. It can pass the handle to no other call before this one is over.
     *
     * @throws IllegalArgumentException if that is no handle of this type
     */
    public <R> R borrowed(int slot, ResourceType<R> type) {
        Objects.requireNonNull(type, "type");
        return type.cast(handles().get(control.i32(slot), type));
    }

    /**
     * Drops the handle in a slot, and closes its object if the guest owns it.
     *
     * @throws IllegalArgumentException if that is no handle of this type
     * @throws Exception what closing the object throws
     */
    public void drop(int slot, ResourceType<?> type) throws Exception {
        handles().drop(control.i32(slot), Objects.requireNonNull(type, "type"));
    }

    /** For arguments with handles that the call takes, or that are lent to it while the guest may run; to be ended. */
    public Lift lending() {
        return new Lift(this, bytes, limit, new Loans(handles()), null);
    }

    /** For a result with objects of resources of the guest's own, which belong to what calls it. */
    public Lift lending(Object caller) {
        return new Lift(this, bytes, limit, new Loans(handles()), Objects.requireNonNull(caller, "caller"));
    }

    /** For a result that the guest does not get, as it cannot be lowered. */
    public Discard discard(Throwable why) {
        return new Discard(handles(), Objects.requireNonNull(why, "why"));
    }

    HandleTable handles() {
        return instance().handles();
    }

    /** The guest. */
    public Vmctx vmctx() {
        return vmctx;
    }

    /** The guest's linear memory. */
    public Memory memory() {
        return memory;
    }

    /** For the arguments of the hostcall under way that lie in memory. */
    public Lift lift() {
        return new Lift(this, bytes, limit, null, null);
    }

    // ---- references ----

    /**
     * The function that a guest has passed a pointer to, as an index of its table of functions; {@code null} for a null pointer.
     *
     * @throws IllegalArgumentException if its table has no such element
     */
    public @Nullable FunctionReference functionAt(int slot) {
        return tableElement(control.i32(slot));
    }

    /** The same, of a pointer itself. */
    public @Nullable FunctionReference functionOf(int pointer) {
        return tableElement(pointer);
    }

    /**
     * A pointer to a function, as an index of the guest's table of functions; 0 for none.
     *
     * @throws IllegalArgumentException if it is at no index
     */
    public int pointerTo(@Nullable FunctionReference function) {
        return function == null ? 0 : tableIndex(function);
    }

    /** The function that a guest has passed a reference to, which may be a null reference. */
    public @Nullable FunctionReference function(int slot) {
        return functionReference(slot);
    }

    /**
     * The object that a guest has passed a reference to, which may be a null reference.
     *
     * @throws IllegalArgumentException if the object is of another class
     */
    public <T> @Nullable T external(int slot, Class<T> type, String name) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Object object = externalObject(slot);
        if (object != null && !type.isInstance(object)) {
            throw new IllegalArgumentException("%s is a reference to an object of class %s; it must be of %s"
                    .formatted(name, object.getClass().getName(), type.getName()));
        }
        return type.cast(object);
    }

    /** Returns a reference to an object, or a null reference. */
    public void returnExternal(@Nullable Object object) {
        collect(0, ValueType.EXTERNREF, externalBits(object));
    }

    /** A reference to an object, or a null reference, as a guest is passed it. */
    public long externalBits(@Nullable Object object) {
        return externalReference(object);
    }

    void argument(int slot, long bits) {
        control.i64(slot, bits);
    }

    // ---- results in memory ----

    /**
     * Where the guest has asked for a result: the address in a slot.
     *
     * @throws GuestFault if so many bytes there lie outside of the guest's memory
     * @throws IllegalArgumentException if they are not aligned
     */
    public long resultAt(int slot, long size, int alignment) {
        return Ranges.check(bytes, control.i32(slot), size, alignment);
    }

    /** For results that go to memory. */
    public Lower lower() {
        return lower;
    }

    /** The same, where it takes memory by functions of the guest's that were named. */
    public Lower lower(AllocatorDeclaration allocator) {
        return new Lower(this, bytes, Objects.requireNonNull(allocator, "allocator"));
    }

    long takeMemory(AllocatorDeclaration allocator, long size, int alignment) {
        return allocate(allocator, size, alignment);
    }

    String nameOf(AllocatorDeclaration allocator) {
        return allocatorName(allocator);
    }

    // ---- results ----

    /** Returns an i32. */
    public void returnI32(int value) {
        control.i32(0, value);
    }

    /** Returns an i64. */
    public void returnI64(long value) {
        control.i64(0, value);
    }

    /** Returns an f32. */
    public void returnF32(float value) {
        control.f32(0, value);
    }

    /** Returns an f64. */
    public void returnF64(double value) {
        control.f64(0, value);
    }

    /** Returns 1 or 0. */
    public void returnBool(boolean value) {
        control.i32(0, value ? 1 : 0);
    }

    // ---- several results ----

    /** Returns an i32 as one of several results, counted from 0. All of them have to be returned. */
    public void returnI32(int result, int value) {
        collect(result, ValueType.I32, Integer.toUnsignedLong(value));
    }

    /** Returns an i64 as one of several results. */
    public void returnI64(int result, long value) {
        collect(result, ValueType.I64, value);
    }

    /** Returns an f32 as one of several results. */
    public void returnF32(int result, float value) {
        collect(result, ValueType.F32, Integer.toUnsignedLong(Float.floatToRawIntBits(value)));
    }

    /** Returns an f64 as one of several results. */
    public void returnF64(int result, double value) {
        collect(result, ValueType.F64, Double.doubleToRawLongBits(value));
    }

    void returnAll(long[] bits) {
        collectAll(bits);
    }

    // ---- results to come: the guest waits, the thread does not ----

    /** Blocks the guest on a stage and returns nothing. */
    public void blockOnVoid(CompletionStage<?> stage) {
        blockOn(stage, PendingResult.VOID);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnI32(CompletionStage<Integer> stage) {
        blockOn(stage, PendingResult.I32);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnI64(CompletionStage<Long> stage) {
        blockOn(stage, PendingResult.I64);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnF32(CompletionStage<Float> stage) {
        blockOn(stage, PendingResult.F32);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnF64(CompletionStage<Double> stage) {
        blockOn(stage, PendingResult.F64);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnBool(CompletionStage<Boolean> stage) {
        blockOn(stage, PendingResult.BOOL);
    }

    /** Blocks the guest on a stage and hands its value over as a lowering says. */
    public <T extends @Nullable Object> void blockOn(CompletionStage<T> stage, Lowering<T> lowering) {
        super.blockOn(stage, Objects.requireNonNull(lowering, "lowering"));
    }
}
