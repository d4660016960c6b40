package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The arguments and the results of the hostcall under way, one slot for each WebAssembly value. One per instance, used
 * again for each call. Generated trampolines read all arguments, call the method, and leave its result here. A single result
 * takes the slot of the first argument, so it comes last; several are kept apart until all are there.
 */
public final class Frame {
    private static final int SCRATCH = 256;

    private ControlBlock control; // another one once the instance is closed
    private final Memory memory;
    private final Vmctx vmctx;
    private final byte[] scratch = new byte[SCRATCH];
    private boolean async;
    private @Nullable CompletableFuture<?> pending;
    private Result pendingResult = Result.VOID;
    private @Nullable Results results; // of the hostcall under way, if they are collected

    /** For the runtime. */
    @SuppressWarnings("exports") // nobody else has a control block
    public Frame(ControlBlock control, Memory memory, Vmctx vmctx) {
        this.control = control;
        this.memory = memory;
        this.vmctx = vmctx;
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
        long address = pointer(slot);
        int length = length(slot);
        byte[] bytes = length <= SCRATCH ? scratch : new byte[length];
        memory.readBytes(address, bytes, 0, length);
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // costs nothing for Latin-1 strings
            requireUtf8(bytes, length);
        }
        return text;
    }

    private static void requireUtf8(byte[] bytes, int length) {
        ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(input);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "a string argument is not UTF-8: byte %d of %d is malformed".formatted(input.position(), length),
                    e);
        }
    }

    /**
     * A copy of the bytes at the pointer in a slot, as many as the next slot says.
     *
     * @throws GuestFault if the range lies outside of the guest's memory
     */
    public byte[] bytes(int slot) {
        return memory.readBytes(pointer(slot), length(slot));
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
        long address = pointer(slot);
        long length = Integer.toUnsignedLong(control.i32(slot + 1));
        if (!memory.contains(address, length)) {
            throw new GuestFault(
                    TrapCode.MEMORY_OUT_OF_BOUNDS,
                    address,
                    "an argument of %d bytes at %d lies outside of memory of %d bytes"
                            .formatted(length, address, memory.size()));
        }
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an argument has " + length + " bytes; Java takes 2147483647 at most");
        }
        return (int) length;
    }

    /** The guest. */
    public Vmctx vmctx() {
        return vmctx;
    }

    /** The guest's linear memory. */
    public Memory memory() {
        return memory;
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

    // ---- several results: of hostcalls written by hand ----

    /** Returns an i32 as one of several results, counted from 0. All of them have to be returned. */
    public void returnI32(int result, int value) {
        collected().put(result, ValueType.I32, Integer.toUnsignedLong(value));
    }

    /** Returns an i64 as one of several results. */
    public void returnI64(int result, long value) {
        collected().put(result, ValueType.I64, value);
    }

    /** Returns an f32 as one of several results. */
    public void returnF32(int result, float value) {
        collected().put(result, ValueType.F32, Integer.toUnsignedLong(Float.floatToRawIntBits(value)));
    }

    /** Returns an f64 as one of several results. */
    public void returnF64(int result, double value) {
        collected().put(result, ValueType.F64, Double.doubleToRawLongBits(value));
    }

    private Results collected() {
        Results present = results;
        if (present == null) {
            throw new IllegalStateException("a hostcall of one result or none returned one of several");
        }
        return present;
    }

    /** For the runtime: calls a hostcall that has several results, and hands them to the guest if all are there. */
    public void callCollecting(Hostcalls hostcalls, int index) throws Throwable {
        Results outer = results;
        Results own = new Results(
                Objects.requireNonNull(hostcalls, "hostcalls").declarations().get(index));
        results = own;
        try {
            hostcalls.call(index, this);
        } finally {
            results = outer;
        }
        CompletableFuture<?> single = takePending();
        if (single != null) {
            single.cancel(true);
            throw own.futureOfOne();
        }
        own.store(control);
    }

    // ---- results to come: the guest waits, the thread does not ----

    /** Blocks the guest on a stage and returns nothing. */
    public void blockOnVoid(CompletionStage<?> stage) {
        blockOn(stage, Result.VOID);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnI32(CompletionStage<Integer> stage) {
        blockOn(stage, Result.I32);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnI64(CompletionStage<Long> stage) {
        blockOn(stage, Result.I64);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnF32(CompletionStage<Float> stage) {
        blockOn(stage, Result.F32);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnF64(CompletionStage<Double> stage) {
        blockOn(stage, Result.F64);
    }

    /** Blocks the guest on a stage and returns its value. */
    public void blockOnBool(CompletionStage<Boolean> stage) {
        blockOn(stage, Result.BOOL);
    }

    /** Blocks the guest on a stage and returns what a result makes of its value. */
    public void blockOn(@Nullable CompletionStage<?> stage, Result result) {
        if (stage == null) {
            throw new NullPointerException("it returned null; it must return a future");
        }
        CompletableFuture<?> future = Stages.toFuture(stage);
        if (!async) {
            future.cancel(true);
            throw new NeedsAsync();
        }
        if (future.isDone()) {
            deliver(future, result);
        } else {
            pendingResult = result;
            pending = future;
        }
    }

    // ---- for the run loop ----

    /** The instance is closed: the slots are somebody else's from here on. */
    public void shut() {
        control = ControlBlock.nowhere();
    }

    /** From here on the guest may block. */
    public void mayBlock() {
        async = true;
    }

    /** From here on the guest may not block. */
    public void mayNotBlock() {
        async = false;
    }

    /** The future the hostcall that just returned left behind, taken out; {@code null} if it left a result. */
    public @Nullable CompletableFuture<?> takePending() {
        CompletableFuture<?> future = pending;
        if (future != null) { // a write of a reference costs more than this test
            pending = null;
        }
        return future;
    }

    /** How a future taken out is to be delivered; keep it with the future. */
    public Result pendingResult() {
        return pendingResult;
    }

    /**
     * Stores the value of a future that is done.
     *
     * @throws java.util.concurrent.CompletionException if it completed exceptionally
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    public void deliver(CompletableFuture<?> future, Result result) {
        Object value = Objects.requireNonNull(future, "future").join();
        if (value != null) {
            result.store(this, value);
        } else if (result != Result.VOID) {
            throw new NullPointerException("its future completed with null; it must complete with " + result.expected);
        }
    }

    /** What a future's value becomes. */
    public abstract static class Result {
        /** Nothing. */
        public static final Result VOID = new Result("null") {
            @Override
            protected void store(Frame frame, Object value) {}
        };

        /** An i32. */
        public static final Result I32 = new Result("an Integer") {
            @Override
            protected void store(Frame frame, Object value) {
                frame.returnI32((Integer) value);
            }
        };

        /** An i64. */
        public static final Result I64 = new Result("a Long") {
            @Override
            protected void store(Frame frame, Object value) {
                frame.returnI64((Long) value);
            }
        };

        /** An f32. */
        public static final Result F32 = new Result("a Float") {
            @Override
            protected void store(Frame frame, Object value) {
                frame.returnF32((Float) value);
            }
        };

        /** An f64. */
        public static final Result F64 = new Result("a Double") {
            @Override
            protected void store(Frame frame, Object value) {
                frame.returnF64((Double) value);
            }
        };

        /** An i32, 1 or 0. */
        public static final Result BOOL = new Result("a Boolean") {
            @Override
            protected void store(Frame frame, Object value) {
                frame.returnBool((Boolean) value);
            }
        };

        private final String expected;

        /** Of a value that is described so. */
        protected Result(String expected) {
            this.expected = expected;
        }

        /** Hands a value to the guest; {@code null} does not come here. */
        protected abstract void store(Frame frame, Object value);
    }
}
