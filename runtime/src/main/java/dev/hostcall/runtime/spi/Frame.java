package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.internal.ControlBlock;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The arguments and the result of the hostcall under way, one slot for each WebAssembly value. One per instance, used
 * again for each call. Generated trampolines read all arguments, call the method, and leave its result here.
 */
public final class Frame {
    private static final int SCRATCH = 256;

    private final ControlBlock control;
    private final Memory memory;
    private final Vmctx vmctx;
    private final byte[] scratch = new byte[SCRATCH];
    private boolean async;
    private @Nullable CompletableFuture<?> pending;
    private Result pendingResult = Result.VOID;

    /** For the runtime. */
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

    private void blockOn(@Nullable CompletionStage<?> stage, Result result) {
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

    /** Whether the guest may block now. */
    public void async(boolean mayBlock) {
        async = mayBlock;
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
        Object value = future.join();
        if (value != null) {
            result.store(this, value);
        } else if (result != Result.VOID) {
            throw new NullPointerException("its future completed with null; it must complete with " + result.expected);
        }
    }

    /** What a future's value becomes. */
    public enum Result {
        /** Nothing. */
        VOID("null") {
            @Override
            void store(Frame frame, Object value) {}
        },
        /** An i32. */
        I32("an Integer") {
            @Override
            void store(Frame frame, Object value) {
                frame.returnI32((Integer) value);
            }
        },
        /** An i64. */
        I64("a Long") {
            @Override
            void store(Frame frame, Object value) {
                frame.returnI64((Long) value);
            }
        },
        /** An f32. */
        F32("a Float") {
            @Override
            void store(Frame frame, Object value) {
                frame.returnF32((Float) value);
            }
        },
        /** An f64. */
        F64("a Double") {
            @Override
            void store(Frame frame, Object value) {
                frame.returnF64((Double) value);
            }
        },
        /** An i32, 1 or 0. */
        BOOL("a Boolean") {
            @Override
            void store(Frame frame, Object value) {
                frame.returnBool((Boolean) value);
            }
        };

        private final String expected;

        Result(String expected) {
            this.expected = expected;
        }

        abstract void store(Frame frame, Object value);
    }
}
