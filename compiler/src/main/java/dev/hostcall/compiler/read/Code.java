package dev.hostcall.compiler.read;

import dev.hostcall.abi.WasmType;
import java.util.ArrayList;
import java.util.List;

/** The validated body of a function in a module's bytes. */
public final class Code {
    private final byte[] bytes;
    private final int locals;
    private final int begin;
    private final int end;
    private final int size;
    private final boolean tailCallsOthers;
    private final FunctionTypes types;

    /**
     * A body.
     *
     * @param locals where the declarations of locals begin
     * @param begin where the instructions begin
     * @param size how many there are
     * @param tailCallsOthers whether one is or may be a tail call of another function that is compiled
     */
    Code(byte[] bytes, int locals, int begin, int end, int size, boolean tailCallsOthers, FunctionTypes types) {
        this.bytes = bytes;
        this.locals = locals;
        this.begin = begin;
        this.end = end;
        this.size = size;
        this.tailCallsOthers = tailCallsOthers;
        this.types = types;
    }

    /** The number of instructions, the last end included. */
    public int size() {
        return size;
    }

    /** Whether one is or may be a tail call of another function that is compiled: of itself and imports, none are. */
    public boolean tailCallsOthers() {
        return tailCallsOthers;
    }

    /** The instructions from the first. */
    public Instructions instructions() {
        return new Instructions(new Input(bytes, begin, end), types);
    }

    /** The types of the locals after the parameters. */
    public List<WasmType> locals() {
        Input in = new Input(bytes, locals, begin);
        List<WasmType> all = new ArrayList<>();
        for (int runs = in.count(); runs > 0; runs--) {
            long length = in.u32();
            WasmType type = Types.value(in, types).erased();
            for (long i = 0; i < length; i++) {
                all.add(type);
            }
        }
        return all;
    }
}
